-- Who made and changed an offer, when, and what was written before and after: the fields that moved.
create table offers.offer_change (
  id uuid primary key,
  offer_id uuid not null references offers.offer (id),
  changed_at timestamptz not null,
  changed_by text not null,
  -- Both empty where the offer was made.
  before jsonb not null,
  after jsonb not null
);
create index offer_change_offer on offers.offer_change (offer_id, id desc);
