-- How many people of a mailing came to which end: kept as its steps go, so that no list counts a million rows.

-- Each step adds its own rows, also of people it takes out of an end: two lanes never wait for each other.
create table outreach.mailing_part (
  id bigint generated always as identity primary key,
  mailing_id uuid not null,
  outcome smallint not null,
  people integer not null check (people <> 0)
);
create index mailing_part_sum on outreach.mailing_part (mailing_id, outcome) include (people);

insert into outreach.mailing_part (mailing_id, outcome, people)
select mailing_id, outcome, count(*)::integer from outreach.recipient
where mailing_id is not null group by mailing_id, outcome;
