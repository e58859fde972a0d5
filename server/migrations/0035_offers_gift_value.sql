-- Offers may give gift value: each use and each bill keeps what it gave and what of it was taken back.
alter table offers.bill
  add column gift_minor bigint not null default 0 check (gift_minor >= 0),
  add column gift_returned_minor bigint not null default 0,
  add constraint bill_returns_at_most_its_gift
    check (gift_returned_minor between 0 and gift_minor);
alter table offers.redemption
  add column gift_minor bigint not null default 0 check (gift_minor >= 0),
  add column gift_returned_minor bigint not null default 0,
  add constraint redemption_returns_at_most_its_gift
    check (gift_returned_minor between 0 and gift_minor);
alter table offers.bill_return
  add column gift_returned_minor bigint not null default 0 check (gift_returned_minor >= 0);

alter table offers.tally drop constraint tally_counts_check;
alter table offers.tally add constraint tally_counts_check
  check (counts in ('coupons', 'redemptions', 'discount', 'points', 'gift'));
