-- Event pages of shops: an address of their own, entries up to a limit, winners drawn so that anybody can check.
create schema pages;

create table pages.page (
  id uuid primary key,
  merchant_id uuid not null references places.merchant (id),
  slug text not null unique check (slug ~ '^[a-z0-9가-힣]+(-[a-z0-9가-힣]+)*$' and char_length(slug) <= 60),
  title text not null check (char_length(title) between 1 and 60),
  summary text not null check (char_length(summary) <= 200),
  cover_picture_id uuid,
  blocks jsonb not null,
  audience text not null check (audience in ('everyone', 'friends', 'members', 'code')),
  code text check ((audience = 'code') = (code is not null)),
  cadence text not null check (cadence in ('once', 'daily')),
  choosing text not null check (choosing in ('first-come', 'draw')),
  entries_max integer not null check (entries_max between 1 and 100000),
  winners_max integer check (winners_max between 1 and 1000),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reward_offer_id uuid references offers.offer (id),
  state text not null check (state in ('draft', 'open', 'ended')),
  -- The row is the door through which each entry goes.
  entries integer not null default 0 check (entries >= 0),
  -- Made at the opening; the seed is shown once winners are drawn.
  seed text,
  commitment text,
  drawn_at timestamptz,
  -- Numbers that were passed over: their person had won already, or is gone.
  skipped integer[] not null default '{}',
  created_at timestamptz not null,
  check (entries <= entries_max),
  check ((choosing = 'draw') = (winners_max is not null))
);
create index page_merchant on pages.page (merchant_id, id desc);
create index page_undrawn on pages.page (ends_at)
  where choosing = 'draw' and drawn_at is null and state <> 'draft';

-- One entry a person, or one a day. `id` is also the id of the coupon it brings.
create table pages.entry (
  page_id uuid not null references pages.page (id),
  person_id uuid not null,
  -- `once`, or a day of the market.
  turn text not null check (turn = 'once' or turn ~ '^\d{4}-\d\d-\d\d$'),
  id uuid not null unique,
  -- Its place among all entries, from 1; null only within the work that makes it.
  number integer check (number >= 1),
  at timestamptz not null,
  has_won boolean not null default false,
  reward text not null check (reward in ('none', 'given', 'waits')),
  primary key (page_id, person_id, turn),
  unique (page_id, number)
);
create index entry_person on pages.entry (person_id);

-- How often a page was opened, by day: no person, no device.
create table pages.view_day (
  page_id uuid not null references pages.page (id),
  day date not null,
  views integer not null check (views >= 0),
  primary key (page_id, day)
);
