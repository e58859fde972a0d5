-- People agree to each way apart (e-mail, text message, Kakao, LINE), and to the news of single shops.
alter table people.wording drop constraint wording_purpose_check;
alter table people.wording add constraint wording_purpose_known check (purpose in (
  'location',
  'marketing', 'marketing/email', 'marketing/sms', 'marketing/kakao', 'marketing/line',
  'night-marketing', 'night-marketing/sms', 'night-marketing/kakao', 'night-marketing/line'));

alter table people.consent drop constraint consent_channel_check;
alter table people.consent add constraint consent_channel_known check (channel in
  ('app', 'sign-up', 'opt-out-link', 'import', 'follow', 'counter', 'paper', 'guardian'));

-- PE13, whoever writes: a way needs marketing, and each night its day.
create function people.stand_together(purposes text[]) returns boolean
language sql immutable parallel safe as $$
  select ('marketing' = any (purposes)
      or not purposes && array['night-marketing', 'marketing/email', 'marketing/sms',
        'marketing/kakao', 'marketing/line'])
    and ('marketing/sms' = any (purposes) or not 'night-marketing/sms' = any (purposes))
    and ('marketing/kakao' = any (purposes) or not 'night-marketing/kakao' = any (purposes))
    and ('marketing/line' = any (purposes) or not 'night-marketing/line' = any (purposes))
$$;
alter table people.consent_now
  drop constraint consent_now_purposes_check,
  add constraint consent_now_stands_together check (people.stand_together(purposes));

-- The words that people agree to at one shop, as they were.
create table people.merchant_wording (
  purpose text not null check (purpose in (
    'marketing', 'marketing/email', 'marketing/sms', 'marketing/kakao', 'marketing/line',
    'night-marketing', 'night-marketing/sms', 'night-marketing/kakao', 'night-marketing/line')),
  version integer not null check (version > 0),
  ko text not null,
  en text not null,
  primary key (purpose, version)
);
create trigger merchant_wording_is_append_only before update or delete on people.merchant_wording
  for each row execute function platform.refuse_change();

-- A person's answers to one shop, whatever they answered to the market: history, append-only (PE12).
create table people.merchant_consent (
  id uuid primary key,
  nr bigint generated always as identity,
  person_id uuid not null references people.account (id),
  merchant_id uuid not null,
  purpose text not null,
  granted boolean not null,
  wording_version integer not null,
  at timestamptz not null,
  channel text not null check (channel in
    ('app', 'sign-up', 'opt-out-link', 'import', 'follow', 'counter', 'paper', 'guardian')),
  session_id uuid,
  ip_hash text,
  agent_hash text,
  foreign key (purpose, wording_version) references people.merchant_wording (purpose, version)
);
create index merchant_consent_pair on people.merchant_consent (person_id, merchant_id, nr);
create trigger merchant_consent_is_append_only before update or delete on people.merchant_consent
  for each row execute function platform.refuse_change();

-- What holds now between a person and a shop; no row where nothing does.
create table people.merchant_consent_now (
  person_id uuid not null references people.account (id),
  merchant_id uuid not null,
  purposes text[] not null check (cardinality(purposes) > 0),
  primary key (person_id, merchant_id),
  constraint merchant_consent_now_stands_together check (people.stand_together(purposes))
);
create index merchant_consent_now_merchant on people.merchant_consent_now (merchant_id, person_id);

-- Set-wise, as a shop may bring many consents at once: the newest answer to each purpose counts.
create function people.follow_merchant_consent() returns trigger language plpgsql as $$
begin
  with newest as (
    select distinct on (person_id, merchant_id, purpose) person_id, merchant_id, purpose, granted
    from added order by person_id, merchant_id, purpose, nr desc
  ), pairs as (
    select n.person_id, n.merchant_id,
      array(
        select purpose from (
          select unnest(o.purposes) as purpose
          except select m.purpose from newest m
            where m.person_id = n.person_id and m.merchant_id = n.merchant_id
          union
          select m.purpose from newest m
            where m.person_id = n.person_id and m.merchant_id = n.merchant_id and m.granted
        ) held order by purpose
      ) as purposes
    from (select distinct person_id, merchant_id from newest) n
    left join people.merchant_consent_now o
      on o.person_id = n.person_id and o.merchant_id = n.merchant_id
  ), gone as (
    delete from people.merchant_consent_now o using pairs p
    where o.person_id = p.person_id and o.merchant_id = p.merchant_id
      and cardinality(p.purposes) = 0
  )
  insert into people.merchant_consent_now (person_id, merchant_id, purposes)
  select person_id, merchant_id, purposes from pairs where cardinality(purposes) > 0
  order by person_id, merchant_id
  on conflict (person_id, merchant_id) do update set purposes = excluded.purposes;
  return null;
end $$;
create trigger merchant_consents_are_followed after insert on people.merchant_consent
  referencing new table as added
  for each statement execute function people.follow_merchant_consent();
