-- Mailings leave the inbox too; a delivery says what it stood on; what reached no device is kept.

-- By which ways a mailing goes, beside the inbox, as the shop chose.
alter table outreach.mailing add column ways text[] not null default '{}'
  check (ways <@ array['email', 'sms', 'kakao', 'line']);
-- What became of each person on each way, packed as in `wayBits` of the model; null where none was chosen.
alter table outreach.recipient add column ways smallint;

alter table outreach.delivery
  alter column message_id drop not null,
  -- No foreign key, as with recipients: the statement has just read both sides.
  add column mailing_id uuid,
  add constraint delivery_is_of_one check (num_nonnulls(message_id, mailing_id) = 1),
  -- The last look before it went, and what it saw, packed as in `wayHeardBits` of the model.
  add column judged_at timestamptz,
  add column heard integer,
  -- Letters that went in one call: they are repeated together, under one key.
  add column batch_id uuid,
  -- The proof of the sender (Network Act §50-3) that held when it went.
  add column certification text check (char_length(certification) <= 100);
-- Each person of a mailing once on each way, whoever sends twice.
create unique index delivery_of_recipient on outreach.delivery (mailing_id, person_id, way)
  where mailing_id is not null;
create index delivery_batch on outreach.delivery (batch_id)
  where batch_id is not null and state = 'queued';

-- What a way costs a shop, and how often it may use it in a month; without a row, those of the model.
create table outreach.way_terms (
  way text primary key check (way in ('email', 'sms', 'kakao', 'line')),
  price_minor integer not null check (price_minor between 0 and 1000000),
  per_month_max integer not null check (per_month_max between 0 and 100000000)
);

-- What a shop used of a way in a month: never more than it may, whoever sends at once.
create table outreach.way_use (
  merchant_id uuid not null,
  way text not null check (way in ('email', 'sms', 'kakao', 'line')),
  month date not null,
  used integer not null check (used >= 0),
  used_max integer not null,
  cost_minor bigint not null default 0 check (cost_minor >= 0),
  primary key (merchant_id, way, month),
  check (used <= used_max)
);

-- A device that was not reached is looked after like any other delivery.
alter table outreach.push_delivery
  drop constraint push_delivery_outcome_check,
  add constraint push_delivery_outcome_known check (outcome in ('taken', 'gone', 'refused', 'dead')),
  add column id uuid unique,
  add column error text check (char_length(error) <= 500);
create index push_delivery_trouble on outreach.push_delivery (at desc, id desc)
  where outcome in ('refused', 'dead') and id is not null;

-- Lies in the inbox and makes no sound: no push, and no other way.
alter table outreach.message add column is_quiet boolean not null default false;
