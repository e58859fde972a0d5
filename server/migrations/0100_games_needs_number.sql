-- Whether a game is played once for each proven phone number (GA11). Games of before stay as they are.
alter table games.game add column needs_number boolean not null default false;
alter table games.game alter column needs_number drop default;
