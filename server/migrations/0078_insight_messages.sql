-- What each message to friends came to by day: kept as facts come, so that no page counts a million rows.

-- Steps of messages that went out: a fact that comes twice counts once.
create table insight.message_step (
  mailing_id uuid not null,
  at timestamptz not null,
  -- The last person of the step.
  up_to uuid not null,
  primary key (mailing_id, at, up_to)
);

-- What somebody did with a message, once each, on the day they first did it.
create table insight.message_act (
  mailing_id uuid not null,
  person_id uuid not null,
  what text not null check (what in ('seen', 'clicked', 'redeemed')),
  merchant_id uuid not null,
  is_control boolean not null,
  day date not null,
  primary key (mailing_id, person_id, what)
);
create index message_act_person on insight.message_act (person_id);

-- The same of where they were: apart, as it falls with the consent to location.
create table insight.message_visit (
  mailing_id uuid not null,
  person_id uuid not null,
  -- `noticed` is a visit that took no coupon to be known of: what both arms may have alike.
  what text not null check (what in ('noticed', 'came')),
  merchant_id uuid not null,
  is_control boolean not null,
  day date not null,
  primary key (mailing_id, person_id, what)
);
create index message_visit_person on insight.message_visit (person_id);

-- The sums of both, and how many were reached and kept out to compare with.
create table insight.message_day (
  merchant_id uuid not null,
  day date not null,
  mailing_id uuid not null,
  sent integer not null default 0,
  held integer not null default 0,
  seen integer not null default 0,
  clicked integer not null default 0,
  came integer not null default 0,
  redeemed integer not null default 0,
  noticed integer not null default 0,
  held_noticed integer not null default 0,
  held_redeemed integer not null default 0,
  primary key (merchant_id, day, mailing_id)
);
create index message_day_mailing on insight.message_day (mailing_id);

-- The read models are made again from the log, these among them.
truncate insight.campaign_person, insight.campaign_refusal, insight.visit, insight.redemption,
  insight.merchant_day;
update platform.reader set seq = 0 where name = 'insight';
