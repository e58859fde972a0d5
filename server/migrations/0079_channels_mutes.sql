-- The figures of a shop's friends by day also say how many wanted its messages without a sound.
alter table channels.friend_day
  add column muted integer not null default 0 check (muted >= 0);
