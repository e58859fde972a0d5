-- What was sold with which offers, line by line, so that a part can come back for what was paid for
-- it; and what was counted against the limits of offers.
create table offers.bill (
  id uuid primary key,
  merchant_id uuid not null,
  place_id uuid not null,
  -- The holder of its coupons; null for a bill without any.
  person_id uuid,
  state text not null check (state in ('held', 'paid', 'returned', 'released', 'expired')),
  channel text not null check (channel in ('counter', 'till', 'online')),
  payment_method text check (length(payment_method) between 1 and 60),
  is_itemised boolean not null,
  bill_minor bigint not null check (bill_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and bill_minor),
  refunded_minor bigint not null default 0,
  -- What the payment earns, with what its offers add; and what was taken back.
  points bigint not null check (points >= 0),
  points_returned bigint not null default 0,
  made_at timestamptz not null,
  made_by text not null,
  held_until timestamptz,
  paid_at timestamptz,
  closed_at timestamptz,
  constraint bill_refunds_at_most_what_was_paid
    check (refunded_minor between 0 and bill_minor - discount_minor),
  constraint bill_returns_at_most_its_points check (points_returned between 0 and points),
  check ((state = 'held') <= (held_until is not null)),
  check ((paid_at is not null) = (state in ('paid', 'returned'))),
  check ((closed_at is not null) = (state in ('returned', 'released', 'expired')))
);
create index bill_held on offers.bill (held_until) where state = 'held';
create index bill_place on offers.bill (place_id, made_at desc, id desc);

create table offers.bill_line (
  bill_id uuid not null references offers.bill (id),
  -- From 1; the delivery has 0.
  number integer not null check (number >= 0),
  -- The till's own names.
  line_id text not null check (length(line_id) between 1 and 100),
  item_id text not null,
  category_ids text[] not null,
  quantity integer not null check (quantity > 0),
  unit_minor bigint not null check (unit_minor >= 0),
  discount_minor bigint not null,
  units_returned integer not null default 0,
  refunded_minor bigint not null default 0,
  primary key (bill_id, number),
  unique (bill_id, line_id),
  constraint line_discount_within_price check (discount_minor between 0 and unit_minor * quantity),
  constraint line_returns_at_most_all check (units_returned between 0 and quantity),
  constraint line_refunds_at_most_what_was_paid
    check (refunded_minor between 0 and unit_minor * quantity - discount_minor)
);

-- A bill of before had one coupon on one sum.
alter table offers.redemption
  add column bill_id uuid,
  alter column coupon_id drop not null,
  alter column person_id drop not null,
  -- Null while its bill is held.
  alter column redeemed_at drop not null,
  -- What is handed over besides.
  add column extras jsonb not null default '[]',
  add column points_returned bigint not null default 0,
  -- What it counts for in each tally now.
  add column taken jsonb not null default '[]',
  add constraint redemption_returns_at_most_its_points
    check (points_returned between 0 and points_earned);
insert into offers.bill (id, merchant_id, place_id, person_id, state, channel, is_itemised,
  bill_minor, discount_minor, refunded_minor, points, points_returned, made_at, made_by, paid_at,
  closed_at)
select id, merchant_id, place_id, person_id,
  case when reversed_at is null then 'paid' else 'returned' end, 'counter', false, bill_minor,
  discount_minor, case when reversed_at is null then 0 else bill_minor - discount_minor end,
  points_earned, case when reversed_at is null then 0 else points_earned end, redeemed_at,
  redeemed_by, redeemed_at, reversed_at
from offers.redemption;
insert into offers.bill_line (bill_id, number, line_id, item_id, category_ids, quantity, unit_minor,
  discount_minor, units_returned, refunded_minor)
select id, 1, 'bill', '', '{}', 1, bill_minor, discount_minor,
  case when state = 'paid' then 0 else 1 end, refunded_minor
from offers.bill;
update offers.redemption set bill_id = id,
  points_returned = case when reversed_at is null then 0 else points_earned end;
alter table offers.redemption
  alter column bill_id set not null,
  add constraint redemption_of_a_bill foreign key (bill_id) references offers.bill (id),
  alter column extras drop default,
  alter column taken drop default;
create index redemption_bill on offers.redemption (bill_id);

-- What each offer took off each line, and how much of that came back.
create table offers.bill_share (
  bill_id uuid not null,
  number integer not null,
  redemption_id uuid not null references offers.redemption (id),
  discount_minor bigint not null check (discount_minor > 0),
  returned_minor bigint not null default 0,
  primary key (bill_id, number, redemption_id),
  foreign key (bill_id, number) references offers.bill_line (bill_id, number),
  constraint share_returns_at_most_itself check (returned_minor between 0 and discount_minor)
);
insert into offers.bill_share (bill_id, number, redemption_id, discount_minor, returned_minor)
select id, 1, id, discount_minor, case when reversed_at is null then 0 else discount_minor end
from offers.redemption where discount_minor > 0;

create table offers.bill_return (
  id uuid primary key,
  bill_id uuid not null references offers.bill (id),
  refund_minor bigint not null check (refund_minor >= 0),
  points_returned bigint not null check (points_returned >= 0),
  returned_at timestamptz not null,
  returned_by text not null
);
create index bill_return_bill on offers.bill_return (bill_id);

alter table offers.offer
  add column limits jsonb not null default '[]',
  -- Counts for every bill at its places, without a coupon.
  add column is_automatic boolean not null default false,
  add constraint offer_automatic_is_not_claimed check (not (is_automatic and is_public));
alter table offers.offer alter column limits drop default, alter column is_automatic drop default;
create index offer_automatic on offers.offer (merchant_id) where is_automatic and state = 'open';

-- What was counted for each limit, each of those it is per, and each period.
create table offers.tally (
  offer_id uuid not null references offers.offer (id),
  counts text not null check (counts in ('coupons', 'redemptions', 'discount', 'points')),
  per text not null check (per in ('offer', 'campaign', 'place', 'person', 'phone')),
  period text not null check (period in ('total', 'day', 'week', 'month')),
  whose text not null,
  since date not null,
  used bigint not null check (used >= 0),
  -- The limit, as it was when something was counted last.
  max bigint not null,
  primary key (offer_id, counts, per, period, whose, since),
  constraint tally_within_limit check (used <= max)
);

alter table offers.coupon add column taken jsonb not null default '[]';

-- How the offers of a shop are used together, where it has said so.
create table offers.policy (
  merchant_id uuid primary key,
  basis text not null check (basis in ('initial', 'current')),
  is_once_per_piece boolean not null,
  taken text not null check (taken in ('requested', 'rank', 'best')),
  offers_max integer not null check (offers_max between 1 and 30)
);
