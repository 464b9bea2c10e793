-- Why: money reaches an Issuing balance by bank transfer, to an address that is the account's own; what arrives
--   and names nobody waits for a person. A balance that runs low is filled again by a rule, and one below zero
--   is followed until it is filled or written off.
-- Online: new tables only; nothing waits.
-- Next: nothing waits for it.

-- One number for each address that is ever given out, of which `domain/funding` makes the account number.
create sequence funding_address_serial;
grant usage on sequence funding_address_serial to cardwright_app;

-- Where money is sent to reach an Issuing balance. The numbers stand in clear: they are printed on invoices and
-- take money in, never out.
create table funding_instructions (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'fi\_%'),
  currency currency_code not null,
  address_type text not null check (address_type in ('aba', 'iban', 'sort_code')),
  -- Routing number, sort code or the bank's part of an IBAN, and the account's number there.
  bank_code text collate "C" not null check (bank_code ~ '^[0-9]{6,9}$'),
  account_number text collate "C" not null check (account_number ~ '^[0-9]{8,12}$'),
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint funding_instructions_are_one_per_currency unique (account_id, livemode, currency),
  -- Also the index by which an incoming transfer finds its account.
  constraint funding_instructions_lead_to_one_account unique (bank_code, account_number)
);
grant select, insert on funding_instructions to cardwright_app;

-- A bank transfer that a bank has told us of: money that is ours to place. What cannot be placed is a row of the
-- platform, whose suspense account holds the money meanwhile.
create table bank_credit (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'bcr\_%'),
  -- Who tells: a bank, or the account that simulates one. Its references are unique.
  advised_by text collate "C" not null check (length(advised_by) between 1 and 64),
  bank_reference text collate "C" not null check (length(bank_reference) between 1 and 140),
  network text not null check (network in
    ('ach', 'bacs', 'chaps', 'domestic_wire_us', 'fps', 'sepa', 'swift')),
  amount bigint not null check (amount > 0),
  currency currency_code not null,
  -- As the sender wrote it: `110000000/…`, `108800/…` or an IBAN, right or wrong.
  address text not null check (length(address) between 1 and 64),
  -- Null: the sender gave none.
  reference text check (length(reference) <= 140),
  sender_name text check (length(sender_name) <= 140),
  -- Null: the address leads to nobody.
  funding_instructions_id object_id,
  status text not null check (status in ('held', 'returned', 'returning', 'succeeded')),
  -- Why it was not placed at once. Null: it was.
  held_reason text check (held_reason in
    ('address_unknown', 'currency_mismatch', 'network_unsupported', 'sender_listed')),
  -- When what nobody has placed goes back. Null: only a person decides.
  return_at timestamptz,
  -- Whose Issuing balance got it. Null: nobody's, yet or ever.
  credited_account_id object_id references account,
  credited_at timestamptz,
  -- Under which the bank sent it back.
  return_reference text collate "C" check (length(return_reference) <= 140),
  returned_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint bank_credit_is_booked_once unique (advised_by, bank_reference),
  constraint bank_credit_that_waits_says_why check (status = 'succeeded' or held_reason is not null),
  constraint bank_credit_succeeds_for_an_account check (
    (status = 'succeeded') = (credited_account_id is not null)
    and (status = 'succeeded') = (credited_at is not null)),
  constraint bank_credit_returns_under_a_reference check (
    (status = 'returned') = (return_reference is not null)
    and (status = 'returned') = (returned_at is not null))
);
-- What waits, of all accounts: for the operator.
create index bank_credit_that_waits on bank_credit (id) where status in ('held', 'returning');
grant select, insert,
  update (status, credited_account_id, credited_at, return_reference, returned_at)
  on bank_credit to cardwright_app;

-- When an Issuing balance is low, and what is done then.
create table issuing_funding_rule (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ifr\_%'),
  currency currency_code not null,
  active boolean not null,
  threshold_type text not null check (threshold_type in ('amount', 'spend_percentage')),
  -- Minor units, or per cent of what was spent in the last 24 hours.
  threshold_value bigint not null check (threshold_value > 0),
  -- Null, both: it only tells.
  topup_amount bigint check (topup_amount > 0),
  topup_source text check (length(topup_source) <= 64),
  -- Null: never.
  checked_at timestamptz,
  triggered_at timestamptz,
  -- What stood on the balance when it was last found low, and the top-up that was made then.
  triggered_available bigint,
  triggered_topup_id object_id,
  -- Why none was made, in the codes of the wire. Null: one was, or none was asked for.
  triggered_failure text check (length(triggered_failure) <= 64),
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint issuing_funding_rule_is_one_per_currency unique (account_id, livemode, currency),
  constraint issuing_funding_rule_tops_up_from_somewhere
    check ((topup_amount is null) = (topup_source is null))
);
grant select, insert,
  update (active, threshold_type, threshold_value, topup_amount, topup_source, checked_at, triggered_at,
    triggered_available, triggered_topup_id, triggered_failure, metadata)
  on issuing_funding_rule to cardwright_app;

-- A time during which a balance was below zero.
create table negative_balance (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'neg\_%'),
  ledger_account_id object_id not null,
  balance_type text not null check (balance_type in ('issuing', 'payments')),
  currency currency_code not null,
  status text not null check (status in ('open', 'recovered', 'written_off')),
  -- What was missing when it was noticed.
  amount bigint not null check (amount > 0),
  reminders smallint not null default 0 check (reminders between 0 and 100),
  -- What was written off. Null: nothing was.
  written_off bigint check (written_off > 0),
  created_at timestamptz not null,
  -- Null while it is open.
  resolved_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, ledger_account_id) references ledger_account,
  constraint negative_balance_open_is_not_resolved check ((status = 'open') = (resolved_at is null)),
  constraint negative_balance_written_off_by_an_amount
    check ((status = 'written_off') = (written_off is not null))
);
create unique index negative_balance_is_open_once
  on negative_balance (account_id, ledger_account_id) where status = 'open';
-- For the operator, of all accounts.
create index negative_balance_open on negative_balance (id) where status = 'open';
grant select, insert, update (status, reminders, written_off, resolved_at)
  on negative_balance to cardwright_app;
