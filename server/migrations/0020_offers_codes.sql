-- Voucher codes, printed or shared, that are exchanged for coupons: each limit is a constraint here.
create table offers.code_batch (
  id uuid primary key,
  offer_id uuid not null references offers.offer (id),
  title text not null check (length(title) between 1 and 60),
  kind text not null check (kind in ('shared', 'unique')),
  pattern text,
  alphabet text,
  wanted integer not null check (wanted between 0 and 1000000),
  -- How many codes there are, and the number of the next one.
  made integer not null default 0 check (made between 0 and 1000000),
  next_number integer not null default 1,
  -- No code below this number is free to be published.
  free_from integer not null default 1,
  claims integer not null default 0 check (claims >= 0),
  claim_from timestamptz,
  claim_until timestamptz,
  publish_days integer check (publish_days between 1 and 730),
  created_at timestamptz not null,
  created_by text not null,
  voided_at timestamptz,
  archived_at timestamptz,
  check ((pattern is null) = (alphabet is null)),
  check (claim_until > claim_from)
);
create index code_batch_offer on offers.code_batch (offer_id, id desc);

create table offers.voucher (
  batch_id uuid not null references offers.code_batch (id),
  number integer not null check (number > 0),
  -- What is compared: upper case, letters and digits only, of those that look alike one.
  key text not null,
  text text not null,
  claims integer not null default 0,
  claims_max integer not null default 1,
  holder_id uuid,
  holder_phone text,
  published_at timestamptz,
  claim_until timestamptz,
  voided_at timestamptz,
  primary key (batch_id, number),
  -- A code is one in the whole market: whoever types it names no shop.
  constraint voucher_key unique (key),
  constraint voucher_claims_within_max check (claims between 0 and claims_max)
);
-- A batch is published to a person once, however often it is asked for.
create unique index voucher_publication on offers.voucher (holder_id, batch_id)
  where published_at is not null;
create index voucher_phone on offers.voucher (holder_phone) where holder_phone is not null;

create table offers.voucher_claim (
  coupon_id uuid primary key references offers.coupon (id),
  batch_id uuid not null,
  number integer not null,
  person_id uuid not null,
  claimed_at timestamptz not null,
  foreign key (batch_id, number) references offers.voucher (batch_id, number),
  -- Typing a code again shows the coupon it gave.
  constraint voucher_claim_person unique (batch_id, number, person_id)
);

-- Wrong codes of a person or an address in its present hour.
create table offers.voucher_miss (
  who text primary key,
  since timestamptz not null,
  misses integer not null check (misses >= 0)
);

alter table offers.coupon drop constraint coupon_source_kind_check;
alter table offers.coupon add constraint coupon_source_kind_check
  check (source_kind in ('campaign', 'claim', 'staff', 'voucher'));
