-- What merchants send to people, what the gate decided on it, and the ways out.
create schema outreach;

-- The law and manners of the market; without a row, the defaults of the model hold.
create table outreach.settings (
  is_only boolean primary key default true check (is_only),
  marketing_per_day_max integer not null check (marketing_per_day_max between 0 and 100),
  marketing_per_merchant_day_max integer not null
    check (marketing_per_merchant_day_max between 0 and 100),
  quiet_from_minute integer not null check (quiet_from_minute between 0 and 1440),
  quiet_until_minute integer not null check (quiet_until_minute between 0 and 1440),
  time_zone text not null
);

create table outreach.message (
  id uuid primary key,
  person_id uuid not null references people.account (id),
  merchant_id uuid not null,
  merchant_name text not null,
  merchant_contact text,
  purpose text not null check (purpose in ('marketing', 'information')),
  title text not null,
  body text not null,
  link text,
  coupon_id uuid,
  campaign_id uuid,
  decision_id uuid,
  state text not null check (state in ('waiting', 'sent', 'dropped')),
  created_at timestamptz not null,
  release_at timestamptz,
  sent_at timestamptz,
  read_at timestamptz,
  check ((state = 'sent') = (sent_at is not null)),
  check (state <> 'waiting' or release_at is not null),
  check (read_at is null or sent_at is not null)
);
create index message_inbox on outreach.message (person_id, sent_at desc, id desc)
  where state = 'sent';
create index message_unread on outreach.message (person_id) where state = 'sent' and read_at is null;
create index message_waiting on outreach.message (release_at, id) where state = 'waiting';
create index message_waiting_person on outreach.message (person_id) where state = 'waiting';

-- Every yes and no of the gate, with what it saw (OU5). Append-only.
create table outreach.gate_decision (
  id uuid primary key,
  -- Null when it was refused and no message came to be.
  message_id uuid references outreach.message (id),
  person_id uuid not null,
  merchant_id uuid not null,
  purpose text not null check (purpose in ('marketing', 'information')),
  outcome text not null check (outcome in ('sent', 'postponed', 'refused')),
  code text check ((code is not null) = (outcome = 'refused')),
  campaign_id uuid,
  decision_id uuid,
  seen jsonb not null,
  at timestamptz not null
);
create index gate_decision_message on outreach.gate_decision (message_id);
create index gate_decision_person on outreach.gate_decision (person_id, at);
create trigger gate_decision_is_append_only before update or delete on outreach.gate_decision
  for each row execute function platform.refuse_change();

-- How many marketing messages went to a person on a day: of each merchant, and (nil) of all (OU3).
create table outreach.quota (
  person_id uuid not null,
  day date not null,
  merchant_id uuid not null,
  sent integer not null check (sent >= 0),
  sent_max integer not null,
  primary key (person_id, day, merchant_id),
  check (sent <= sent_max)
);

create table outreach.block (
  person_id uuid not null references people.account (id),
  merchant_id uuid not null,
  since timestamptz not null,
  primary key (person_id, merchant_id)
);

create table outreach.push_subscription (
  id uuid primary key,
  person_id uuid not null references people.account (id),
  endpoint text not null unique check (char_length(endpoint) <= 2000),
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null
);
create index push_subscription_person on outreach.push_subscription (person_id);

create table outreach.push_delivery (
  message_id uuid not null references outreach.message (id),
  subscription_id uuid not null,
  outcome text not null check (outcome in ('taken', 'gone', 'refused')),
  at timestamptz not null,
  primary key (message_id, subscription_id)
);
