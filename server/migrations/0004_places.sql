-- Who is where: merchants, their places, opening hours, zones, and what people keep as favourites.
create schema places;

create table places.merchant (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 80),
  category text not null,
  color text not null check (color ~ '^#[0-9a-f]{6}$'),
  contact text check (char_length(contact) between 1 and 100),
  created_at timestamptz not null,
  changed_at timestamptz not null
);

create table places.place (
  id uuid primary key,
  merchant_id uuid not null references places.merchant (id),
  name text not null check (char_length(name) between 1 and 80),
  category text not null,
  address text not null check (char_length(address) <= 200),
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  phone text check (char_length(phone) between 1 and 30),
  time_zone text not null,
  -- Seven days and a rule for holidays; null where nobody has told.
  hours jsonb check (jsonb_typeof(hours) = 'object'),
  is_visible boolean not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (id, merchant_id)
);
create index place_merchant on places.place (merchant_id, id);

-- One date with hours of its own: closed, or other than usual.
create table places.opening_exception (
  place_id uuid not null references places.place (id),
  day date not null,
  hours jsonb not null check (jsonb_typeof(hours) = 'object'),
  note text check (char_length(note) between 1 and 100),
  primary key (place_id, day)
);

-- Without a place it is an area of the market. Removed ones stay, because stays remember them.
create table places.zone (
  id uuid primary key,
  place_id uuid,
  merchant_id uuid,
  name text not null check (char_length(name) between 1 and 80),
  dwell_seconds integer not null check (dwell_seconds between 0 and 86400),
  shape jsonb not null check (shape ->> 'kind' in ('circle', 'polygon')),
  west double precision not null,
  south double precision not null,
  east double precision not null check (east >= west),
  north double precision not null check (north >= south),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  check ((place_id is null) = (merchant_id is null)),
  foreign key (place_id, merchant_id) references places.place (id, merchant_id)
);
create index zone_place on places.zone (place_id) where place_id is not null;

create table places.favourite (
  person_id uuid not null,
  place_id uuid references places.place (id),
  merchant_id uuid references places.merchant (id),
  at timestamptz not null,
  check (num_nonnulls(place_id, merchant_id) = 1),
  unique nulls not distinct (person_id, place_id, merchant_id)
);
create index favourite_place on places.favourite (place_id) where place_id is not null;
create index favourite_merchant on places.favourite (merchant_id) where merchant_id is not null;

-- How often a person looked at a place on a day of the market.
create table places.view (
  person_id uuid not null,
  place_id uuid not null references places.place (id),
  day date not null,
  count integer not null check (count > 0),
  last_at timestamptz not null,
  primary key (person_id, place_id, day)
);

-- What an import has called a thing before: the same source and external id mean the same thing again.
create table places.import_key (
  source text not null check (char_length(source) between 1 and 60),
  kind text not null check (kind in ('merchant', 'place', 'zone')),
  external_id text not null check (char_length(external_id) between 1 and 200),
  target_id uuid not null,
  at timestamptz not null,
  primary key (source, kind, external_id)
);
create index import_key_target on places.import_key (target_id);
