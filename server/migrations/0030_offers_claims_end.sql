-- Coupons may be taken for a shorter time than they are good for.
alter table offers.offer
  -- Null: as long as the offer lasts.
  add column claims_end_at timestamptz,
  add constraint offer_claims_end_within check (claims_end_at > starts_at and claims_end_at <= ends_at);
