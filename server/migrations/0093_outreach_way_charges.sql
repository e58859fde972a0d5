-- What ways cost shops: terms with their history, the price of each piece, and what is to be charged.

-- Every version stays: who set it, and when. The last one of a way counts.
alter table outreach.way_terms
  drop constraint way_terms_pkey,
  add column place bigint generated always as identity primary key,
  -- Whether shops may choose the way at all.
  add column is_open boolean not null default true,
  add column set_at timestamptz not null default now(),
  add column set_by text not null default 'operator';
alter table outreach.way_terms
  alter column is_open drop default,
  alter column set_at drop default,
  alter column set_by drop default;
create index way_terms_now on outreach.way_terms (way, place desc);
create trigger way_terms_is_append_only before update or delete on outreach.way_terms
  for each row execute function platform.refuse_change();

-- What a piece costs its shop if it gets through: the price of the moment it was queued.
alter table outreach.delivery
  add column price_minor integer not null default 0 check (price_minor between 0 and 1000000);

-- Pieces that got through, less those that came back, in the month in which either was known; and how
-- many of them an invoice holds.
create table outreach.way_charge (
  merchant_id uuid not null,
  way text not null check (way in ('email', 'sms', 'kakao', 'line')),
  month date not null check (extract(day from month) = 1),
  price_minor integer not null check (price_minor > 0),
  pieces integer not null,
  billed integer not null default 0,
  primary key (merchant_id, way, month, price_minor)
);
create index way_charge_open on outreach.way_charge (month, merchant_id) where pieces <> billed;

-- What was queued is no price: only what got through is.
alter table outreach.way_use drop column cost_minor;
