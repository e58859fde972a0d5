-- Who people are, how they sign in, what they agreed to, and who used their location.
create schema people;

create table people.account (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 60),
  -- Lower case, so that one address has one spelling (PE1).
  email text unique check (email = lower(email)),
  -- E.164, proven by a code (PE2, PE17).
  phone text unique check (phone ~ '^\+[1-9][0-9]{7,14}$'),
  -- argon2id in PHC form; null for those who sign in by phone only (PE6).
  password_hash text check (password_hash like '$argon2id$%'),
  locale text not null check (locale in ('ko', 'en')),
  is_operator boolean not null default false,
  joined_at timestamptz not null,
  check (email is not null or phone is not null),
  check (password_hash is null or email is not null)
);

create table people.session (
  id uuid primary key,
  person_id uuid not null references people.account (id),
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  device text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  ended_at timestamptz
);
create index session_person on people.session (person_id, created_at) where ended_at is null;

-- Tries at a password, by the hash of the address, whether anyone has it or not (PE4).
create table people.sign_in_try (
  email_hash text primary key,
  count integer not null check (count > 0),
  started_at timestamptz not null
);

-- One row a phone, so that a newer code replaces the older by itself (PE5).
create table people.phone_code (
  phone text primary key,
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null,
  tries_left integer not null check (tries_left between 0 and 5),
  used_at timestamptz,
  sent_count integer not null check (sent_count between 1 and 5),
  started_at timestamptz not null
);

-- Merchants live on a floor above: their ids are only names here.
create table people.membership (
  person_id uuid not null references people.account (id),
  merchant_id uuid not null,
  role text not null check (role in ('owner', 'staff')),
  since timestamptz not null,
  primary key (person_id, merchant_id)
);
create index membership_merchant on people.membership (merchant_id);

create table people.api_key (
  id uuid primary key,
  -- Null for keys of the market itself.
  merchant_id uuid,
  name text not null check (char_length(name) between 1 and 60),
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  scopes text[] not null check (scopes <@ array['till', 'signals'] and cardinality(scopes) > 0),
  created_by uuid references people.account (id),
  created_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz
);
create index api_key_merchant on people.api_key (merchant_id) where ended_at is null;

-- The words people agreed to, as they were.
create table people.wording (
  purpose text not null check (purpose in ('location', 'marketing', 'night-marketing')),
  version integer not null check (version > 0),
  ko text not null,
  en text not null,
  primary key (purpose, version)
);

-- The history is the proof: append-only (PE12).
create table people.consent (
  id uuid primary key,
  -- Answers within one instant keep their order.
  nr bigint generated always as identity,
  person_id uuid not null references people.account (id),
  purpose text not null,
  granted boolean not null,
  wording_version integer not null,
  at timestamptz not null,
  channel text not null check (channel in ('app', 'sign-up', 'opt-out-link', 'import')),
  session_id uuid,
  ip_hash text,
  agent_hash text,
  foreign key (purpose, wording_version) references people.wording (purpose, version)
);
create index consent_person on people.consent (person_id, nr);
create trigger consent_is_append_only before update or delete on people.consent
  for each row execute function platform.refuse_change();
create trigger wording_is_append_only before update or delete on people.wording
  for each row execute function platform.refuse_change();

-- What holds now, for quick reading. Written by the history alone, so that the two cannot differ.
create table people.consent_now (
  person_id uuid primary key references people.account (id),
  purposes text[] not null,
  -- PE13, whoever writes.
  check (not ('night-marketing' = any (purposes)) or 'marketing' = any (purposes))
);

create function people.follow_consent() returns trigger language plpgsql as $$
begin
  -- Two statements: a check is asked about the row to be inserted, even where it then updates.
  insert into people.consent_now (person_id, purposes) values (new.person_id, '{}')
  on conflict do nothing;
  update people.consent_now set purposes =
    case when new.granted then array_append(array_remove(purposes, new.purpose), new.purpose)
    else array_remove(purposes, new.purpose) end
  where person_id = new.person_id;
  return null;
end $$;
create trigger consent_is_followed after insert on people.consent
  for each row execute function people.follow_consent();

-- Who used a person's location, by the minute (PE14). Without a foreign key: it is on the path of
-- every signal, and writers name people whose consent they have just read.
create table people.location_use (
  person_id uuid not null,
  minute timestamptz not null check (date_trunc('minute', minute, 'UTC') = minute),
  purpose text not null check (purpose in ('zone', 'visit', 'check-in', 'campaign', 'report')),
  -- Null for the market itself.
  merchant_id uuid,
  count integer not null check (count > 0),
  unique nulls not distinct (person_id, minute, purpose, merchant_id)
);
create index location_use_minute on people.location_use using brin (minute);
