-- Rewards whose coupon the offer refused: earned, and given once the offer allows it.
create table offers.reward_refusal (
  reward_id uuid primary key,
  merchant_id uuid not null,
  person_id uuid not null,
  offer_id uuid not null,
  code text not null,
  refused_at timestamptz not null,
  tried_at timestamptz not null
);
create index reward_refusal_merchant on offers.reward_refusal (merchant_id, reward_id desc);
create index reward_refusal_offer on offers.reward_refusal (offer_id, reward_id);
