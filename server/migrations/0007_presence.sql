-- Who is in which zone since when, and who visits which place. Positions themselves are not kept.
create schema presence;

-- One row a person that was ever seen. `version` makes sure that of two processes which both hold
-- somebody in memory, only one writes (PR16).
create table presence.person (
  person_id uuid primary key references people.account (id),
  version bigint not null check (version > 0),
  -- Event time of the last change: nothing older is judged again once memory is lost.
  settled_at timestamptz not null,
  -- Event time of the newest signal, as noted with the last change or every few minutes.
  heard_at timestamptz not null,
  -- When that signal arrived: who sends in what was collected hours ago is not silent.
  seen_at timestamptz not null
);
create index person_seen on presence.person (seen_at);

create table presence.zone_stay (
  id uuid primary key,
  person_id uuid not null references presence.person (person_id),
  -- Zones are only looked up here; a removed one keeps its row in `places`.
  zone_id uuid not null,
  place_id uuid,
  merchant_id uuid,
  entered_at timestamptz not null,
  heard_at timestamptz not null,
  dwelled_at timestamptz check (dwelled_at >= entered_at),
  left_at timestamptz check (left_at >= entered_at),
  evidence smallint not null check (evidence between 0 and 3),
  check ((place_id is null) = (merchant_id is null))
);
-- I16: one is in a zone once at a time.
create unique index zone_stay_open on presence.zone_stay (person_id, zone_id) where left_at is null;
create index zone_stay_person on presence.zone_stay (person_id, entered_at);

create table presence.visit (
  id uuid primary key,
  person_id uuid not null references presence.person (person_id),
  place_id uuid not null,
  merchant_id uuid not null,
  started_at timestamptz not null,
  heard_at timestamptz not null,
  ended_at timestamptz check (ended_at >= started_at),
  evidence smallint not null check (evidence between 0 and 3),
  method text not null check (method in ('position', 'beacon', 'qr', 'nfc', 'staff'))
);
create unique index visit_open on presence.visit (person_id, place_id) where ended_at is null;
create index visit_person on presence.visit (person_id, started_at);
create index visit_merchant on presence.visit (merchant_id, started_at);
