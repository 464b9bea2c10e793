-- Why: events reach the user's endpoints, and stand in an order that a reader can follow without missing one.
-- Online: `position` gets one value for all past events and rewrites nothing. The index on `event` is built
--   while nobody can write one, so no purchase is served: a second or two for each million of events.
-- Next: nothing waits for it.

-- Ids are made before they are committed, so a smaller one may become visible after a larger one was read.
-- Numbers of transactions are too, but Postgres knows which of them still run: below the oldest of these
-- nothing can appear any more. A restored database lives on in a cluster whose numbers are others:
-- `npm run migrate` then sets the epoch so that new positions lie after all that there are.
create function event_epoch() returns bigint language sql immutable parallel safe return 0::bigint;

-- Where the events of the current transaction stand.
create function event_position() returns bigint language sql stable
  return pg_current_xact_id()::text::bigint + event_epoch();

-- The first position at which an event may still appear: all that stand before it are there to be seen.
create function event_horizon() returns bigint language sql stable parallel safe
  return pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_epoch();

alter table event add column position bigint not null default event_position();
create index event_by_position on event (account_id, livemode, position, id);

-- Events are read for thirty days and then go. The role of the API and the worker has no right to delete
-- one; it may ask for this, which takes none that is younger, whatever it is asked.
do $$ begin execute format($function$
  create function purge_events(id_before text, rows_max integer) returns bigint
  language sql security definer set search_path = pg_catalog, %I, pg_temp
  begin atomic
    with old as (
      select e.account_id, e.id
      from account a
      cross join lateral (
        select account_id, id from event
        where account_id = a.id and id < id_before and created_at < now() - interval '30 days'
        order by id limit rows_max
      ) e
      limit rows_max
    ), gone as (
      delete from event using old where event.account_id = old.account_id and event.id = old.id
      returning 1
    )
    select count(*) from gone;
  end
$function$, current_schema()); end $$;

create table webhook_endpoint (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'we\_%'),
  url text collate "C" not null check (length(url) between 1 and 2048),
  status text not null check (status in ('disabled', 'enabled')),
  -- Types of events, or `*` for all of them but the one that asks for a decision.
  enabled_events text[] not null check (cardinality(enabled_events) between 1 and 500),
  -- Null: the creator gave none. So it is with the version.
  description text,
  api_version text,
  connect boolean not null,
  metadata jsonb not null,
  secret_sealed bytea not null,
  -- The secret before the last roll, which signs too until it expires. Null: there is none.
  previous_secret_sealed bytea,
  previous_secret_expires_at timestamptz,
  -- It is asked for decisions. `*` does not say so: that takes the name.
  decides boolean not null
    generated always as ('issuing_authorization.request' = any (enabled_events)) stored,
  -- Up to here its deliveries have been made of events: a new endpoint begins with what comes after it.
  cursor_position bigint not null default event_position(),
  cursor_id text collate "C" not null default '',
  -- Since when no attempt has succeeded. Null: the last one did, or there was none.
  failing_since timestamptz,
  -- Until then the sweeper need not wake the workflow: it was woken, or is at work. By the clock of Postgres.
  quiet_until timestamptz not null default now(),
  created_at timestamptz not null,
  -- Null while it can be seen. A deleted one stays as long as its deliveries.
  deleted_at timestamptz,
  primary key (account_id, id),
  constraint webhook_endpoint_previous_secret_expires
    check ((previous_secret_sealed is null) = (previous_secret_expires_at is null)),
  constraint webhook_endpoint_deleted_is_disabled check (deleted_at is null or status = 'disabled')
) with (fillfactor = 50); -- its cursor moves with every batch: room on the page keeps the update in it
create unique index webhook_endpoint_url_is_used_once on webhook_endpoint (account_id, livemode, url)
  where deleted_at is null;
create unique index webhook_endpoint_one_decides on webhook_endpoint (account_id, livemode)
  where decides and status = 'enabled';

-- One event for one endpoint: made when the endpoint's cursor passes the event, and changed by each attempt.
create table webhook_delivery (
  account_id object_id not null,
  livemode boolean not null,
  endpoint_id object_id not null,
  id object_id not null check (id like 'whd\_%'),
  event_id object_id not null,
  attempt_count integer not null default 0 check (attempt_count >= 0),
  -- The latest attempts, oldest first, at most twenty.
  attempts jsonb not null default '[]',
  -- When the next attempt is due. Null: none is. By the account's time.
  due_at timestamptz,
  -- When it was first answered with success. Null: never.
  delivered_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, endpoint_id, id),
  foreign key (account_id, endpoint_id) references webhook_endpoint,
  -- Begins with the event: it also answers which endpoints have got one.
  constraint webhook_delivery_is_one_per_event_and_endpoint unique (account_id, event_id, endpoint_id)
);
create index webhook_delivery_by_due on webhook_delivery (account_id, endpoint_id, due_at)
  where due_at is not null;

alter table outbox
  drop constraint outbox_kind_check,
  add constraint outbox_kind_check check (kind in ('cardholder_screening', 'webhook_endpoint'));

grant select, insert, update, delete on webhook_endpoint, webhook_delivery to cardwright_app;
