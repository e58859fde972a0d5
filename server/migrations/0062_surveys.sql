-- Questions of a shop to its people. Who answered and what was answered are kept apart.
create schema surveys;

create table surveys.survey (
  id uuid primary key,
  merchant_id uuid not null references places.merchant (id),
  title text not null check (char_length(title) between 1 and 60),
  intro text not null check (char_length(intro) <= 500),
  questions jsonb not null,
  audience text not null check (audience in ('everyone', 'friends', 'link')),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reward_offer_id uuid references offers.offer (id),
  state text not null check (state in ('draft', 'open', 'ended')),
  -- How many took part; the row is the door through which each answer goes.
  answered integer not null default 0 check (answered between 0 and 50000),
  created_at timestamptz not null
);
create index survey_merchant on surveys.survey (merchant_id, id desc);

-- That somebody took part, once. `id` is also the id of the coupon they were given.
create table surveys.participation (
  survey_id uuid not null references surveys.survey (id),
  person_id uuid not null,
  id uuid not null unique,
  at timestamptz not null,
  reward text not null check (reward in ('none', 'given', 'waits')),
  primary key (survey_id, person_id)
);
create index participation_person on surveys.participation (person_id);

-- What was answered: no person, no time, and an id that tells neither. Sheets that came together are
-- written anew in any order (`is_mixed`), so that not even the order of rows leads to a person.
create table surveys.sheet (
  id uuid primary key default gen_random_uuid(),
  survey_id uuid not null references surveys.survey (id),
  answers jsonb not null,
  segment text not null check (segment in ('new', 'returning', 'regular', 'lapsed')),
  is_mixed boolean not null default false
);
create index sheet_survey on surveys.sheet (survey_id, id) where is_mixed;
create index sheet_waiting on surveys.sheet (survey_id) where not is_mixed;
