-- The business account of a shop: who its friends are, how it greets them, and how both change by day.
create schema channels;

create table channels.channel (
  merchant_id uuid primary key,
  -- What the shop says on the page that its QR opens; empty while it says nothing.
  greeting text not null check (length(greeting) <= 200),
  changed_at timestamptz not null
);

create table channels.friend (
  merchant_id uuid not null,
  person_id uuid not null,
  source text not null check (source in ('qr', 'tag', 'place-page', 'receipt', 'invitation', 'app',
    'campaign', 'page', 'link')),
  since timestamptz not null,
  -- When the terms went to their inbox: once for each friendship.
  welcomed_at timestamptz,
  primary key (merchant_id, person_id)
);
create index friend_person on channels.friend (person_id, since desc);

-- Friends that were won and lost by day of the market's clock; made from the log.
create table channels.friend_day (
  merchant_id uuid not null,
  day date not null,
  -- Where they came from; of blocks it is not known, and empty.
  source text not null,
  followed integer not null default 0 check (followed >= 0),
  left_count integer not null default 0 check (left_count >= 0),
  blocked integer not null default 0 check (blocked >= 0),
  primary key (merchant_id, day, source)
);
