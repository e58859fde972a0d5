-- More ways in: codes by e-mail, passkeys, and accounts at other providers.
-- Somebody may come by a passkey or a provider alone; that nobody is left without a way is PE25.
alter table people.account
  drop constraint if exists account_check,
  drop constraint if exists account_check1;
alter table people.account
  add constraint account_password_needs_email check (password_hash is null or email is not null);

-- As people.phone_code (PE5, PE18, PE20).
create table people.email_code (
  email text primary key,
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null,
  tries_left integer not null check (tries_left between 0 and 5),
  used_at timestamptz,
  sent_count integer not null check (sent_count between 1 and 5),
  started_at timestamptz not null
);

create table people.passkey (
  id uuid primary key,
  person_id uuid not null references people.account (id),
  -- As the authenticator calls it, base64url; it belongs to one account of this market.
  credential_id text not null unique,
  public_key bytea not null,
  -- How often it signed, as far as it counts (PE22).
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  name text not null check (char_length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on people.passkey (person_id, created_at);

-- Who somebody is at a provider. One account of each provider a person (PE23).
create table people.identity (
  provider text not null check (provider in ('kakao', 'naver', 'line', 'apple', 'google')),
  subject text not null check (char_length(subject) between 1 and 255),
  person_id uuid not null references people.account (id),
  -- How the provider calls them: an e-mail address or a name, to recognise it by.
  label text check (char_length(label) <= 254),
  linked_at timestamptz not null,
  last_used_at timestamptz,
  primary key (provider, subject),
  unique (person_id, provider)
);

-- What was begun and waits for its other half: a challenge for a passkey, a way to a provider.
create table people.attempt (
  -- Of the challenge or the state, which only who began it knows.
  secret_hash text primary key check (secret_hash ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('passkey-add', 'passkey-sign-in', 'provider')),
  -- Whose account it is to be added to; null for signing in.
  person_id uuid references people.account (id),
  data jsonb not null,
  expires_at timestamptz not null
);
create index attempt_expires on people.attempt (expires_at);
