-- Which beacons and tags stand for which place or zone.
create schema devices;

create table devices.device (
  id uuid primary key,
  merchant_id uuid not null,
  place_id uuid not null references places.place (id),
  -- Zones that are removed stay as rows, so this never dangles; null: it stands for the whole place.
  zone_id uuid references places.zone (id),
  label text not null check (char_length(label) between 1 and 80),
  identity jsonb not null check (identity ->> 'kind' in ('ibeacon', 'altbeacon', 'eddystone-uid', 'tag')),
  -- One text for each identity (DE4).
  identity_key text not null check (char_length(identity_key) <= 120),
  cloneable boolean not null,
  added_at timestamptz not null,
  removed_at timestamptz
);
create unique index device_identity on devices.device (identity_key) where removed_at is null;
create index device_place on devices.device (place_id, id) where removed_at is null;
