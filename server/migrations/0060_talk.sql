-- Talks between a person and a shop: opened by the person, numbered, read, handed over, forgotten in time.
create schema talk;

-- How a shop attends to its talks; no row while it has said nothing.
create table talk.desk (
  merchant_id uuid primary key,
  is_open boolean not null,
  attended text not null check (attended in ('place-open', 'hours', 'always')),
  -- For `hours`: minutes of the day, and weekdays from 1 (Monday).
  from_minute integer not null check (from_minute between 0 and 1439),
  until_minute integer not null check (until_minute between 1 and 1440),
  weekdays integer[] not null,
  replies_when_away boolean not null,
  -- Empty for the words of the market.
  away_text text not null check (length(away_text) <= 500),
  quick_replies text[] not null check (cardinality(quick_replies) <= 20),
  kept_days integer not null check (kept_days between 30 and 1095),
  changed_at timestamptz not null,
  changed_by text not null
);

create table talk.talk (
  id uuid primary key,
  merchant_id uuid not null,
  person_id uuid not null,
  -- From whose page it was opened.
  place_id uuid,
  state text not null check (state in ('open', 'closed')),
  blocked_by text check (blocked_by in ('person', 'shop')),
  -- Who of the shop's people attends to it.
  assigned_to uuid,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  last_number integer not null default 0 check (last_number >= 0),
  person_read integer not null default 0,
  shop_read integer not null default 0,
  person_unread integer not null default 0 check (person_unread >= 0),
  shop_unread integer not null default 0 check (shop_unread >= 0),
  -- What the person wrote since the shop's last answer, and since when they wait. The limit is TA15.
  unanswered integer not null default 0 check (unanswered between 0 and 60),
  unanswered_since timestamptz,
  answered_at timestamptz,
  -- No second automatic answer before this.
  away_until timestamptz,
  -- The newest message that the inbox told of.
  told_number integer not null default 0,
  -- One talk for each pair, however often it is opened (TA1).
  unique (merchant_id, person_id),
  check (person_read <= last_number and shop_read <= last_number),
  check (blocked_by is null or state = 'closed')
);
create index talk_of_person on talk.talk (person_id, last_at desc);
create index talk_of_shop on talk.talk (merchant_id, last_at desc) where last_number > 0;

create table talk.message (
  id uuid primary key,
  talk_id uuid not null references talk.talk (id),
  -- Its place in the talk, without gaps (TA5).
  number integer not null check (number > 0),
  merchant_id uuid not null,
  side text not null check (side in ('person', 'shop')),
  -- Null for what the shop answers by itself.
  by_id uuid,
  kind text not null check (kind in ('text', 'picture', 'coupon', 'order', 'away', 'hand-over')),
  text text check (length(text) between 1 and 2000),
  picture_id uuid,
  card jsonb,
  -- Tells a repeat from another message under the same id.
  said text not null,
  -- Letters and initial consonants, for search; empty for what nobody looks for.
  words text not null default '',
  at timestamptz not null,
  unique (talk_id, number),
  check ((kind = 'picture') = (picture_id is not null)),
  check ((kind in ('coupon', 'order')) = (card is not null) or kind = 'hand-over')
);
create index message_of_shop on talk.message (merchant_id, at desc);

-- Who of the shop's people looked into a talk: one row a day, with how often.
create table talk.reading (
  talk_id uuid not null references talk.talk (id) on delete cascade,
  reader_id uuid not null,
  day date not null,
  times integer not null check (times > 0),
  last_at timestamptz not null,
  primary key (talk_id, reader_id, day)
);
