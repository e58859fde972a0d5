-- A code that was shown at a till is good there a while longer, so that the bill can be typed.
create table offers.code_hold (
  coupon_id uuid primary key references offers.coupon (id),
  place_id uuid not null,
  till text not null,
  step bigint not null,
  until timestamptz not null
);
