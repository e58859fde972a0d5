-- Pieces of a bill come back, and what was sold shrinks with them: so much of each redemption so far.
alter table insight.redemption
  add column returned_bill_minor bigint not null default 0,
  add column returned_discount_minor bigint not null default 0,
  add column returned_points bigint not null default 0,
  add constraint redemption_returns_at_most_all check (
    returned_bill_minor between 0 and bill_minor
    and returned_discount_minor between 0 and discount_minor
    and returned_points between 0 and points);
