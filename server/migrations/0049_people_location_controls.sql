-- People pause the use of their location, switch single uses off, and choose how they are told of it.
alter table people.consent_now
  add column location_paused_at timestamptz,
  add column location_off text[] not null default '{}'
    check (location_off <@ array['campaign', 'report', 'offer']),
  -- Null: of each time at once. Otherwise after so many times, or every so many days (decree §24).
  add column notice_kind text check (notice_kind in ('times', 'days')),
  add column notice_count integer check (notice_count in (10, 20, 30)),
  add constraint notice_is_whole check ((notice_kind is null) = (notice_count is null));

-- Every such choice, with what shows it later: append-only.
create table people.location_choice (
  id uuid primary key,
  person_id uuid not null references people.account (id),
  is_paused boolean not null,
  off_purposes text[] not null,
  notice_kind text,
  notice_count integer,
  at timestamptz not null,
  session_id uuid,
  ip_hash text,
  agent_hash text
);
create index location_choice_person on people.location_choice (person_id, at);
create trigger location_choice_is_append_only before update or delete on people.location_choice
  for each row execute function platform.refuse_change();

-- That a shop was told where a person is, until the person has been told of that.
create table people.location_provision (
  id bigint generated always as identity primary key,
  person_id uuid not null,
  merchant_id uuid not null,
  purpose text not null check (purpose in ('check-in', 'offer')),
  count integer not null check (count > 0),
  at timestamptz not null
);
create index location_provision_person on people.location_provision (person_id, at);
