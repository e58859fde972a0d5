-- Uses of offers for everybody are lines as well, and gift value is given away like a discount.
alter table settlement.fee
  add column automatic_share_percent integer not null default 0
    check (automatic_share_percent between 0 and 100);
alter table settlement.line
  add column gift_minor bigint not null default 0 check (gift_minor >= 0),
  drop constraint line_check,
  add constraint line_share_within_what_was_given
    check (share_minor between 0 and discount_minor + gift_minor);
