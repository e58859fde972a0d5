-- Games of a shop: odds that are published, one play a day, draws that anybody can check.
create schema games;

create table games.game (
  id uuid primary key,
  merchant_id uuid not null references places.merchant (id),
  title text not null check (char_length(title) between 1 and 60),
  intro text not null check (char_length(intro) <= 500),
  -- 1 is a wheel; more is a card that is drawn for when it is full.
  stamps_to_fill smallint not null check (stamps_to_fill between 1 and 31),
  audience text not null check (audience in ('everyone', 'friends')),
  -- Whole days of the market, both included.
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  state text not null check (state in ('draft', 'open', 'ended')),
  created_at timestamptz not null
);
create index game_merchant on games.game (merchant_id, id desc);

-- Number 0 is the consolation: no coupon, and as often as it takes.
create table games.prize (
  game_id uuid not null references games.game (id),
  number smallint not null check (number between 0 and 8),
  title text not null check (char_length(title) between 1 and 60),
  offer_id uuid references offers.offer (id),
  -- Of 10,000.
  share integer not null check (share between 0 and 10000),
  stock integer check (stock > 0),
  won integer not null default 0 check (won >= 0),
  primary key (game_id, number),
  check (won <= stock),
  check ((number = 0) = (offer_id is null)),
  check ((number = 0) = (stock is null))
);

-- The commitment is shown from the opening on, the seed once its day is over.
create table games.day (
  game_id uuid not null references games.game (id),
  day date not null,
  seed text not null,
  commitment text not null,
  primary key (game_id, day)
);

-- One play a day. `id` is also the id of the coupon that it won.
create table games.play (
  game_id uuid not null references games.game (id),
  person_id uuid not null,
  day date not null,
  id uuid not null unique,
  -- Stands for the person where draws are published; another in each game.
  player text not null,
  turn integer not null check (turn >= 1),
  -- What was drawn, 0 to 9,999; null for a stamp that did not fill the card.
  drawn integer check (drawn between 0 and 9999),
  -- Which prize that is, and which was given in its place where it could not be.
  prize smallint,
  given smallint,
  because text,
  at timestamptz not null,
  primary key (game_id, person_id, day),
  unique (game_id, person_id, turn),
  foreign key (game_id, day) references games.day (game_id, day),
  foreign key (game_id, prize) references games.prize (game_id, number),
  foreign key (game_id, given) references games.prize (game_id, number),
  check ((drawn is null) = (prize is null) and (prize is null) = (given is null)),
  check (given = prize or given = 0)
);
create index play_day on games.play (game_id, day, id);
create index play_person on games.play (person_id);
