-- Broadcasts: one content to many friends, sent in waves, each with a cursor that moves with its sends.
create table channels.broadcast (
  id uuid primary key,
  merchant_id uuid not null,
  content jsonb not null,
  audience jsonb not null,
  control_percent integer not null check (control_percent between 0 and 50),
  timing jsonb not null,
  state text not null
    check (state in ('draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled')),
  created_at timestamptz not null,
  created_by text not null,
  launched_at timestamptz,
  starts_at timestamptz,
  finished_at timestamptz,
  -- How many it was meant for when it was launched.
  reach integer check (reach >= 0),
  mailing_id uuid unique,
  check ((state = 'draft') = (launched_at is null)),
  check ((launched_at is null) = (mailing_id is null)),
  check ((launched_at is null) = (starts_at is null)),
  check ((state in ('sent', 'cancelled')) = (finished_at is not null))
);
create index broadcast_merchant on channels.broadcast (merchant_id, id desc);

create table channels.broadcast_wave (
  broadcast_id uuid not null references channels.broadcast (id),
  -- Whose clock it goes by; empty for everybody at once.
  time_zone text not null,
  starts_at timestamptz not null,
  -- The last person of the last step: those above have not been looked at.
  cursor uuid,
  people integer not null default 0 check (people >= 0),
  finished_at timestamptz,
  primary key (broadcast_id, time_zone)
);
create index broadcast_wave_due on channels.broadcast_wave (starts_at) where finished_at is null;
