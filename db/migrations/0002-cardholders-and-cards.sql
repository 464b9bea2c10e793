-- Why: whom a card is issued to, and the card.
-- Online: new tables only; nothing waits.
-- Next: 0003 adds the ledger.

create table issuing_cardholder (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ich\_%'),
  type text not null check (type in ('company', 'individual')),
  status text not null check (status in ('active', 'blocked', 'inactive')),
  name text not null,
  -- Null: the creator gave none. So it is with each nullable column below.
  email text,
  phone_number text,
  address_line1 text not null,
  address_line2 text,
  address_city text not null,
  address_state text,
  address_postal_code text not null,
  address_country text not null check (address_country ~ '^[A-Z]{2}$'),
  first_name text,
  last_name text,
  date_of_birth date,
  terms_accepted_at timestamptz,
  terms_accepted_ip text,
  terms_accepted_user_agent text,
  -- AES-256-GCM: the tax id is taken and never given back.
  tax_id_sealed bytea,
  preferred_locales text[],
  spending_controls jsonb not null,
  metadata jsonb not null,
  screening text not null check (screening in ('clear', 'listed', 'rejected', 'under_review')),
  -- Which screening the API asked for last; a result of an earlier one is ignored.
  screening_request integer not null check (screening_request > 0),
  -- Grows with each result written for that request, so that a late retry changes nothing.
  screening_revision integer not null check (screening_revision >= 0),
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint issuing_cardholder_rejected_is_blocked check (screening <> 'rejected' or status = 'blocked')
);

-- Who waits for a person: few, and asked for across all accounts by the operator.
create index issuing_cardholder_listed on issuing_cardholder (id) where screening = 'listed';

create table issuing_card (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ic\_%'),
  cardholder_id object_id not null,
  type text not null check (type in ('physical', 'virtual')),
  status text not null check (status in ('active', 'canceled', 'inactive')),
  -- Null unless canceled for a reason that was given.
  cancellation_reason text
    check (cancellation_reason in ('design_rejected', 'fulfillment_error', 'lost', 'stolen')),
  brand text not null check (brand in ('MasterCard', 'Visa')),
  currency currency_code not null,
  last4 text not null check (last4 ~ '^[0-9]{4}$'),
  exp_month smallint not null check (exp_month between 1 and 12),
  exp_year smallint not null check (exp_year between 2000 and 2199),
  -- Sealed with a key of their own each; the keyed hash finds a card by its number.
  number_sealed bytea not null,
  number_hash bytea not null,
  cvc_sealed bytea not null,
  -- Wrong online PINs in a row; three block the PIN until the card is activated again.
  pin_failures smallint not null default 0 check (pin_failures between 0 and 3),
  spending_controls jsonb not null,
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, cardholder_id) references issuing_cardholder,
  constraint issuing_card_number_is_unique unique (number_hash),
  constraint issuing_card_reason_only_when_canceled
    check (cancellation_reason is null or status = 'canceled')
);
create index issuing_card_by_cardholder on issuing_card (account_id, cardholder_id, id);

grant select, insert, update on issuing_cardholder, issuing_card to cardwright_app;
