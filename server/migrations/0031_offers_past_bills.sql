-- Bills are found again by the name that the till gave them, and who changed the policy is kept.
alter table offers.bill add column reference text check (length(reference) between 1 and 60);
create index bill_reference on offers.bill (place_id, lower(reference) collate "C")
  where reference is not null;

create table offers.policy_change (
  id uuid primary key,
  merchant_id uuid not null,
  changed_at timestamptz not null,
  changed_by text not null,
  -- All of the policy, as it was and as it is.
  before jsonb not null,
  after jsonb not null
);
create index policy_change_merchant on offers.policy_change (merchant_id, id desc);
