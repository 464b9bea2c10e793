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
  -- Checked at commit: the hold names its authorization too, and one of the two is written first.
  foreign key (account_id, hold_movement, hold_leg) references ledger_transfer
    deferrable initially deferred,
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
--
-- Every movement has a leg 0, which carries what all of its legs are about. Starting from it, and not
-- from a grouping of all legs, a look-up by movement or by authorization, and the newest few by
-- `order by movement desc, part desc limit`, read only the legs that they show. That order is the
-- order of ids, and the one that an index serves.
create view balance_transaction with (security_invoker = true) as
  select
    m.account_id, m.livemode, ('txn_' || m.movement || part.number) collate "C" as id,
    m.movement, part.number as part, part.type, part.amount, m.currency,
    m.authorization_id, part.source_id, m.created_at
  from ledger_transfer m
  cross join lateral (
    select
      coalesce(sum(case when debit.code <> 'issuing_balance' or t.phase = 'posted' then 0
                        when t.phase = 'pending' then t.amount
                        else -t.pending_amount end), 0)::bigint as held,
      coalesce(sum(case when t.phase in ('pending', 'void_pending') then 0
                        when credit.code = 'issuing_balance' then t.amount
                        when debit.code = 'issuing_balance' then -t.amount
                        else 0 end), 0)::bigint as posted
    from ledger_transfer t
    join ledger_account debit on debit.account_id = t.account_id and debit.id = t.debit_id
    join ledger_account credit on credit.account_id = t.account_id and credit.id = t.credit_id
    where t.account_id = m.account_id and t.movement = m.movement
  ) as change
  cross join lateral (values
    (0::smallint, -change.held, m.authorization_id,
     case when change.held > 0 then 'issuing_authorization_hold'
          else 'issuing_authorization_release' end),
    (1::smallint, change.posted, m.issuing_transaction_id,
     case when m.issuing_transaction_id is null then 'topup' else 'issuing_transaction' end)
  ) as part (number, amount, source_id, type)
  where m.leg = 0 and part.amount <> 0;

-- What was asked and decided, and what was cleared, is never edited: only what comes after.
grant select, insert, update (status, amount, merchant_amount, hold_movement, hold_leg, metadata)
  on issuing_authorization to cardwright_app;
grant select, insert, update (metadata) on issuing_transaction to cardwright_app;
grant select on balance_transaction to cardwright_app;
