-- Campaigns, and every yes and no they said, so that each message can be explained and measured.
create schema campaigns;

create table campaigns.campaign (
  id uuid primary key,
  merchant_id uuid not null,
  offer_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  state text not null check (state in ('draft', 'running', 'paused', 'ended')),
  trigger_kind text not null
    check (trigger_kind in ('entered', 'dwelled', 'visited', 'favourite-near')),
  zone_ids uuid[] not null,
  place_ids uuid[] not null,
  audience jsonb not null check (jsonb_typeof(audience) = 'array'),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  weekdays integer[] not null,
  hours_from integer check (hours_from between 0 and 1439),
  hours_until integer check (hours_until between 0 and 1440),
  open_only boolean not null,
  cap_times integer check (cap_times > 0),
  cap_days integer check (cap_days > 0),
  retrigger_minutes integer not null check (retrigger_minutes > 0),
  coupons_max integer check (coupons_max >= 0),
  discount_minor_max bigint check (discount_minor_max >= 0),
  control_percent integer not null check (control_percent between 0 and 50),
  title text not null,
  body text not null,
  coupons_granted integer not null default 0 check (coupons_granted >= 0),
  discount_reserved_minor bigint not null default 0 check (discount_reserved_minor >= 0),
  discount_spent_minor bigint not null default 0 check (discount_spent_minor >= 0),
  created_at timestamptz not null,
  started_at timestamptz,
  check ((hours_from is null) = (hours_until is null)),
  check ((cap_times is null) = (cap_days is null)),
  check (state in ('draft', 'ended') or started_at is not null),
  constraint budget_of_coupons check (coupons_granted <= coupons_max),
  constraint budget_of_discount
    check (discount_reserved_minor + discount_spent_minor <= discount_minor_max)
);
create index campaign_of_merchant on campaigns.campaign (merchant_id, id);
create index campaign_running on campaigns.campaign (ends_at) where state = 'running';

-- Who is in which arm, from the first moment they qualified, for ever.
create table campaigns.assignment (
  campaign_id uuid not null references campaigns.campaign,
  person_id uuid not null,
  arm text not null check (arm in ('treated', 'control')),
  at timestamptz not null,
  primary key (campaign_id, person_id)
);

create table campaigns.decision (
  id uuid primary key,
  campaign_id uuid not null references campaigns.campaign,
  person_id uuid not null,
  -- By the signal; `last_at` and `times` grow when equal refusals of an hour fold into one row.
  at timestamptz not null,
  last_at timestamptz not null,
  times integer not null default 1 check (times > 0),
  outcome text not null check (outcome in ('sent', 'postponed', 'control', 'refused')),
  arm text check (arm in ('treated', 'control')),
  -- The rule that said no.
  rule text,
  reasons jsonb not null,
  fact_id bigint not null,
  hour bigint not null,
  place_id uuid,
  zone_id uuid,
  coupon_id uuid unique,
  message_id uuid,
  reserved_minor bigint not null default 0 check (reserved_minor >= 0),
  spent_minor bigint not null default 0 check (spent_minor >= 0),
  coupon_expires_at timestamptz,
  check ((rule is null) = (outcome in ('sent', 'postponed'))),
  check ((coupon_id is not null) = (outcome in ('sent', 'postponed'))),
  check (outcome <> 'control' or message_id is null)
);
-- A signal takes effect once per campaign, whatever is delivered twice.
create unique index decision_of_fact on campaigns.decision (campaign_id, fact_id);
create unique index decision_folded on campaigns.decision (campaign_id, person_id, rule, hour)
  where outcome = 'refused';
create index decision_yes on campaigns.decision (campaign_id, person_id, at)
  where outcome <> 'refused';
create index decision_of_campaign on campaigns.decision (campaign_id, id);
create index decision_holding on campaigns.decision (coupon_expires_at) where reserved_minor > 0;

-- Who used a coupon of which merchant: audiences ask for it by person.
create table campaigns.redemption (
  id uuid primary key,
  person_id uuid not null,
  merchant_id uuid not null,
  at timestamptz not null
);
create index redemption_of_person on campaigns.redemption (person_id, merchant_id, at);

-- Who was near a merchant lately, for previews. Gone with the person's consent to location.
create table campaigns.near (
  merchant_id uuid not null,
  person_id uuid not null,
  last_at timestamptz not null,
  primary key (merchant_id, person_id)
);
create index near_of_person on campaigns.near (person_id);
create index near_last on campaigns.near (last_at);
