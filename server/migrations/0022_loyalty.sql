-- What remains after buying: purchases are the truth, and what follows from them is kept beside them.
create schema loyalty;

-- The rules of each shop, a row for each change: a purchase is judged by those of its time.
create table loyalty.terms (
  merchant_id uuid not null,
  version integer not null check (version > 0),
  since timestamptz not null,
  programme jsonb not null check (jsonb_typeof(programme) = 'object'),
  primary key (merchant_id, version)
);
create trigger terms_are_kept before update or delete on loyalty.terms
  for each row execute function platform.refuse_change();

create table loyalty.stamp_card (
  id uuid primary key,
  merchant_id uuid not null,
  title text not null check (length(title) between 1 and 60),
  stamps_to_fill integer not null check (stamps_to_fill between 1 and 50),
  rule jsonb not null check (rule ->> 'kind' in ('per-visit', 'per-amount')),
  paid_minor_min bigint not null check (paid_minor_min >= 0),
  stamps_per_day_max integer check (stamps_per_day_max > 0),
  valid_days integer check (valid_days > 0),
  reward_offer_id uuid not null,
  state text not null check (state in ('open', 'ended')),
  created_at timestamptz not null
);
create index stamp_card_merchant on loyalty.stamp_card (merchant_id, id);

-- Who keeps something at a shop. Locked whenever anything of theirs is worked out anew.
create table loyalty.member (
  merchant_id uuid not null,
  person_id uuid not null,
  joined_at timestamptz not null,
  tier integer not null default 0 check (tier >= 0),
  tier_judged_at timestamptz not null,
  primary key (merchant_id, person_id)
);
create index member_person on loyalty.member (person_id);
-- Tiers can fall by the clock alone.
create index member_tier on loyalty.member (tier_judged_at) where tier > 0;

create table loyalty.member_code (
  person_id uuid primary key,
  -- 32 bytes, 244 of their bits random; made here, so that no secret travels on the way in.
  secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  handle integer not null default floor(random() * 33554432) check (handle between 0 and 33554431),
  -- The last code that was read, and the till that may go on with it for a while.
  step_read bigint,
  place_read uuid,
  till_read text,
  read_until timestamptz
);
create index member_code_handle on loyalty.member_code (handle);

-- Wrong member codes of each till in its present minute.
create table loyalty.code_miss (
  place_id uuid not null,
  till text not null,
  since timestamptz not null,
  misses integer not null check (misses > 0),
  primary key (place_id, till)
);

create table loyalty.purchase (
  id uuid primary key,
  merchant_id uuid not null,
  person_id uuid not null,
  place_id uuid not null,
  paid_minor bigint not null check (paid_minor >= 0),
  refunded_minor bigint not null default 0,
  is_gone boolean not null default false,
  bonus_points bigint not null default 0 check (bonus_points >= 0),
  -- What caps over all people left for it, and how much of that it counts towards them.
  points_max bigint check (points_max >= 0),
  points_counted bigint not null default 0,
  terms_version integer,
  stamp_card_ids uuid[] not null default '{}',
  at timestamptz not null,
  noted_by text not null,
  foreign key (merchant_id, person_id) references loyalty.member (merchant_id, person_id),
  foreign key (merchant_id, terms_version) references loyalty.terms (merchant_id, version),
  constraint purchase_refunded_within check (refunded_minor between 0 and paid_minor),
  constraint purchase_counted_within check (points_counted between 0 and coalesce(points_max, 0)),
  check (not is_gone or refunded_minor = paid_minor),
  check (is_gone or paid_minor = 0 or refunded_minor < paid_minor)
);
create index purchase_member on loyalty.purchase (merchant_id, person_id, at, id);
create index purchase_place on loyalty.purchase (place_id, at desc, id desc);

create table loyalty.refund (
  id uuid primary key,
  purchase_id uuid not null references loyalty.purchase (id),
  refund_minor bigint not null check (refund_minor >= 0),
  -- Kept back for points that were spent meanwhile.
  kept_minor bigint not null check (kept_minor between 0 and refund_minor),
  at timestamptz not null,
  refunded_by text not null
);
create index refund_purchase on loyalty.refund (purchase_id);

-- Points that somebody has for something: what it is worth now, and what of it the ledger has moved.
create table loyalty.earning (
  id uuid primary key,
  merchant_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('purchase', 'friend', 'inviter')),
  source_id uuid not null,
  points bigint not null check (points >= 0),
  -- What of it stands in the ledger, less what a refund has paid for.
  posted bigint not null check (posted >= 0),
  -- Of what was given and could not be taken back: what a refund has paid for.
  bought bigint not null default 0 check (bought >= 0),
  at timestamptz not null,
  available_at timestamptz not null,
  expires_at timestamptz,
  unique (kind, source_id),
  foreign key (merchant_id, person_id) references loyalty.member (merchant_id, person_id)
);
create index earning_member on loyalty.earning (merchant_id, person_id, at);

-- The transfers that gave the points of an earning: they are taken back from where they are.
create table loyalty.earning_transfer (
  transfer_id uuid primary key,
  earning_id uuid not null references loyalty.earning (id)
);
create index earning_transfer_earning on loyalty.earning_transfer (earning_id);

-- Caps over all people, for a day (2026-04-16) or a month (2026-04).
create table loyalty.given (
  merchant_id uuid not null,
  period text not null check (length(period) in (7, 10)),
  points bigint not null,
  points_max bigint not null,
  primary key (merchant_id, period),
  constraint given_within_cap check (points between 0 and points_max)
);

create table loyalty.spending (
  id uuid primary key,
  merchant_id uuid not null,
  person_id uuid not null,
  place_id uuid not null,
  -- What it paid for, where the till says so: it comes back with that.
  purchase_id uuid,
  kind text not null check (kind in ('points', 'gift')),
  amount bigint not null check (amount > 0),
  returned bigint not null default 0,
  at timestamptz not null,
  spent_by text not null,
  constraint spending_returned_within check (returned between 0 and amount)
);
create index spending_member on loyalty.spending (merchant_id, person_id, at);
create index spending_purchase on loyalty.spending (purchase_id) where purchase_id is not null;

create table loyalty.spending_return (
  id uuid primary key,
  spending_id uuid not null references loyalty.spending (id),
  amount bigint not null check (amount > 0),
  at timestamptz not null,
  returned_by text not null
);
create index spending_return_spending on loyalty.spending_return (spending_id);

-- A coupon that a full card or an invitation brings; the coupon has the reward's id.
create table loyalty.reward (
  id uuid primary key,
  merchant_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('stamp-card', 'friend', 'inviter')),
  source_id uuid not null,
  -- Which full card it is; 1 for invitations.
  turn integer not null check (turn > 0),
  offer_id uuid not null,
  state text not null check (state in ('earned', 'used', 'withdrawn')),
  at timestamptz not null,
  foreign key (merchant_id, person_id) references loyalty.member (merchant_id, person_id)
);
create unique index reward_once on loyalty.reward (kind, source_id, person_id, turn)
  where state <> 'withdrawn';
create index reward_member on loyalty.reward (merchant_id, person_id);
