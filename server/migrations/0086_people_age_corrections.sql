-- That what somebody said of their age was put right for them, by whom and what for (PE95). The birthday
-- itself is not written here.
create table people.age_correction (
  id uuid primary key,
  person_id uuid not null references people.account (id),
  at timestamptz not null,
  -- `system/…`
  corrected_by text not null,
  before text not null check (before in ('unsaid', 'of-age', 'child')),
  after text not null check (after in ('of-age', 'child')),
  reason text not null check (char_length(btrim(reason)) between 5 and 500)
);
create index age_correction_person on people.age_correction (person_id, at);
create trigger age_correction_is_append_only before update on people.age_correction
  for each row execute function platform.refuse_change();
