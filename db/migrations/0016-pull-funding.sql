-- Why: money is pulled from bank accounts. Each is named by a token, a source, a payment method or as an account's
--   own for payouts; it may have to be proved by micro-deposits; and a top-up follows one debit of it to its end.
-- Online: new tables only; nothing waits.
-- Next: 0020 pays out to the same bank accounts.

create table bank_account (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ba\_%'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency currency_code not null,
  account_holder_name text check (length(account_holder_name) <= 5000),
  account_holder_type text check (account_holder_type in ('company', 'individual')),
  account_type text check (account_type in ('checking', 'savings')),
  -- Names a bank and no person, and is public. Null: the number is an IBAN, which names its bank itself.
  routing_number text collate "C" check (routing_number ~ '^[0-9]{6,9}$'),
  -- An account number or an IBAN, sealed with a key of its own; the keyed hash, which is another one for each
  -- account of ours, tells two of them apart.
  number_sealed bytea not null,
  fingerprint text collate "C" not null check (fingerprint ~ '^[0-9A-Za-z]{16}$'),
  last4 text not null check (last4 ~ '^[0-9A-Z]{4}$'),
  status text not null check (status in ('errored', 'new', 'verification_failed', 'verified')),
  -- One of the account's own, to which it is paid out.
  is_external boolean not null,
  default_for_currency boolean not null default false,
  metadata jsonb not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  constraint bank_account_is_default_while_it_is_there
    check (not default_for_currency or (is_external and deleted_at is null))
);
create index bank_account_external on bank_account (account_id, id) where is_external and deleted_at is null;
create unique index bank_account_is_external_once on bank_account (account_id, livemode, currency, fingerprint)
  where is_external and deleted_at is null;
create unique index bank_account_default_is_one_per_currency on bank_account (account_id, livemode, currency)
  where default_for_currency;
grant select, insert on bank_account to cardwright_app;
grant update (account_holder_name, account_holder_type, account_type, status, is_external,
  default_for_currency, metadata, deleted_at) on bank_account to cardwright_app;

-- Whether somebody who claims a bank account can read its statements.
create table bank_account_verification (
  account_id object_id not null references account,
  livemode boolean not null,
  -- The bank account's.
  id object_id not null,
  method text not null check (method in ('amounts', 'descriptor_code')),
  status text not null check (status in ('failed', 'requested', 'sent', 'verified')),
  failure_code text check (failure_code in ('attempts_exceeded', 'not_sent', 'timed_out')),
  attempts smallint not null default 0 check (attempts between 0 and 10),
  -- What has to be entered. Null: not sent yet.
  expected_sealed bytea,
  -- When the micro-deposits leave, are seen on the statement, and are no longer waited for.
  cutoff_at timestamptz not null,
  arrives_at timestamptz not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, id) references bank_account,
  constraint bank_account_verification_expects_what_was_sent
    check (status <> 'sent' or expected_sealed is not null),
  constraint bank_account_verification_failed_for_a_reason
    check ((status = 'failed') = (failure_code is not null))
);
grant select, insert on bank_account_verification to cardwright_app;
grant update (status, failure_code, attempts, expected_sealed) on bank_account_verification to cardwright_app;

create table bank_account_token (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'btok\_%'),
  bank_account_id object_id not null,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, bank_account_id) references bank_account,
  constraint bank_account_token_names_its_own unique (account_id, bank_account_id)
);
grant select, insert on bank_account_token to cardwright_app;
grant update (used_at) on bank_account_token to cardwright_app;

-- Whether it can be charged follows from its bank account.
create table source (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'src\_%'),
  bank_account_id object_id not null,
  owner jsonb,
  statement_descriptor text,
  usage text not null check (usage in ('reusable', 'single_use')),
  -- For a page of the caller's own; it opens nothing here.
  client_secret text not null,
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, bank_account_id) references bank_account,
  constraint source_is_one_per_bank_account unique (account_id, bank_account_id)
);
grant select, insert on source to cardwright_app;
grant update (owner, metadata) on source to cardwright_app;

create table payment_method (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'pm\_%'),
  bank_account_id object_id not null,
  billing_details jsonb not null,
  allow_redisplay text not null check (allow_redisplay in ('always', 'limited', 'unspecified')),
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, bank_account_id) references bank_account,
  constraint payment_method_is_one_per_bank_account unique (account_id, bank_account_id)
);
grant select, insert on payment_method to cardwright_app;
grant update (billing_details, allow_redisplay, metadata) on payment_method to cardwright_app;

create table setup_intent (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'seti\_%'),
  status text not null check (status in
    ('canceled', 'requires_action', 'requires_confirmation', 'requires_payment_method', 'succeeded')),
  payment_method_id object_id,
  attach_to_self boolean not null,
  flow_directions text[],
  description text,
  cancellation_reason text
    check (cancellation_reason in ('abandoned', 'duplicate', 'requested_by_customer')),
  -- Why the last attempt came to nothing.
  last_error text check (last_error in ('attempts_exceeded', 'not_sent', 'timed_out')),
  usage text not null check (usage in ('off_session', 'on_session')),
  client_secret text not null,
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, payment_method_id) references payment_method
);
create index setup_intent_by_payment_method on setup_intent (account_id, payment_method_id)
  where payment_method_id is not null;
grant select, insert on setup_intent to cardwright_app;
grant update (status, payment_method_id, flow_directions, description, cancellation_reason, last_error, metadata)
  on setup_intent to cardwright_app;

create table topup (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'tu\_%'),
  amount bigint not null check (amount > 0),
  currency currency_code not null,
  -- Which of the account's balances it fills.
  balance_type text not null check (balance_type in ('issuing', 'payments')),
  status text not null check (status in ('canceled', 'failed', 'pending', 'reversed', 'succeeded')),
  bank_account_id object_id not null,
  -- How the caller named the bank account: one of the two.
  source_id object_id,
  payment_method_id object_id,
  description text,
  statement_descriptor text check (length(statement_descriptor) <= 15),
  transfer_group text,
  metadata jsonb not null,
  initiated_by text not null check (initiated_by in ('stripe', 'user')),
  -- When its file leaves, and when its money can be used.
  cutoff_at timestamptz not null,
  available_at timestamptz not null,
  -- From then on it cannot be canceled: the bank may have it.
  submitted_at timestamptz,
  bank_reference text collate "C" check (length(bank_reference) <= 200),
  failure_code text check (failure_code in
    ('account_closed', 'debit_not_authorized', 'insufficient_funds', 'invalid_currency', 'no_account')),
  -- The movements of money that brought it, and took it back. Null: none did.
  movement text collate "C",
  reversal_movement text collate "C",
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, bank_account_id) references bank_account,
  foreign key (account_id, source_id) references source,
  foreign key (account_id, payment_method_id) references payment_method,
  constraint topup_names_a_source_or_a_payment_method check (num_nonnulls(source_id, payment_method_id) = 1),
  constraint topup_that_succeeded_moved_money check ((movement is not null) = (status in ('reversed', 'succeeded'))),
  constraint topup_that_is_reversed_moved_it_back check ((reversal_movement is not null) = (status = 'reversed')),
  constraint topup_fails_for_a_reason check ((failure_code is not null) = (status in ('failed', 'reversed'))),
  constraint topup_is_canceled_before_it_is_submitted check (status <> 'canceled' or submitted_at is null)
);
create index topup_by_status on topup (account_id, status, id);
grant select, insert on topup to cardwright_app;
grant update (status, description, metadata, submitted_at, bank_reference, failure_code, movement,
  reversal_movement) on topup to cardwright_app;
