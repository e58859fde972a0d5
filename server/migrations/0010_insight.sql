-- What came of campaigns and days: read models, fed by facts, and made again from the log at will.
create schema insight;

-- A person who once qualified for a campaign, and what they did afterwards; both arms alike.
create table insight.campaign_person (
  campaign_id uuid not null,
  person_id uuid not null,
  merchant_id uuid not null,
  arm text not null check (arm in ('treated', 'control')),
  eligible_at timestamptz not null,
  -- The visit that made them qualify: it is no effect of the campaign.
  trigger_visit_id uuid,
  sent_at timestamptz,
  seen_at timestamptz,
  -- The first visit, and the first redemption of any coupon of the shop, in the days that count.
  visited_at timestamptz,
  bought_at timestamptz,
  bought_minor bigint not null default 0,
  -- Of the campaign's own coupons, whenever they are used.
  redeemed_at timestamptz,
  sales_minor bigint not null default 0,
  discount_minor bigint not null default 0,
  points bigint not null default 0,
  primary key (campaign_id, person_id)
);
create index campaign_person_who on insight.campaign_person (person_id, merchant_id);

-- Whom a campaign said no to, and by which rule.
create table insight.campaign_refusal (
  campaign_id uuid not null,
  rule text not null,
  code text not null,
  person_id uuid not null,
  primary key (campaign_id, rule, code, person_id)
);

create table insight.visit (
  id uuid primary key,
  person_id uuid not null,
  merchant_id uuid not null,
  place_id uuid not null,
  at timestamptz not null
);
create index visit_of_merchant on insight.visit (merchant_id, at);
create index visit_of_person on insight.visit (person_id, merchant_id, at);

create table insight.redemption (
  id uuid primary key,
  person_id uuid not null,
  merchant_id uuid not null,
  place_id uuid not null,
  campaign_id uuid,
  at timestamptz not null,
  bill_minor bigint not null,
  discount_minor bigint not null,
  points bigint not null,
  reversed_at timestamptz
);
create index redemption_of_merchant on insight.redemption (merchant_id, at);
create index redemption_of_person on insight.redemption (person_id, merchant_id, at);

-- Totals of a merchant's day, by the clock of the market.
create table insight.merchant_day (
  merchant_id uuid not null,
  day date not null,
  visits integer not null default 0,
  redemptions integer not null default 0,
  sales_minor bigint not null default 0,
  discount_minor bigint not null default 0,
  points bigint not null default 0,
  primary key (merchant_id, day)
);
