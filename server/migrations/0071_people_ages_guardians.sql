-- Who is known to be old enough to agree, and the guardians of those who are not.

-- Whoever never said counts as not old enough (PE70). A birthday is kept of children alone.
alter table people.account
  add column age text not null default 'unsaid' check (age in ('unsaid', 'of-age', 'child')),
  add column age_said_at timestamptz,
  add column born_on date,
  -- The day on which a child is old enough, by the age that was asked for when they said theirs.
  add column of_age_on date,
  add constraint account_birthday_of_children check
    ((age = 'child') = (born_on is not null and of_age_on is not null) and of_age_on > born_on),
  add constraint account_birthday_is_whole check ((born_on is null) = (of_age_on is null));
create index account_of_age_on on people.account (of_age_on) where age = 'child';

-- What was agreed to before anybody was asked for their age: it counts again once they have said that
-- they are old enough.
alter table people.consent_now add column held_back boolean not null default false;
alter table people.merchant_consent_now add column held_back boolean not null default false;
update people.consent_now set held_back = true;
update people.merchant_consent_now set held_back = true;

-- The words that guardians agree to, as they were.
create table people.guardian_wording (
  version integer primary key check (version > 0),
  ko text not null,
  en text not null
);
create trigger guardian_wording_is_append_only before update or delete on people.guardian_wording
  for each row execute function platform.refuse_change();

-- A guardian is asked, and has not answered yet. The address is kept as a hash, and sealed with what
-- only the link holds: the tables alone lead to nobody.
create table people.guardian_request (
  id uuid primary key,
  child_id uuid not null references people.account (id),
  address_hash text not null check (address_hash ~ '^[0-9a-f]{64}$'),
  address_sealed text not null,
  way text not null check (way in ('text-message', 'email')),
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  asked_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > asked_at),
  -- Answered, or replaced by a newer one: kept for a day, to count how often an address is asked.
  ended_at timestamptz
);
create unique index guardian_request_open on people.guardian_request (child_id)
  where ended_at is null;
create index guardian_request_address on people.guardian_request (address_hash, asked_at);
create index guardian_request_child on people.guardian_request (child_id, asked_at);

-- A guardian's yes that stands: what their child may agree to.
create table people.guardian (
  child_id uuid primary key references people.account (id),
  -- The account of the guardian, where they have one with that address.
  guardian_id uuid references people.account (id) check (guardian_id <> child_id),
  address_hash text not null check (address_hash ~ '^[0-9a-f]{64}$'),
  address_sealed text not null,
  way text not null check (way in ('text-message', 'email')),
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  -- Possibly none: an account, and nothing more. Nights are for nobody under age.
  purposes text[] not null check (purposes <@ array['location', 'marketing', 'marketing/email',
    'marketing/sms', 'marketing/kakao', 'marketing/line']),
  since timestamptz not null,
  constraint guardian_purposes_stand_together
    check (people.stand_together(array_remove(purposes, 'location')))
);
create index guardian_address on people.guardian (address_hash);
create index guardian_account on people.guardian (guardian_id) where guardian_id is not null;

-- What guardians answered, and when it ended: the proof, append-only.
create table people.guardian_answer (
  id uuid primary key,
  child_id uuid not null references people.account (id),
  guardian_id uuid references people.account (id),
  kind text not null check (kind in ('yes', 'no', 'withdrawn', 'of-age')),
  purposes text[] not null,
  wording_version integer not null references people.guardian_wording (version),
  -- Of each purpose, the version of the words that stood on the page.
  purpose_versions jsonb not null,
  -- How it was checked that it is the guardian; null where nothing needed checking.
  way text check (way in ('text-message', 'email')),
  address_hash text not null,
  at timestamptz not null,
  ip_hash text,
  agent_hash text,
  check (kind <> 'yes' or way is not null)
);
create index guardian_answer_child on people.guardian_answer (child_id, at);
create trigger guardian_answer_is_append_only before update or delete on people.guardian_answer
  for each row execute function platform.refuse_change();

-- Whether a person may say yes to a purpose (PE70, PE72), by the day where they live.
create function people.may_agree(person uuid, purpose text, at timestamptz) returns boolean
language sql stable as $$
  select coalesce((
    select a.age = 'of-age' or a.age = 'child' and (
      a.of_age_on <= (at at time zone a.time_zone)::date
      or exists (select from people.guardian g
        where g.child_id = a.id and purpose = any (g.purposes)))
    from people.account a where a.id = person), false)
$$;

-- Whoever writes: no yes of somebody who may not say it. The row of the person is held, so that a
-- guardian who takes theirs back at the same moment comes before or after, never between.
create function people.refuse_yes() returns trigger language plpgsql as $$
begin
  if not new.granted then return new; end if;
  perform from people.account where id = new.person_id for share;
  if not people.may_agree(new.person_id, new.purpose, new.at) then
    raise exception '% is not known to be old enough to agree to %', new.person_id, new.purpose
      using errcode = 'check_violation', constraint = 'consent_of_age_or_guardian';
  end if;
  return new;
end $$;
create trigger consent_is_of_age before insert on people.consent
  for each row execute function people.refuse_yes();
create trigger merchant_consent_is_of_age before insert on people.merchant_consent
  for each row execute function people.refuse_yes();

-- A guardian is of a child, and nothing is left of what the child agreed to when they are gone.
create function people.guardians_leave_nothing() returns trigger language plpgsql as $$
declare
  allowed text[] := case when tg_op = 'DELETE' then '{}' else new.purposes end;
begin
  if exists (
    select from people.consent_now n join people.account a on a.id = n.person_id
    where n.person_id = old.child_id and a.age = 'child' and not n.purposes <@ allowed
    union all
    select from people.merchant_consent_now n join people.account a on a.id = n.person_id
    where n.person_id = old.child_id and a.age = 'child' and not n.purposes <@ allowed
  ) then
    raise exception 'the consents of % stand on their guardian', old.child_id
      using errcode = 'check_violation', constraint = 'guardian_leaves_nothing';
  end if;
  return null;
end $$;
create constraint trigger guardian_leaves_nothing after update or delete on people.guardian
  deferrable initially deferred
  for each row execute function people.guardians_leave_nothing();
