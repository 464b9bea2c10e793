-- Why: what cards have spent is owed to the card networks. Each of their days is netted, paid and reconciled: our
--   clearings, the network's advice and the bank's statement must say the same, and what differs waits for a person.
-- Online: new tables; two nullable columns; the index on issuing_transaction has no rows when it is made, but reads
--   the table once, while which clearings wait.
-- Next: nothing waits for it. What cleared before has no day and stays owed: settle it with the network by hand.

-- A business day of a network. In live mode one of all accounts, kept by the platform; in test mode each account
-- has its own, because each may live in a time of its own.
create table settlement_day (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null,
  network text not null check (network in ('mastercard', 'visa')),
  -- `YYYY-MM-DD`.
  business_date text collate "C" not null check (business_date ~ '^\d{4}-\d{2}-\d{2}$'),
  cutoff_at timestamptz not null,
  status text not null check (status in ('awaiting_advice', 'awaiting_bank', 'booking', 'closing', 'complete',
    'halted', 'in_review', 'matching', 'open', 'paying')),
  -- Why it halted.
  problem text check (length(problem) <= 500),
  -- Grows with every change, so that who reads late knows it.
  revision integer not null default 0,
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint settlement_day_is_found_by_id unique (id),
  constraint settlement_day_says_why_it_halted check ((status = 'halted') = (problem is not null))
);
create index settlement_day_not_complete on settlement_day (business_date, id) where status <> 'complete';
grant select, insert on settlement_day to cardwright_app;
grant update (status, problem, revision) on settlement_day to cardwright_app;

-- What an account's cards came to on a day, in one currency: the settlement of the wire.
create table issuing_settlement (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'iset\_%'),
  day_id object_id not null references settlement_day (id),
  currency currency_code not null,
  network text not null check (network in ('mastercard', 'visa')),
  clearing_date timestamptz not null,
  transaction_count integer not null check (transaction_count >= 0),
  -- Positive: owed to the network. Negative: refunds were more than captures.
  net_amount bigint not null,
  status text not null check (status in ('complete', 'pending')),
  -- What paid it. Null before, and when nothing is owed.
  movement text collate "C",
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint issuing_settlement_is_one_per_day_and_currency unique (account_id, day_id, currency),
  constraint issuing_settlement_is_paid_when_complete
    check ((status = 'complete' and net_amount <> 0) = (movement is not null))
);
create index issuing_settlement_by_day on issuing_settlement (day_id, account_id, currency);
grant select, insert on issuing_settlement to cardwright_app;
grant update (transaction_count, net_amount, status, movement, metadata) on issuing_settlement to cardwright_app;

-- On which day it settles, and the reference that the network knows it by. Nulls: it cleared before days were kept.
alter table issuing_transaction
  add column settlement_day object_id references settlement_day (id),
  add column acquirer_reference text collate "C" check (acquirer_reference ~ '^[A-Za-z0-9]{1,32}$'),
  add constraint issuing_transaction_settles_by_reference
    check (settlement_day is null or acquirer_reference is not null);
create unique index issuing_transaction_settles_once_a_day
  on issuing_transaction (settlement_day, acquirer_reference) where settlement_day is not null;
grant update (settlement_day) on issuing_transaction to cardwright_app;

-- A file that the network sent for a day, by the digest of what stands in it: sent again, it is known.
create table settlement_file (
  account_id object_id not null references account,
  livemode boolean not null,
  day_id object_id not null,
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  -- Of one that is being read or was refused, no line counts.
  status text not null check (status in ('accepted', 'reading', 'refused')),
  row_count integer not null check (row_count >= 0),
  created_at timestamptz not null,
  primary key (account_id, day_id, digest),
  foreign key (account_id, day_id) references settlement_day
);
grant select, insert on settlement_file to cardwright_app;
grant update (status, row_count) on settlement_file to cardwright_app;

-- What a file says, each thing once. Two that differ under one reference both stand: no later one overwrites.
create table settlement_line (
  account_id object_id not null,
  livemode boolean not null,
  day_id object_id not null,
  reference text collate "C" not null check (length(reference) <= 32),
  currency text collate "C" not null check (length(currency) = 3),
  -- Positive: the network wants it. Negative: it gives it back.
  amount bigint not null check (amount <> 0),
  digest text collate "C" not null,
  created_at timestamptz not null,
  primary key (account_id, day_id, reference, currency, amount, digest),
  foreign key (account_id, day_id, digest) references settlement_file
);
grant select, insert, delete on settlement_line to cardwright_app;

-- What the bank is told to pay to the network for a day, or to take in, in one currency.
create table settlement_payment (
  account_id object_id not null,
  livemode boolean not null,
  day_id object_id not null,
  currency currency_code not null,
  -- Positive: we pay.
  amount bigint not null check (amount <> 0),
  status text not null check (status in ('booked', 'confirmed', 'planned', 'submitted')),
  bank_reference text collate "C" check (length(bank_reference) <= 64),
  submitted_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, day_id, currency),
  foreign key (account_id, day_id) references settlement_day,
  constraint settlement_payment_is_submitted_under_a_reference
    check ((status = 'planned') = (bank_reference is null) and (bank_reference is null) = (submitted_at is null))
);
grant select, insert on settlement_payment to cardwright_app;
grant update (status, bank_reference, submitted_at) on settlement_payment to cardwright_app;

-- Where two of the three do not say the same.
create table settlement_break (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null check (id like 'brk\_%'),
  day_id object_id not null,
  kind text not null check (kind in ('amount_differs', 'bank_total_differs', 'contradictory_lines',
    'missing_in_advice', 'unknown_to_us')),
  -- The network's reference of one clearing; of the bank's total, the currency.
  reference text collate "C" not null check (length(reference) <= 32),
  -- Ours, where it is about one: and whose.
  transaction_account_id object_id,
  transaction_id object_id,
  -- What we say and what the others say: [{amount, currency}], amounts as text.
  ours jsonb not null,
  theirs jsonb not null,
  -- Whether it was left out of what was settled.
  left_out boolean not null default false,
  status text not null check (status in ('open', 'resolved')),
  resolution text check (resolution in ('bank_corrected', 'carried_over', 'dismissed')),
  -- What the person who resolved it wrote.
  reason text check (length(reason) <= 500),
  resolved_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, day_id) references settlement_day,
  foreign key (transaction_account_id, transaction_id) references issuing_transaction (account_id, id),
  constraint settlement_break_is_named_once unique (account_id, day_id, reference),
  constraint settlement_break_is_resolved_somehow check (
    (status = 'resolved') = (resolution is not null and resolved_at is not null)
    and (resolution is null) = (resolved_at is null))
);
create index settlement_break_open on settlement_break (id) where status = 'open';
create index settlement_break_by_transaction on settlement_break (transaction_account_id, transaction_id)
  where transaction_id is not null;
grant select, insert on settlement_break to cardwright_app;
grant update (left_out, status, resolution, reason, resolved_at) on settlement_break to cardwright_app;
