-- The sequencer looks at new facts only, whatever the planner knows of the table.

-- The reference cost a look-up and a row lock for each fact; facts are never deleted, and only the
-- sequencer writes here.
alter table platform.fact_order drop constraint fact_order_fact_id_fkey;

drop function platform.sequence_facts(integer);

-- Gives the committed facts that have no place yet the next places, in the order of their ids: a
-- fact that was caused by another was written after the other's commit, and so stands behind it.
-- Answers how many were placed, and where the order ends.
create function platform.sequence_facts(facts_max integer, out placed integer, out last_seq bigint)
language plpgsql
-- A kept plan does not know that the floor is near the end of the table: without this it walked
-- through all facts there ever were, in the order of their ids.
set enable_seqscan = off
as $$
declare
  held platform.sequencer;
begin
  select * into held from platform.sequencer for update;
  with oldest as materialized (
    select pg_snapshot_xmin(pg_current_snapshot()) as xid
  ), recent as materialized (
    select f.id from platform.fact f where f.xid >= held.xid_floor
  ), fresh as materialized (
    select r.id
    from recent r
    -- One by one through the index: a join would be planned for a table of unknown size.
    left join lateral (
      select true as is_placed from platform.fact_order o where o.fact_id = r.id offset 0
    ) o on true
    where o.is_placed is null
    order by r.id
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
  returning counted.facts, seq into placed, last_seq;
  placed := coalesce(placed, 0);
  last_seq := coalesce(last_seq, held.seq);
end $$;
