-- Why: money comes in, moves between balances and goes out: more ledger accounts, movements that are about a
--   top-up, a payout, a transfer, a card's fee, a bank credit or a settlement, and lines of a second balance.
-- Online: a nullable column; the codes are checked by one read of ledger_account; two indexes are built by one
--   read of ledger_transfer each, while which purchases wait (a second for each few million transfers); the view
--   is replaced at once.
-- Next: 0016 adds what the movements are about.
alter table ledger_account drop constraint ledger_account_code_check;
alter table ledger_account add constraint ledger_account_code_is_of_the_chart check (code in (
  'bank_clearing', 'card_fees', 'in_transit', 'issuing_balance', 'network_settlement', 'payments_balance',
  'suspense', 'write_offs'));

-- What a movement other than a purchase is about: one of several kinds, which its prefix tells.
alter table ledger_transfer add column source_id object_id;
create index ledger_transfer_by_source on ledger_transfer (account_id, source_id, movement)
  where source_id is not null;
-- The lines of a type that is rare among purchases are found without reading the purchases.
create index ledger_transfer_beside_cards on ledger_transfer (account_id, movement)
  where leg = 0 and code not in ('authorization_hold', 'capture', 'refund');

-- The balance transactions of the wire, read from the ledger: a movement changes what is held on the
-- Issuing balance (part 0: hold or release), what is posted to it (part 1), what is posted to the payments
-- balance (part 2), or several of them.
--
-- Every movement has a leg 0, which carries what all of its legs are about. Starting from it, and not
-- from a grouping of all legs, a look-up by movement, authorization or source, and the newest few by
-- `order by movement desc, part desc limit`, read only the legs that they show. That order is the
-- order of ids, and the one that an index serves.
drop view balance_transaction;
create view balance_transaction with (security_invoker = true) as
  select
    m.account_id, m.livemode, ('txn_' || m.movement || part.number) collate "C" as id,
    m.movement, part.number as part, part.balance_type, part.type, part.amount, m.currency,
    m.code, m.authorization_id, m.source_id as movement_source_id, part.source_id, m.created_at
  from ledger_transfer m
  cross join lateral (
    select
      coalesce(sum(case when debit.code <> 'issuing_balance' or t.phase = 'posted' then 0
                        when t.phase = 'pending' then t.amount
                        else -t.pending_amount end), 0)::bigint as held,
      coalesce(sum(case when t.phase in ('pending', 'void_pending') then 0
                        when credit.code = 'issuing_balance' then t.amount
                        when debit.code = 'issuing_balance' then -t.amount
                        else 0 end), 0)::bigint as issuing,
      coalesce(sum(case when t.phase in ('pending', 'void_pending') then 0
                        when credit.code = 'payments_balance' then t.amount
                        when debit.code = 'payments_balance' then -t.amount
                        else 0 end), 0)::bigint as payments
    from ledger_transfer t
    join ledger_account debit on debit.account_id = t.account_id and debit.id = t.debit_id
    join ledger_account credit on credit.account_id = t.account_id and credit.id = t.credit_id
    where t.account_id = m.account_id and t.movement = m.movement
  ) as change
  cross join lateral (
    select case
      when m.code in ('capture', 'refund') then 'issuing_transaction'
      when m.code in ('card_fee', 'card_fee_refund') then 'stripe_fee'
      when m.code = 'balance_transfer' then 'transfer'
      when m.code = 'funding' then 'topup'
      when m.code = 'payout_reversal' then 'payout'
      when m.code = 'write_off' then 'adjustment'
      else m.code
    end as type
  ) as shown
  cross join lateral (values
    (0::smallint, 'issuing', -change.held, m.authorization_id,
     case when change.held > 0 then 'issuing_authorization_hold'
          else 'issuing_authorization_release' end),
    (1::smallint, 'issuing', change.issuing, coalesce(m.issuing_transaction_id, m.source_id), shown.type),
    (2::smallint, 'payments', change.payments, m.source_id, shown.type)
  ) as part (number, balance_type, amount, source_id, type)
  where m.leg = 0 and part.amount <> 0;
grant select on balance_transaction to cardwright_app;
