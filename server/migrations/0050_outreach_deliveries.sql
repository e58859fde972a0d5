-- The ways out beside the inbox: who is reached where, and what became of each message on each way.

-- E-mail and LINE addresses that a person proved to be theirs; phone numbers stay with people.
create table outreach.address (
  person_id uuid not null references people.account (id),
  way text not null check (way in ('email', 'line')),
  address text not null check (char_length(address) between 3 and 320),
  verified_at timestamptz not null,
  primary key (person_id, way),
  unique (way, address)
);

-- Addresses that cannot be reached any more: a hard bounce, a blocked account.
create table outreach.unreachable (
  way text not null check (way in ('email', 'sms', 'kakao', 'line')),
  address text not null,
  reason text not null check (char_length(reason) <= 500),
  since timestamptz not null,
  primary key (way, address)
);

-- On which ways a person wants information about their own doings, beside the inbox.
create table outreach.way_choice (
  person_id uuid not null references people.account (id),
  way text not null check (way in ('email', 'sms', 'kakao', 'line')),
  primary key (person_id, way)
);

-- The ways the sender of a message chose, for those messages that leave the inbox.
create table outreach.chosen_way (
  message_id uuid primary key references outreach.message (id),
  ways text[] not null check (ways <@ array['email', 'sms', 'kakao', 'line']),
  -- A template of Alimtalk and what stands in its places.
  template text,
  variables jsonb not null default '{}'
);

create table outreach.delivery (
  id uuid primary key,
  message_id uuid not null references outreach.message (id),
  person_id uuid not null references people.account (id),
  merchant_id uuid not null,
  way text not null check (way in ('email', 'sms', 'kakao', 'line')),
  address text not null check (char_length(address) between 3 and 320),
  state text not null check (state in
    ('queued', 'taken', 'delivered', 'bounced', 'failed', 'dead', 'dropped')),
  attempts integer not null default 0 check (attempts >= 0),
  -- When a queued one is tried next; while one is being sent, when somebody else may try.
  next_at timestamptz,
  provider_id text,
  error text check (char_length(error) <= 500),
  created_at timestamptz not null,
  -- Since when it is tried: anew when an operator sends it again.
  queued_at timestamptz not null,
  taken_at timestamptz,
  settled_at timestamptz,
  -- A text that stands in for an Alimtalk that did not get through: once at the most (OU47).
  fallback_of uuid unique references outreach.delivery (id),
  -- One for each message, way and address, however often it is asked for (OU41).
  unique (message_id, way, address),
  check ((state = 'queued') = (next_at is not null))
);
create index delivery_due on outreach.delivery (way, next_at, id) where state = 'queued';
create index delivery_provider on outreach.delivery (way, provider_id)
  where provider_id is not null;
create index delivery_trouble on outreach.delivery (created_at desc, id desc)
  where state in ('bounced', 'failed', 'dead');
create index delivery_person on outreach.delivery (person_id, created_at desc);
