-- Who runs the market, as the law wants it told, and whether it was opened to the public.
create schema market;

-- Every version stays; the newest counts.
create table market.details (
  version integer primary key check (version > 0),
  said jsonb not null,
  set_by uuid not null,
  set_at timestamptz not null
);
create trigger details_are_append_only before update or delete on market.details
  for each row execute function platform.refuse_change();

-- One row, once the market is open; there is no way back but a new installation.
create table market.opening (
  is_open boolean primary key default true check (is_open),
  details_version integer not null references market.details (version),
  opened_by uuid not null,
  opened_at timestamptz not null
);
create trigger opening_is_append_only before update or delete on market.opening
  for each row execute function platform.refuse_change();

-- One row: whether the last start served an address that others reach.
create table market.standing (
  is_one boolean primary key default true check (is_one),
  is_public boolean not null
);
