-- Why: an account may be bound to a test clock, and then its time is the clock's. Which workflows wait for that
--   clock must be known exactly, so it is written with what starts them; and a workflow that is started later
--   than it was asked for must begin with the time of the asking.
-- Online: new tables; a column without a default; the kinds of workflows are listed by the product alone.
-- Next: nothing waits for it.
create table test_clock (
  account_id object_id not null references account,
  livemode boolean not null check (not livemode),
  id object_id not null check (id like 'clock\_%'),
  name text check (length(name) <= 300),
  status text not null check (status in ('advancing', 'internal_failure', 'ready')),
  frozen_time timestamptz not null,
  -- While it advances: the time at which it will be ready.
  target_time timestamptz,
  -- Ids sort by time also while the time stands: see `account_now`.
  id_base_ms bigint not null,
  turn_base bigint not null,
  -- In real time.
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  constraint test_clock_advances_to_a_target check ((status = 'ready') = (target_time is null)),
  constraint test_clock_never_goes_back check (target_time >= frozen_time)
);
create unique index test_clock_is_one_per_account on test_clock (account_id) where deleted_at is null;
grant select, insert on test_clock to cardwright_app;
grant update (name, status, frozen_time, target_time, id_base_ms, turn_base, deleted_at)
  on test_clock to cardwright_app;

-- A number for each piece of work that is done at a time that stands.
create sequence test_clock_turn;
grant usage on sequence test_clock_turn to cardwright_app;

-- The workflows that a test clock moves, and what each of them waits for.
create table clocked_workflow (
  account_id object_id not null references account,
  livemode boolean not null check (not livemode),
  kind text not null check (length(kind) <= 64),
  object_id object_id not null,
  -- Null: no time moves it.
  due_at timestamptz,
  -- It was started, or told something, since it last said what it waits for.
  is_stale boolean not null,
  created_at timestamptz not null,
  primary key (account_id, kind, object_id)
);
grant select, insert, update, delete on clocked_workflow to cardwright_app;

alter table outbox add column frozen_at timestamptz;
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_is_short check (length(kind) <= 64);

-- An account on a test clock keeps its events as long as the clock: they may be younger by its time, and a test
-- that passes a year wants to read them.
do $$ begin execute format($function$
  create or replace function purge_events(id_before text, rows_max integer) returns bigint
  language sql security definer set search_path = pg_catalog, %I, pg_temp
  begin atomic
    with old as (
      select e.account_id, e.id
      from account a
      cross join lateral (
        select account_id, id from event
        where account_id = a.id and id < id_before and created_at < now() - interval '30 days'
          and (livemode or not exists (
            select from test_clock clock
            where clock.account_id = a.id and clock.deleted_at is null))
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
