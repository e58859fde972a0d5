-- Tills that go on without the server: what each was told, and what it accepted meanwhile.
-- What a till may give away between two looks at the server, where a shop has said so.
create table offers.offline_policy (
  merchant_id uuid primary key,
  given_minor_max bigint not null check (given_minor_max between 0 and 100000000)
);

create table offers.offline_till (
  id uuid primary key,
  merchant_id uuid not null,
  place_id uuid not null,
  label text not null check (length(label) between 1 and 60),
  made_at timestamptz not null,
  made_by text not null,
  seen_at timestamptz not null
);
create index offline_till_place on offers.offline_till (place_id, seen_at desc);

-- A list counts from when it was signed until the next one of the same till, and for a day at most.
create table offers.offline_list (
  id uuid primary key,
  till_id uuid not null references offers.offline_till (id),
  signed_at timestamptz not null,
  given_minor_max bigint not null,
  -- What the acceptances of its time come to, of those that are known here.
  given_minor bigint not null default 0,
  constraint offline_list_within_cap check (given_minor between 0 and given_minor_max)
);
create index offline_list_till on offers.offline_list (till_id, signed_at desc, id desc);

create table offers.acceptance (
  id uuid primary key,
  till_id uuid not null references offers.offline_till (id),
  -- The list it counts against; null where it went over the cap, or no list covers it.
  list_id uuid references offers.offline_list (id),
  merchant_id uuid not null,
  place_id uuid not null,
  -- As the phone showed it: the proof. Null where it was undone before it was sent.
  code text,
  -- What the code says, whether or not it is true.
  coupon_id uuid,
  offer_id uuid,
  step bigint,
  bill_minor bigint not null check (bill_minor >= 0),
  -- As the till says; what counts has the price of its bill.
  discount_minor bigint not null check (discount_minor >= 0),
  extras_minor bigint not null check (extras_minor >= 0),
  accepted_at timestamptz not null,
  undone_at timestamptz,
  sent_at timestamptz not null,
  sent_by text not null,
  state text not null check (state in ('counted', 'flagged', 'undone')),
  reason text,
  bill_id uuid unique references offers.bill (id),
  -- Who bears a flagged one: the shop, or nobody, because it was a mistake.
  resolution text check (resolution in ('borne', 'mistake')),
  resolved_at timestamptz,
  resolved_by text,
  check ((state = 'counted') = (bill_id is not null)),
  check ((state = 'flagged') = (reason is not null)),
  check ((state = 'undone') <= (undone_at is not null)),
  check (resolution is null or state = 'flagged'),
  check ((resolution is null) = (resolved_at is null)),
  check ((resolution is null) = (resolved_by is null))
);
create index acceptance_place on offers.acceptance (place_id, accepted_at desc, id desc);
create index acceptance_flagged on offers.acceptance (place_id, accepted_at desc, id desc)
  where state = 'flagged' and resolution is null;
create index acceptance_list on offers.acceptance (list_id);
-- One step of one coupon counts once, also after its use was undone.
create unique index acceptance_counts_once on offers.acceptance (coupon_id, step)
  where state = 'counted';

-- What a till must know is gone: used and cancelled within the time of a certificate.
create index redemption_merchant on offers.redemption (merchant_id, redeemed_at)
  where reversed_at is null;
create index coupon_cancelled on offers.coupon (cancelled_at) where cancelled_at is not null;
