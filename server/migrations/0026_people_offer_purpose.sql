-- A location may be looked at to judge an offer at a counter.
alter table people.location_use drop constraint location_use_purpose_check;
alter table people.location_use add constraint location_use_purpose_check
  check (purpose in ('zone', 'visit', 'check-in', 'campaign', 'report', 'offer'));
