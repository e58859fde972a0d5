-- An entry that is taken back leaves its place and its number to whoever comes next (EV15): `entries` stays
-- how many numbers were given out, and those that nobody holds any more wait here.
alter table pages.page
  add column freed integer[] not null default '{}',
  add constraint page_freed_were_given check (cardinality(freed) <= entries);
