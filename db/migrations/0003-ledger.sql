-- Why: money is moved by double entry and by nothing else.
-- Online: new tables only; nothing waits.
-- Next: 0004 adds what the cards do with it.

create table ledger_account (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'lacct\_%'),
  code text not null check (code in ('bank_clearing', 'issuing_balance', 'network_settlement')),
  currency currency_code not null,
  debits_pending bigint not null default 0 check (debits_pending >= 0),
  debits_posted bigint not null default 0 check (debits_posted >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  credits_posted bigint not null default 0 check (credits_posted >= 0),
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint ledger_account_is_one_per_code_and_currency unique (account_id, livemode, code, currency),
  -- Already unique by its first two columns: it is what transfers refer to.
  unique (account_id, id, livemode, currency)
) with (fillfactor = 50); -- updated by every purchase: room on the page keeps the update in it

-- A movement is one business event; its transfers are its legs. A pending transfer is settled by the
-- one transfer that names it: `post_pending` takes up to its amount, `void_pending` none, and both
-- free the rest.
create table ledger_transfer (
  account_id object_id not null,
  livemode boolean not null,
  movement text collate "C" not null check (movement ~ '^[A-Za-z0-9]{1,58}$'),
  leg smallint not null check (leg between 0 and 9),
  phase text not null check (phase in ('pending', 'posted', 'post_pending', 'void_pending')),
  code text not null,
  debit_id object_id not null,
  credit_id object_id not null,
  amount bigint not null constraint ledger_transfer_amount_is_positive check (amount > 0),
  currency currency_code not null,
  -- The pending transfer that this one settles, and the whole of its amount.
  pending_movement text collate "C",
  pending_leg smallint,
  pending_amount bigint,
  -- What the movement is about, where it is about one of these.
  authorization_id object_id,
  issuing_transaction_id object_id,
  created_at timestamptz not null,
  primary key (account_id, movement, leg),
  -- Both sides belong to the same account, mode and currency.
  constraint ledger_transfer_debits_an_account_of_its_currency
    foreign key (account_id, debit_id, livemode, currency)
    references ledger_account (account_id, id, livemode, currency),
  constraint ledger_transfer_credits_an_account_of_its_currency
    foreign key (account_id, credit_id, livemode, currency)
    references ledger_account (account_id, id, livemode, currency),
  foreign key (account_id, pending_movement, pending_leg) references ledger_transfer,
  constraint ledger_transfer_settles_a_pending_one_once
    unique (account_id, pending_movement, pending_leg),
  constraint ledger_transfer_moves_between_two_accounts check (debit_id <> credit_id),
  constraint ledger_transfer_names_what_it_settles check (
    (phase in ('post_pending', 'void_pending')) =
    (pending_movement is not null and pending_leg is not null and pending_amount is not null)
    and (phase in ('post_pending', 'void_pending') or
      (pending_movement is null and pending_leg is null and pending_amount is null))
  ),
  constraint ledger_transfer_posts_no_more_than_was_pending check (
    case phase
      when 'post_pending' then amount <= pending_amount
      when 'void_pending' then amount = pending_amount
      else true
    end
  )
);
create index ledger_transfer_by_authorization on ledger_transfer (account_id, authorization_id, movement)
  where authorization_id is not null;

-- A settlement says what it settles; this holds it to the truth, with one look-up by key. Only what
-- settles pays for it: the hold, which an authorization waits for, does not.
create function check_settlement() returns trigger language plpgsql as $$
begin
  perform from ledger_transfer pending
    where pending.account_id = new.account_id and pending.movement = new.pending_movement
      and pending.leg = new.pending_leg and pending.phase = 'pending'
      and pending.livemode = new.livemode and pending.currency = new.currency
      and pending.debit_id = new.debit_id and pending.credit_id = new.credit_id
      and pending.amount = new.pending_amount;
  if not found then
    raise exception 'leg % of movement % settles what was not pending', new.leg, new.movement
      using errcode = 'check_violation', constraint = 'ledger_transfer_settles_what_was_pending';
  end if;
  return new;
end $$;
create trigger ledger_transfer_settles_what_was_pending before insert on ledger_transfer
  for each row when (new.pending_movement is not null) execute function check_settlement();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger ledger_transfer_is_append_only before update or delete or truncate on ledger_transfer
  for each statement execute function refuse_change();

-- An account begins with nothing, and nothing of it changes but its balances.
grant select, insert (account_id, livemode, id, code, currency, created_at),
  update (debits_pending, debits_posted, credits_pending, credits_posted)
  on ledger_account to cardwright_app;
grant select, insert on ledger_transfer to cardwright_app;
