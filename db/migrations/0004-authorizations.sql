-- Why: a purchase is decided once, and the decision, its hold and its event are one fact.
-- Online: new tables, and two foreign keys on the empty ledger; nothing waits.
-- Next: 0005 adds events, answers and the outbox.

create table issuing_authorization (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'iauth\_%'),
  card_id object_id not null,
  cardholder_id object_id not null,
  status text not null check (status in ('closed', 'expired', 'pending', 'reversed')),
  approved boolean not null,
  -- What is held while pending; what was asked when declined; what was last held when closed or expired.
  amount bigint not null constraint issuing_authorization_amount_is_not_negative check (amount >= 0),
  currency currency_code not null,
  merchant_amount bigint not null check (merchant_amount >= 0),
  merchant_currency currency_code not null,
  authorization_method text not null
    check (authorization_method in ('chip', 'contactless', 'keyed_in', 'online', 'swipe')),
  merchant_data jsonb not null,
  network_data jsonb not null,
  verification_data jsonb not null,
  -- Null: not paid from a wallet.
  wallet text check (wallet in ('apple_pay', 'google_pay', 'samsung_pay')),
  request_history jsonb not null,
  trace jsonb not null,
  metadata jsonb not null,
  -- The open hold, or null when nothing is held.
  hold_movement text collate "C",
  hold_leg smallint,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, card_id) references issuing_card,
  foreign key (account_id, cardholder_id) references issuing_cardholder,
  foreign key (account_id, hold_movement, hold_leg) references ledger_transfer,
  constraint issuing_authorization_holds_only_while_pending check (
    (hold_movement is null) = (hold_leg is null)
    and (hold_movement is not null) = (approved and status = 'pending' and amount > 0)
  ),
  constraint issuing_authorization_declined_is_closed check (approved or status = 'closed')
) with (fillfactor = 80);
create index issuing_authorization_by_card on issuing_authorization (account_id, card_id, id);
create index issuing_authorization_by_cardholder
  on issuing_authorization (account_id, cardholder_id, id);

create table issuing_transaction (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ipi\_%'),
  type text not null check (type in ('capture', 'refund')),
  card_id object_id not null,
  cardholder_id object_id not null,
  -- Null: a force capture or an unlinked refund.
  authorization_id object_id,
  -- From the cardholder's side: a capture is negative, a refund positive.
  amount bigint not null,
  currency currency_code not null,
  merchant_amount bigint not null,
  merchant_currency currency_code not null,
  merchant_data jsonb not null,
  network_data jsonb not null,
  wallet text check (wallet in ('apple_pay', 'google_pay', 'samsung_pay')),
  metadata jsonb not null,
  -- The movement that posted it: its balance transaction is read from there.
  movement text collate "C" not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, card_id) references issuing_card,
  foreign key (account_id, cardholder_id) references issuing_cardholder,
  foreign key (account_id, authorization_id) references issuing_authorization,
  constraint issuing_transaction_sign_follows_type check (
    case type when 'capture' then amount < 0 and merchant_amount < 0
              else amount > 0 and merchant_amount > 0 end
  )
);
create index issuing_transaction_by_authorization on issuing_transaction (account_id, authorization_id, id);
create index issuing_transaction_by_card on issuing_transaction (account_id, card_id, id);

alter table ledger_transfer
  add foreign key (account_id, authorization_id) references issuing_authorization,
  add foreign key (account_id, issuing_transaction_id) references issuing_transaction;

-- The balance transactions of the wire, read from the ledger: a movement changes what is held on the
-- Issuing balance (part 0: hold or release), what is posted to it (part 1), or both.
create view balance_transaction with (security_invoker = true) as
  with side as (
    select t.account_id, t.livemode, t.movement, t.currency, t.created_at,
      t.authorization_id, t.issuing_transaction_id,
      case t.phase
        when 'pending' then t.amount
        when 'posted' then 0
        else -t.pending_amount
      end * case when t.debit_id = i.id then 1 else 0 end as held,
      case when t.phase in ('posted', 'post_pending') then t.amount else 0 end
        * case when t.credit_id = i.id then 1 else -1 end as posted
    from ledger_transfer t
    join ledger_account i
      on i.account_id = t.account_id and i.code = 'issuing_balance' and i.id in (t.debit_id, t.credit_id)
  ), movement as (
    select account_id, livemode, movement, currency, min(created_at) as created_at,
      max(authorization_id::text) as authorization_id,
      max(issuing_transaction_id::text) as issuing_transaction_id,
      sum(held)::bigint as held, sum(posted)::bigint as posted
    from side group by account_id, livemode, movement, currency
  )
  select m.account_id, m.livemode, ('txn_' || m.movement || part.number) collate "C" as id,
    m.movement, part.number as part,
    case part.number
      when 0 then case when m.held > 0 then 'issuing_authorization_hold'
                       else 'issuing_authorization_release' end
      else case when m.issuing_transaction_id is null then 'topup' else 'issuing_transaction' end
    end as type,
    case part.number when 0 then -m.held else m.posted end as amount,
    m.currency, m.authorization_id,
    case part.number when 0 then m.authorization_id else m.issuing_transaction_id end as source_id,
    m.created_at
  from movement m
  cross join (values (0::smallint), (1::smallint)) as part (number)
  where case part.number when 0 then m.held <> 0 else m.posted <> 0 end;

grant select, insert, update on issuing_authorization to cardwright_app;
grant select, insert, update on issuing_transaction to cardwright_app;
grant select on balance_transaction to cardwright_app;
