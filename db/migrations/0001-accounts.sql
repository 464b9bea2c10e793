-- Why: every row belongs to an account and a mode; a key says which.
-- Online: new tables only; nothing waits.
-- Next: 0002 adds cardholders and cards.

-- The role of the API and the worker. Roles belong to the cluster, so another database may have made it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'cardwright_app') then
    create role cardwright_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin execute format('grant cardwright_app to %I', current_user); end $$;
do $$ begin execute format('grant usage on schema %I to cardwright_app', current_schema()); end $$;

-- Ids are made of ASCII and begin with their time, so that byte order is the order of creation.
create domain object_id as text collate "C" check (value ~ '^[a-z]+_[A-Za-z0-9]{1,58}$');
create domain currency_code as text collate "C" check (value ~ '^[a-z]{3}$');

create table account (
  id object_id primary key check (id like 'acct\_%'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  default_currency currency_code not null,
  business_name text not null,
  -- The capability without which no card of this account may be used.
  card_issuing text not null check (card_issuing in ('active', 'inactive', 'pending')),
  -- The brand of a card whose creator does not choose one.
  default_brand text not null check (default_brand in ('MasterCard', 'Visa')),
  created_at timestamptz not null
);

create table api_key (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'key\_%'),
  -- HMAC-SHA256 of the key: who steals this table can use none of them.
  hash bytea not null constraint api_key_is_unique unique,
  last4 text not null check (length(last4) = 4),
  created_at timestamptz not null,
  -- Null while the key is valid.
  revoked_at timestamptz,
  primary key (account_id, id)
);

grant select, insert, update on account, api_key to cardwright_app;
-- A process that finds the schema too old for it does not start.
grant select on schema_migration to cardwright_app;
