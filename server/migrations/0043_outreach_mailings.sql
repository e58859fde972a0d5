-- One content to many people; and caps that are held by what was sent, not by counts beside it.
create table outreach.mailing (
  id uuid primary key,
  merchant_id uuid not null,
  merchant_name text not null,
  merchant_contact text,
  title text not null,
  body text not null,
  link text,
  picture_id uuid,
  offer_id uuid,
  -- What of the merchant's plan was taken for it: one piece of a plan pays for one mailing.
  quota_use_id uuid unique,
  unless_bought_since timestamptz,
  created_at timestamptz not null,
  cancelled_at timestamptz
);
create index mailing_of_merchant on outreach.mailing (merchant_id, id);

-- What the gate said of each person of a mailing, in the order of `recipientOutcomes` of the model.
-- A row with a slot is in the person's inbox. No foreign keys: a million rows are written at once,
-- by a statement that has just read both sides.
create table outreach.recipient (
  person_id uuid not null,
  -- Null where a message of its own took the slot.
  mailing_id uuid,
  merchant_id uuid not null,
  at timestamptz not null,
  release_at timestamptz,
  seen_at timestamptz,
  clicked_at timestamptz,
  -- What the gate saw, packed as in `heardBits` of the model.
  heard integer not null,
  day date,
  slot smallint check (slot between 1 and 100),
  outcome smallint not null,
  is_control boolean not null,
  check ((outcome = 0) = (slot is not null)),
  check ((slot is null) = (day is null)),
  check (outcome <> 1 or release_at is not null),
  -- One outcome each, whoever sends twice.
  constraint recipient_once unique (mailing_id, person_id),
  -- The n-th marketing message of a person on a day: of two senders, one gets the place (OU3).
  constraint recipient_slot unique (person_id, day, slot)
);
create index recipient_waiting on outreach.recipient (release_at, mailing_id) where outcome = 1;

insert into outreach.recipient
  (person_id, merchant_id, at, heard, day, slot, outcome, is_control)
select person_id, merchant_id, sent_at, 1, day,
  row_number() over (partition by person_id, day order by sent_at, id), 0, false
from (
  select m.*, (sent_at at time zone coalesce(s.time_zone, 'Asia/Seoul'))::date as day
  from outreach.message m left join outreach.settings s on true
  where m.state = 'sent' and m.purpose = 'marketing'
) as sent;
drop table outreach.quota;

alter table outreach.settings
  add column marketing_per_week_max integer not null default 21
    check (marketing_per_week_max between 0 and 700);

alter table outreach.message
  add column picture_id uuid,
  add column offer_id uuid,
  add column unless_bought_since timestamptz,
  add column clicked_at timestamptz;

-- Who wants the messages of a merchant without a sound.
create table outreach.mute (
  person_id uuid not null references people.account (id),
  merchant_id uuid not null,
  since timestamptz not null,
  primary key (person_id, merchant_id)
);

-- When a person last bought at a merchant, told by the floors above.
create table outreach.purchase (
  person_id uuid not null,
  merchant_id uuid not null,
  last_at timestamptz not null,
  primary key (person_id, merchant_id)
);
