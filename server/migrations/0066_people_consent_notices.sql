-- People are told what became of their answers to advertising, and asked again every two years.

-- Answers whose result has not been told yet.
create table people.consent_notice (
  consent_id uuid primary key,
  person_id uuid not null,
  -- Null: of the market.
  merchant_id uuid,
  purpose text not null,
  granted boolean not null,
  at timestamptz not null
);
create index consent_notice_at on people.consent_notice (at);
create index consent_notice_person on people.consent_notice (person_id);

-- Yeses that stand, and when they are asked about again: a month before two years are over.
create table people.consent_renewal (
  person_id uuid not null,
  merchant_id uuid,
  purpose text not null,
  agreed_at timestamptz not null,
  due_at timestamptz not null,
  unique nulls not distinct (person_id, merchant_id, purpose)
);
create index consent_renewal_due on people.consent_renewal (due_at);

-- That somebody was told: the proof, append-only.
create table people.consent_told (
  id uuid primary key,
  person_id uuid not null,
  merchant_id uuid,
  kind text not null check (kind in ('result', 'renewal')),
  purposes text[] not null,
  at timestamptz not null
);
create index consent_told_person on people.consent_told (person_id, at);
create trigger consent_told_is_append_only before update or delete on people.consent_told
  for each row execute function platform.refuse_change();

create function people.note_consent() returns trigger language plpgsql as $$
declare
  shop uuid := (to_jsonb(new) ->> 'merchant_id')::uuid;
begin
  if new.purpose = 'location' then return null; end if;
  insert into people.consent_notice (consent_id, person_id, merchant_id, purpose, granted, at)
  values (new.id, new.person_id, shop, new.purpose, new.granted, new.at);
  if new.granted then
    insert into people.consent_renewal (person_id, merchant_id, purpose, agreed_at, due_at)
    values (new.person_id, shop, new.purpose, new.at,
      new.at + interval '2 years' - interval '30 days')
    on conflict (person_id, merchant_id, purpose)
    do update set agreed_at = excluded.agreed_at, due_at = excluded.due_at;
  else
    delete from people.consent_renewal r
    where r.person_id = new.person_id and r.merchant_id is not distinct from shop
      and r.purpose = new.purpose;
  end if;
  return null;
end $$;
create trigger consent_is_noted after insert on people.consent
  for each row execute function people.note_consent();
create trigger merchant_consent_is_noted after insert on people.merchant_consent
  for each row execute function people.note_consent();

-- Yeses from before are asked about as well.
insert into people.consent_renewal (person_id, merchant_id, purpose, agreed_at, due_at)
select person_id, null, purpose, at, at + interval '2 years' - interval '30 days'
from (
  select distinct on (person_id, purpose) person_id, purpose, granted, at
  from people.consent where purpose <> 'location' order by person_id, purpose, nr desc
) newest where granted
union all
select person_id, merchant_id, purpose, at, at + interval '2 years' - interval '30 days'
from (
  select distinct on (person_id, merchant_id, purpose) person_id, merchant_id, purpose, granted, at
  from people.merchant_consent order by person_id, merchant_id, purpose, nr desc
) newest where granted;
