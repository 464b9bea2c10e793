-- Why: a card that replaces a damaged or expired one has its number; a PIN is sent encrypted, for a key pair of the
--   installation; and what a card keeps secret is shown once to who holds a short-lived key.
-- Online: a constant default and nullable columns, which rewrite no table; two indexes are built on issuing_card
--   while no card can be written: minutes at a hundred million cards, and nothing at a hundred thousand.
-- Next: nothing waits for it.
alter table issuing_card
  -- Of the cards that have one number, the one that a purchase by number means: false until a replacement with the
  -- number of its original is activated, and false for the original from then on.
  add column bears_number boolean not null default true,
  drop constraint issuing_card_number_is_unique,
  -- Who has the number of another card has the card's next expiry: number and expiry name one card.
  add constraint issuing_card_number_and_expiry_are_unique unique (number_hash, exp_year, exp_month);
create unique index issuing_card_number_is_borne_by_one on issuing_card (number_hash) where bears_number;

-- Key pairs for which PINs are encrypted. They are the installation's and no account's.
create table pin_encryption_key (
  id object_id primary key check (id like 'pinkey\_%'),
  -- As it is published.
  public_jwk jsonb not null,
  private_sealed bytea not null,
  created_at timestamptz not null,
  -- Null: the one that is published. Another one still opens PINs until then.
  expires_at timestamptz
);
create unique index pin_encryption_key_is_one on pin_encryption_key ((true)) where expires_at is null;
grant select, insert, delete on pin_encryption_key to cardwright_app;
grant update (expires_at) on pin_encryption_key to cardwright_app;

-- Keys with which a browser reads one card, once. Times are real: a test clock does not make a key live longer.
create table ephemeral_key (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ephkey\_%'),
  card_id object_id not null,
  -- Keyed: the key itself is told once, in the answer to its creation.
  secret_hash bytea not null,
  -- The hash of what only the browser knows.
  nonce text not null check (length(nonce) <= 100),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, card_id) references issuing_card,
  constraint ephemeral_key_secret_is_unique unique (secret_hash),
  constraint ephemeral_key_nonce_works_once unique (nonce)
);
create index ephemeral_key_by_expiry on ephemeral_key (account_id, expires_at);
grant select, insert, delete on ephemeral_key to cardwright_app;
grant update (used_at, deleted_at) on ephemeral_key to cardwright_app;
