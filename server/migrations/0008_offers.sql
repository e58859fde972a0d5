-- What shops promise, who holds a coupon of it, and what was used: the limits are constraints here.
create schema offers;

create table offers.offer (
  id uuid primary key,
  merchant_id uuid not null,
  -- Empty: at every place of the merchant.
  place_ids uuid[] not null default '{}' check (cardinality(place_ids) <= 200),
  title text not null check (length(title) between 1 and 60),
  kind text not null check (kind in ('percent', 'amount', 'item')),
  percent_off integer check (percent_off between 1 and 100),
  amount_off_minor bigint check (amount_off_minor > 0),
  item_name text check (length(item_name) between 1 and 60),
  discount_minor_max bigint check (discount_minor_max > 0),
  bill_minor_min bigint not null check (bill_minor_min >= 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  valid_days integer check (valid_days between 1 and 730),
  coupons_max integer check (coupons_max > 0),
  coupons_per_day_max integer check (coupons_per_day_max > 0),
  coupons_per_person_max integer not null check (coupons_per_person_max > 0),
  redemptions_max integer check (redemptions_max > 0),
  points_percent integer not null check (points_percent between 0 and 50),
  is_public boolean not null,
  state text not null check (state in ('draft', 'open', 'paused', 'ended')),
  granted integer not null default 0,
  granted_day date,
  granted_on_day integer not null default 0,
  redeemed integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (starts_at < ends_at),
  check ((kind = 'percent') = (percent_off is not null)),
  check ((kind = 'item') = (item_name is not null)),
  check (kind <> 'amount' or amount_off_minor is not null),
  check (kind <> 'percent' or amount_off_minor is null),
  check (kind = 'percent' or discount_minor_max is null),
  constraint offer_granted_within_cap check (granted between 0 and coupons_max),
  constraint offer_redeemed_within_cap check (redeemed between 0 and redemptions_max),
  check (granted >= 0 and granted_on_day >= 0 and redeemed >= 0)
);
create index offer_merchant on offers.offer (merchant_id, id);

create table offers.coupon (
  id uuid primary key,
  offer_id uuid not null references offers.offer (id),
  person_id uuid not null,
  -- Which of the person's coupons of this offer it is; a cancelled one gives its number back.
  turn integer check (turn > 0),
  source_kind text not null check (source_kind in ('campaign', 'claim', 'staff')),
  campaign_id uuid,
  decision_id uuid,
  granted_at timestamptz not null,
  expires_at timestamptz not null,
  cancelled_at timestamptz,
  -- 32 bytes, 244 of their bits random; made here, so that no secret travels on the way in.
  secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  -- Finds the coupon of a code. Not secret, and not unique.
  handle integer not null default floor(random() * 33554432) check (handle between 0 and 33554431),
  -- The step of the last code that was used.
  step_used bigint,
  check ((source_kind = 'campaign') = (campaign_id is not null)),
  check ((turn is null) = (cancelled_at is not null)),
  constraint coupon_turn unique (person_id, offer_id, turn)
);
create index coupon_handle on offers.coupon (handle, expires_at);

create table offers.redemption (
  id uuid primary key,
  coupon_id uuid not null references offers.coupon (id),
  offer_id uuid not null references offers.offer (id),
  merchant_id uuid not null,
  place_id uuid not null,
  person_id uuid not null,
  campaign_id uuid,
  bill_minor bigint not null check (bill_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and bill_minor),
  points_earned bigint not null check (points_earned >= 0),
  redeemed_at timestamptz not null,
  redeemed_by text not null,
  reversed_at timestamptz,
  reversed_by text,
  check ((reversed_at is null) = (reversed_by is null))
);
-- A coupon is used once while that use stands.
create unique index redemption_stands on offers.redemption (coupon_id) where reversed_at is null;
create index redemption_place on offers.redemption (place_id, redeemed_at desc, id desc);

-- Wrong codes of each till in its present minute.
create table offers.code_miss (
  place_id uuid not null,
  till text not null,
  since timestamptz not null,
  misses integer not null check (misses > 0),
  primary key (place_id, till)
);
