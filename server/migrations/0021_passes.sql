-- Cards of coupons in the wallets of phones, and the devices that keep them.
create schema passes;

create table passes.pass (
  id uuid primary key,
  coupon_id uuid not null,
  offer_id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null,
  -- Devices ask for what changed since they asked last.
  changed_at timestamptz not null,
  constraint pass_of_coupon unique (coupon_id, person_id)
);
create index pass_offer on passes.pass (offer_id);

create table passes.registration (
  device text not null check (length(device) between 1 and 200),
  pass_id uuid not null references passes.pass (id) on delete cascade,
  push_token text not null check (length(push_token) between 1 and 400),
  registered_at timestamptz not null,
  primary key (device, pass_id)
);
