-- Why: what happened is told, answered and continued from rows of the same database transaction.
-- Online: new tables only; nothing waits.
-- Next: later releases add webhook deliveries.

create table event (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'evt\_%'),
  type text not null,
  object_id object_id not null,
  api_version text not null,
  -- Null: nobody's request, but a process of ours.
  request_id text,
  idempotency_key text,
  -- The wire object and its previous attributes, sealed: they hold names and addresses.
  data_sealed bytea not null,
  created_at timestamptz not null,
  primary key (account_id, id)
);

-- The answer to a request with an idempotency key, in the transaction of its effect.
create table idempotent_answer (
  account_id object_id not null references account,
  livemode boolean not null,
  key text collate "C" not null check (length(key) between 1 and 255),
  request_hash bytea not null,
  status smallint not null,
  body_sealed bytea not null,
  request_id text not null,
  created_at timestamptz not null,
  primary key (account_id, livemode, key)
);
create index idempotent_answer_by_age on idempotent_answer (created_at);

-- Workflows that still have to be started or told. The API does so right after its commit and
-- deletes the row; the worker's sweeper does so for the rows that a crash left.
create table outbox (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'out\_%'),
  kind text not null check (kind in ('cardholder_screening')),
  object_id object_id not null,
  -- Ids and counters only: it becomes the input of a workflow.
  payload jsonb not null,
  attempts integer not null default 0,
  created_at timestamptz not null,
  -- When the sweeper takes it: the writer has two seconds to send it himself. By the clock of
  -- Postgres, because `created_at` may be a test clock's time.
  due_at timestamptz not null default now() + interval '2 seconds',
  primary key (account_id, id)
);
create index outbox_by_due on outbox (due_at);

grant select, insert on event to cardwright_app;
grant select, insert, delete on idempotent_answer to cardwright_app;
grant select, insert, update, delete on outbox to cardwright_app;
