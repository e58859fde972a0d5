-- A wave to many people goes in lanes side by side: ranges of people, each with a cursor of its own.
alter table channels.broadcast_wave
  add column lane smallint not null default 0 check (lane between 0 and 7),
  -- The last person of a lane; null for the last lane, which has no end.
  add column up_to uuid,
  drop constraint broadcast_wave_pkey,
  add primary key (broadcast_id, time_zone, lane),
  add constraint broadcast_wave_within check (cursor <= up_to);
