-- That a proven phone number has had its turn where each number counts once (PE96): a keyed hash in the
-- number's stead, another one for each game, page and survey. It outlives the account, and goes with
-- what it was for.
create table people.number_use (
  -- A game, an event page or a survey.
  subject_id uuid not null,
  -- `once`, or a day of the market.
  turn text not null check (turn = 'once' or turn ~ '^\d{4}-\d\d-\d\d$'),
  number_key text not null,
  -- Whose account it was, and which play, entry or answer it was for; null once the account is erased.
  person_id uuid,
  use_id uuid,
  kept_until timestamptz not null,
  primary key (subject_id, turn, number_key),
  check ((person_id is null) = (use_id is null))
);
create index number_use_person on people.number_use (person_id);
create index number_use_kept on people.number_use (kept_until);
