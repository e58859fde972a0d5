-- What the market and a shop owe each other: the fees as they stood, and a line for every use.
create schema settlement;

create table settlement.fee (
  starts_at timestamptz primary key,
  redemption_minor bigint not null check (redemption_minor between 0 and 1000000),
  campaign_share_percent integer not null check (campaign_share_percent between 0 and 100),
  set_at timestamptz not null,
  check (starts_at >= set_at)
);

create table settlement.line (
  id bigint generated always as identity primary key,
  merchant_id uuid not null,
  redemption_id uuid not null,
  kind text not null check (kind in ('use', 'reversal')),
  place_id uuid not null,
  offer_id uuid not null,
  campaign_id uuid,
  bill_minor bigint not null check (bill_minor >= 0),
  discount_minor bigint not null check (discount_minor >= 0),
  -- What the market takes for the use, and what it bears of the discount; of a reversal: gives back.
  fee_minor bigint not null check (fee_minor >= 0),
  share_minor bigint not null check (share_minor between 0 and discount_minor),
  -- Where the ledger has it; null where nothing moved.
  transfer_id uuid unique,
  at timestamptz not null,
  unique (redemption_id, kind),
  check ((transfer_id is null) = (fee_minor = 0 and share_minor = 0))
);
create index line_merchant on settlement.line (merchant_id, at, id);
create trigger line_is_append_only before update or delete on settlement.line
  for each row execute function platform.refuse_change();
create trigger fee_is_append_only before update or delete on settlement.fee
  for each row execute function platform.refuse_change();
