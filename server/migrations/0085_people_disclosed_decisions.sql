-- What the gate decided is taken out as a file, too: with a reason like the rest (OU72).
alter table people.disclosure drop constraint disclosure_what_check;
alter table people.disclosure add constraint disclosure_what_is_known
  check (what in ('export', 'consents', 'kept', 'decisions'));
