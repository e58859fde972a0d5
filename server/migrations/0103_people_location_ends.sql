-- Where somebody was is kept for a year at most (decree of the Location Information Act, §26).

-- Until when everything that says where people were has been lost. One row, moved in the transaction that loses it.
create table people.location_end (
  is_only boolean primary key default true check (is_only),
  until timestamptz not null
);

-- Since when a refusal says that somebody was near.
alter table insight.campaign_refusal add column at timestamptz not null default now();
alter table insight.campaign_refusal alter column at drop default;

-- Rows come about in the order of their time: a page range each is enough to find what is old.
create index fact_at on platform.fact using brin (at);
create index zone_stay_left on presence.zone_stay using brin (left_at);
create index visit_started on presence.visit using brin (started_at);
create index visit_at on insight.visit using brin (at);
create index decision_last on campaigns.decision using brin (last_at);
