-- Why: money moves between the balances of an account and out of them, and each such move is an object with a
--   life of its own.
-- Online: new tables only; nothing waits.
-- Next: nothing waits for it.
create table balance_transfer (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'btr\_%'),
  amount bigint not null check (amount > 0),
  currency currency_code not null,
  source_balance text not null check (source_balance in ('issuing', 'payments')),
  destination_balance text not null check (destination_balance in ('issuing', 'payments')),
  -- Pending: it has left the one, and has not reached the other.
  status text not null check (status in ('pending', 'succeeded')),
  arrives_at timestamptz not null,
  metadata jsonb not null,
  -- What took it from the one; and, where that took time, what brought it to the other.
  movement text collate "C" not null,
  arrival_movement text collate "C",
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint balance_transfer_is_between_two check (source_balance <> destination_balance)
);
create index balance_transfer_pending on balance_transfer (account_id, livemode, destination_balance)
  where status = 'pending';
grant select, insert, update (status, arrival_movement) on balance_transfer to cardwright_app;

create table payout (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'po\_%'),
  -- What moves, whichever way: a reversal moves it back.
  amount bigint not null check (amount > 0),
  currency currency_code not null,
  balance_type text not null check (balance_type in ('issuing', 'payments')),
  destination_id object_id not null,
  method text not null check (method in ('instant', 'standard')),
  status text not null check (status in ('canceled', 'failed', 'in_transit', 'paid', 'pending')),
  description text check (length(description) <= 5000),
  statement_descriptor text check (length(statement_descriptor) <= 22),
  metadata jsonb not null,
  -- Until then it can be canceled; then it goes to the bank.
  cutoff_at timestamptz not null,
  arrives_at timestamptz not null,
  -- From then on it cannot be canceled: the bank may have it.
  submitted_at timestamptz,
  -- The bank's name for it. Null: it is not at the bank yet.
  bank_reference text collate "C" check (length(bank_reference) <= 140),
  failure_code text check (length(failure_code) <= 64),
  -- What took it from the balance, or, of a reversal, brought it back. Null: of a reversal that is not paid.
  movement text collate "C",
  -- What the bank's confirmation moved.
  paid_movement text collate "C",
  -- What gave it back to the balance.
  return_movement text collate "C",
  -- Of a reversal: what it reverses. And of what was reversed, by what.
  original_payout_id object_id,
  reversed_by_id object_id,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, destination_id) references bank_account,
  foreign key (account_id, original_payout_id) references payout,
  foreign key (account_id, reversed_by_id) references payout,
  constraint payout_takes_from_its_balance check (movement is not null or original_payout_id is not null),
  constraint payout_is_canceled_before_it_is_submitted check (status <> 'canceled' or submitted_at is null),
  constraint payout_fails_for_a_reason check ((status = 'failed') = (failure_code is not null))
);
create unique index payout_is_reversed_once on payout (account_id, original_payout_id)
  where original_payout_id is not null and status not in ('canceled', 'failed');
create index payout_by_destination on payout (account_id, destination_id, id);
grant select, insert,
  update (status, metadata, submitted_at, bank_reference, failure_code, movement, paid_movement, return_movement, reversed_by_id)
  on payout to cardwright_app;
