-- People ask to be erased, and see who looked at what is kept of them.
alter table people.account
  add column erased_at timestamptz,
  -- Who has been erased has no address any more.
  drop constraint if exists account_check,
  add constraint account_erased_is_blank
    check (erased_at is null or email is null and phone is null and password_hash is null);

create table people.erasure (
  id uuid primary key,
  person_id uuid not null unique references people.account (id),
  asked_at timestamptz not null,
  asked_by text not null,
  -- Rows elsewhere are found by these; they go with the last of them.
  email text,
  phone text,
  done_at timestamptz,
  rows_lost jsonb not null default '{}',
  check (done_at is null or email is null and phone is null)
);

-- Who looked at what is kept of a person, by the minute.
create table people.look (
  person_id uuid not null,
  minute timestamptz not null check (date_trunc('minute', minute, 'UTC') = minute),
  -- `person/…`, `key/…` or `system/…`.
  reader text not null,
  -- Null for the market itself.
  merchant_id uuid,
  what text not null check (what in ('tags', 'facts', 'export')),
  count integer not null check (count > 0),
  unique nulls not distinct (person_id, minute, reader, merchant_id, what)
);
