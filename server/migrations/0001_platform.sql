-- The floor every module stands on: the log of facts, its readers, jobs, timers, kept replies, secrets.
create schema platform;

-- Append-only. `xid` tells which transaction wrote a fact, so that the sequencer can know when no
-- older transaction is still running.
create table platform.fact (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  name text not null,
  version integer not null check (version > 0),
  subject_id uuid,
  at timestamptz not null,
  data jsonb not null
);
create index fact_xid on platform.fact (xid);
create index fact_subject on platform.fact (subject_id, id) where subject_id is not null;
create index fact_name on platform.fact (name, id);

-- The order in which readers see facts. Given by one sequencer, after the commit of each fact.
create table platform.fact_order (
  seq bigint primary key,
  fact_id bigint not null unique references platform.fact (id)
);

create table platform.sequencer (
  is_only boolean primary key default true check (is_only),
  seq bigint not null default 0,
  -- Every fact of a transaction below this one has its place already.
  xid_floor xid8 not null default '0'
);
insert into platform.sequencer default values;

-- Gives the committed facts that have no place yet the next places, in the order of their ids: a
-- fact that was caused by another was written after the other's commit, and so stands behind it.
create function platform.sequence_facts(facts_max integer) returns integer
language plpgsql as $$
declare
  held platform.sequencer;
  placed integer;
begin
  select * into held from platform.sequencer for update;
  with oldest as materialized (
    select pg_snapshot_xmin(pg_current_snapshot()) as xid
  ), fresh as materialized (
    select f.id
    from platform.fact f
    where f.xid >= held.xid_floor
      and not exists (select from platform.fact_order o where o.fact_id = f.id)
    order by f.id
    limit facts_max
  ), given as (
    insert into platform.fact_order (seq, fact_id)
    select held.seq + row_number() over (order by id), id from fresh
    returning 1
  ), counted as (
    select count(*)::integer as facts from given
  )
  update platform.sequencer
  set seq = held.seq + counted.facts,
      xid_floor = case when counted.facts < facts_max then oldest.xid else held.xid_floor end
  from counted, oldest
  where counted.facts > 0 or oldest.xid > held.xid_floor
  returning counted.facts into placed;
  return coalesce(placed, 0);
end $$;

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_schema || '.' || tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger fact_is_append_only before update or delete on platform.fact
  for each row execute function platform.refuse_change();

-- How far each reader has come. Moves in the transaction of the effects.
create table platform.reader (
  name text primary key,
  seq bigint not null default 0
);

create table platform.dead_fact (
  reader text not null,
  seq bigint not null,
  fact_id bigint not null references platform.fact (id),
  error text not null,
  at timestamptz not null,
  primary key (reader, seq)
);

create table platform.job (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  key text,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  run_at timestamptz not null,
  attempt integer not null default 0,
  -- By the clock of the database; a runner that dies loses its job when this passes.
  lease_until timestamptz,
  error text,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index job_due on platform.job (run_at) where state = 'waiting';
create index job_leased on platform.job (lease_until) where state = 'running';
create index job_ended on platform.job (finished_at) where state in ('done', 'failed');
create unique index job_key on platform.job (name, key) where state = 'waiting' and key is not null;

create table platform.timer (
  name text primary key,
  next_at timestamptz not null,
  lease_until timestamptz
);

-- The first answer to each keyed write, kept so that a repeat gets the very same bytes.
create table platform.kept_reply (
  actor text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  at timestamptz not null,
  primary key (actor, key)
);
create index kept_reply_at on platform.kept_reply (at);

create table platform.secret (
  name text primary key,
  value text not null
);
