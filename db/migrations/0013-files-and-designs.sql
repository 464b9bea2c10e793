-- Why: a physical card is printed after a design: a bundle of things in stock, a logo, which is a file, and the
--   words on the letter around it. Files also carry evidence and documents. What a file holds stands in a table
--   of its own, so that no list reads it, and so that an object store may take its place.
-- Online: new tables only; one row for each account and standard bundle.
-- Next: 0014 lets a card have a design.
create table file (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'file\_%'),
  purpose text not null check (length(purpose) <= 64),
  filename text not null check (length(filename) between 1 and 255),
  -- What its first bytes say that it is, whatever its name says.
  type text not null check (type ~ '^[a-z]{3,4}$'),
  size integer not null check (size between 1 and 16777216),
  sha256 bytea not null check (length(sha256) = 32),
  -- Null: it never expires.
  expires_at timestamptz,
  -- When what it held was removed. Null: it is still there.
  purged_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index file_by_purpose on file (account_id, livemode, purpose, id);
create index file_by_expiry on file (expires_at) where purged_at is null and expires_at is not null;
grant select, insert on file to cardwright_app;
grant update (purged_at) on file to cardwright_app;

create table file_content (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  content bytea not null check (length(content) between 1 and 16777216),
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, id) references file
);
-- Images and documents are compressed already: to try it again costs time for nothing.
alter table file_content alter column content set storage external;
grant select, insert, delete on file_content to cardwright_app;

create table file_link (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'link\_%'),
  file_id object_id not null,
  -- Who knows it may read the file. In the clear: who reads this table reads the file beside it.
  token text collate "C" not null constraint file_link_token_is_unique unique check (length(token) = 40),
  -- Null: it never expires.
  expires_at timestamptz,
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, file_id) references file
);
create index file_link_by_file on file_link (account_id, file_id, id);
grant select, insert on file_link to cardwright_app;
grant update (expires_at, metadata) on file_link to cardwright_app;

create table issuing_physical_bundle (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ipb\_%'),
  type text not null check (type in ('custom', 'standard')),
  name text not null check (length(name) between 1 and 200),
  status text not null check (status in ('active', 'inactive', 'review')),
  card_logo text not null check (card_logo in ('optional', 'required', 'unsupported')),
  carrier_text text not null check (carrier_text in ('optional', 'required', 'unsupported')),
  second_line text not null check (second_line in ('optional', 'required', 'unsupported')),
  -- How many were ordered. Null: there are always enough of it.
  pieces integer check (pieces >= 2500),
  created_at timestamptz not null,
  primary key (account_id, id),
  constraint issuing_physical_bundle_custom_is_ordered check ((type = 'custom') = (pieces is not null))
);
grant select, insert on issuing_physical_bundle to cardwright_app;
grant update (status) on issuing_physical_bundle to cardwright_app;

create table issuing_personalization_design (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'ipd\_%'),
  -- Null: it has none. So it is with each nullable column below.
  name text check (length(name) between 1 and 200),
  lookup_key text check (length(lookup_key) between 1 and 200),
  physical_bundle_id object_id not null,
  card_logo_id object_id,
  header_title text check (length(header_title) between 1 and 30),
  header_body text check (length(header_body) between 1 and 200),
  footer_title text check (length(footer_title) between 1 and 30),
  footer_body text check (length(footer_body) between 1 and 200),
  is_default boolean not null,
  -- Null: the account is no platform.
  is_platform_default boolean,
  status text not null check (status in ('active', 'inactive', 'rejected', 'review')),
  -- Grows with each edit that has to be reviewed; a decision about an earlier one is ignored.
  revision integer not null check (revision > 0),
  -- Grows with each decision about that revision, so that a late retry changes nothing.
  decisions integer not null check (decisions >= 0),
  -- Null unless rejected, and then not both.
  logo_rejection text[] check (cardinality(logo_rejection) > 0),
  text_rejection text[] check (cardinality(text_rejection) > 0),
  metadata jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, physical_bundle_id) references issuing_physical_bundle,
  foreign key (account_id, card_logo_id) references file,
  constraint issuing_personalization_design_rejected_for_a_reason
    check ((status = 'rejected') = (logo_rejection is not null or text_rejection is not null))
);
create unique index issuing_personalization_design_lookup_key_is_unique
  on issuing_personalization_design (account_id, livemode, lookup_key) where lookup_key is not null;
create unique index issuing_personalization_design_default_is_one
  on issuing_personalization_design (account_id, livemode) where is_default;
create index issuing_personalization_design_of_platform
  on issuing_personalization_design (account_id) where is_platform_default;
-- What waits for a person: few, and asked for across all accounts by the operator.
create index issuing_personalization_design_in_review
  on issuing_personalization_design (id) where status = 'review';
grant select, insert, update on issuing_personalization_design to cardwright_app;
