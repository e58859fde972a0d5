-- Points come in lots: each says when it may be spent, when it runs out, and who promised it.
alter table ledger.account
  add column keeps_lots boolean not null default false,
  add constraint lots_are_guarded check (guarded or not keeps_lots);
update ledger.account set keeps_lots = true where guarded and unit = 'points';

create table ledger.lot (
  id uuid primary key,
  account_id bigint not null references ledger.account (id),
  transfer_id uuid not null references ledger.transfer (id),
  -- Who promised it, and gets back what runs out.
  origin_id bigint not null references ledger.account (id),
  amount bigint not null check (amount > 0),
  remaining bigint not null,
  held bigint not null default 0 check (held >= 0),
  arrived_at timestamptz not null,
  available_at timestamptz not null,
  expires_at timestamptz check (expires_at > available_at),
  noticed_at timestamptz,
  constraint lot_is_covered check (remaining between held and amount)
);
create index lot_account on ledger.lot (account_id, expires_at);
create index lot_transfer on ledger.lot (transfer_id);
create index lot_due on ledger.lot (expires_at) where remaining > 0 and expires_at is not null;

-- What was taken from a lot, and given back. The sum over a transfer and a lot is what stands.
create table ledger.draw (
  id bigint generated always as identity primary key,
  lot_id uuid not null references ledger.lot (id),
  -- The spending that this counts for, and the transfer that made it so: itself, or a reversal.
  transfer_id uuid not null references ledger.transfer (id),
  caused_by uuid not null references ledger.transfer (id),
  amount bigint not null check (amount <> 0),
  -- Went back to who promised it (run out, or undone), and was not spent.
  is_return boolean not null,
  -- When the lot had to be usable.
  at timestamptz not null
);
create index draw_lot on ledger.draw (lot_id);
create index draw_transfer on ledger.draw (transfer_id);

create table ledger.hold_lot (
  hold_id uuid not null references ledger.hold (id),
  lot_id uuid not null references ledger.lot (id),
  amount bigint not null check (amount > 0),
  primary key (hold_id, lot_id)
);
create index hold_lot_lot on ledger.hold_lot (lot_id);

create function ledger.take_draws() returns trigger language plpgsql as $$
begin
  update ledger.lot l
  set remaining = l.remaining - taken.amount
  from (select lot_id, sum(amount)::bigint as amount from added group by lot_id) taken
  where l.id = taken.lot_id and taken.amount <> 0;
  return null;
end $$;
create trigger draws_are_taken after insert on ledger.draw
  referencing new table as added
  for each statement execute function ledger.take_draws();
create trigger draw_is_append_only before update or delete on ledger.draw
  for each row execute function platform.refuse_change();

-- At the commit, what lies in the lots of an account is what the account holds.
create function ledger.check_lots() returns trigger language plpgsql as $$
declare
  which bigint := case tg_table_name when 'lot' then (to_jsonb(new) ->> 'account_id')::bigint
    else (to_jsonb(new) ->> 'id')::bigint end;
begin
  if exists (
    select from ledger.account a
    where a.id = which and a.keeps_lots and a.balance <>
      (select coalesce(sum(l.remaining), 0) from ledger.lot l
       where l.account_id = a.id and l.remaining > 0)
  ) then
    raise exception 'the lots of account % are not its balance', which
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- A transfer may be undone in parts, each account up to what it gained or gave, and no further.
alter table ledger.transfer drop constraint transfer_reverses_key;
create index transfer_reverses on ledger.transfer (reverses) where reverses is not null;
create function ledger.check_reversal() returns trigger language plpgsql as $$
begin
  -- Two reversals of one transfer wait for each other, and the later one counts the earlier.
  perform from ledger.transfer where id = new.reverses for no key update;
  if exists (select from ledger.transfer where id = new.reverses and reverses is not null) then
    raise exception 'a reversal is not undone' using errcode = 'check_violation';
  end if;
  if exists (
    select from (
      select coalesce(sum(e.amount) filter (where e.transfer_id = new.reverses), 0) as done,
        coalesce(sum(e.amount) filter (where e.transfer_id <> new.reverses), 0) as undone
      from ledger.entry e
      where e.transfer_id = new.reverses
        or e.transfer_id in (select id from ledger.transfer where reverses = new.reverses)
      group by e.account_id
    ) side
    where undone <> 0 and (sign(done) <> -sign(undone) or abs(undone) > abs(done))
  ) then
    raise exception 'more is undone than was done' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger reversal_is_covered after insert on ledger.transfer
  deferrable initially deferred
  for each row when (new.reverses is not null) execute function ledger.check_reversal();

-- Points that are there already: a lot for each time some came in, usable since then and for ever.
insert into ledger.lot (id, account_id, transfer_id, origin_id, amount, remaining, arrived_at,
  available_at)
select gen_random_uuid(), e.account_id, e.transfer_id, (
    select o.account_id from ledger.entry o
    where o.transfer_id = e.transfer_id and o.account_id <> e.account_id
    order by o.amount limit 1
  ), e.amount, e.amount, e.posted_at, e.posted_at
from ledger.entry e
join ledger.account a on a.id = e.account_id and a.keeps_lots
join ledger.transfer t on t.id = e.transfer_id and t.reverses is null
where e.amount > 0;
-- What was undone since: out of its own lot, or taken and given back, from whichever lot.
insert into ledger.draw (lot_id, transfer_id, caused_by, amount, is_return, at)
select l.id, undo.id, undo.id, l.amount, true, undo.posted_at
from ledger.lot l join ledger.transfer undo on undo.reverses = l.transfer_id;
insert into ledger.draw (lot_id, transfer_id, caused_by, amount, is_return, at)
select first.id, t.id, side.caused_by, side.amount, false, t.posted_at
from ledger.entry e
join ledger.account a on a.id = e.account_id and a.keeps_lots
join ledger.transfer t on t.id = e.transfer_id and t.reverses is null
join ledger.transfer undo on undo.reverses = t.id
cross join lateral (
  select l.id from ledger.lot l where l.account_id = a.id order by l.arrived_at, l.id limit 1
) first
cross join lateral (values (t.id, -e.amount), (undo.id, e.amount)) side (caused_by, amount)
where e.amount < 0;

-- What was spent or is on hold lies over the lots, oldest first: where two stretches meet, one drew
-- from the other.
create temporary table stretch on commit drop as
with lots as (
  select l.id, l.account_id,
    sum(l.remaining) over (partition by l.account_id order by e.id) - l.remaining as starts,
    sum(l.remaining) over (partition by l.account_id order by e.id) as ends
  from ledger.lot l
  join ledger.entry e on e.transfer_id = l.transfer_id and e.account_id = l.account_id
), takers as (
  select e.transfer_id as id, false as is_hold, e.account_id, -e.amount as amount,
    e.posted_at as at, e.id as place
  from ledger.entry e
  join ledger.account a on a.id = e.account_id and a.keeps_lots
  join ledger.transfer t on t.id = e.transfer_id and t.reverses is null
  where e.amount < 0
    and not exists (select from ledger.transfer undo where undo.reverses = e.transfer_id)
  union all
  select h.id, true, h.from_id, h.amount, h.placed_at, null
  from ledger.hold h
  join ledger.account a on a.id = h.from_id and a.keeps_lots
  where h.state = 'pending'
), taken as (
  select *,
    sum(amount) over (partition by account_id order by place nulls last, id) - amount as starts,
    sum(amount) over (partition by account_id order by place nulls last, id) as ends
  from takers
)
select taken.id, taken.is_hold, taken.at, taken.starts, lots.id as lot_id,
  least(taken.ends, lots.ends) - greatest(taken.starts, lots.starts) as amount
from taken
join lots on lots.account_id = taken.account_id
  and lots.starts < taken.ends and taken.starts < lots.ends;
insert into ledger.draw (lot_id, transfer_id, caused_by, amount, is_return, at)
select lot_id, id, id, amount, false, at from stretch where not is_hold order by starts;
insert into ledger.hold_lot (hold_id, lot_id, amount)
select id, lot_id, amount from stretch where is_hold;
update ledger.lot l set held = kept.amount
from (select lot_id, sum(amount)::bigint as amount from ledger.hold_lot group by lot_id) kept
where l.id = kept.lot_id;

create constraint trigger lots_are_balance after insert or update of remaining on ledger.lot
  deferrable initially deferred
  for each row execute function ledger.check_lots();
create constraint trigger balance_is_lots after insert or update of balance on ledger.account
  deferrable initially deferred
  for each row when (new.keeps_lots) execute function ledger.check_lots();
