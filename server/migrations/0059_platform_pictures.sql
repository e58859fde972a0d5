-- Pictures of shops and of talks, in the database so that one backup holds everything.

-- What a shop or a person has put there. Guards the quota: the bytes of a full shelf cannot grow.
create table platform.picture_shelf (
  -- `merchant/<id>` or `person/<id>`.
  name text primary key,
  pictures integer not null check (pictures >= 0),
  bytes bigint not null check (bytes >= 0)
);

create table platform.picture (
  id uuid primary key,
  shelf text not null references platform.picture_shelf (name),
  -- A private one is shown by the module that knows who may see it, and by nobody else.
  is_private boolean not null,
  -- Of the large one.
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  large bytea not null,
  small bytea not null,
  added_at timestamptz not null,
  -- How many things show it; what nothing shows is forgotten after a day.
  uses integer not null default 0 check (uses >= 0),
  unused_since timestamptz,
  check ((uses = 0) = (unused_since is not null))
);
-- WebP does not get smaller by being compressed again.
alter table platform.picture alter column large set storage external;
alter table platform.picture alter column small set storage external;
create index picture_unused on platform.picture (unused_since) where uses = 0;
create index picture_shelf_of on platform.picture (shelf);
