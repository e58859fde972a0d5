-- The pages of places on the open web, and what shops write once for all of their media.
create schema storefront;

create table storefront.front (
  place_id uuid primary key,
  merchant_id uuid not null,
  slug text unique check (length(slug) between 2 and 40),
  intro text not null default '' check (length(intro) <= 500),
  picture_id uuid,
  menu jsonb not null default '[]' check (jsonb_typeof(menu) = 'array' and jsonb_array_length(menu) <= 12),
  changed_at timestamptz not null
);

create table storefront.writing (
  id uuid primary key,
  merchant_id uuid not null,
  -- Null: of all places of the merchant.
  place_id uuid,
  title text not null check (length(title) between 1 and 80),
  body text not null check (length(body) between 1 and 2000),
  picture_id uuid,
  offer_id uuid,
  published_at timestamptz not null,
  withdrawn_at timestamptz
);
create index writing_merchant on storefront.writing (merchant_id, id desc);

create table storefront.link (
  code text primary key check (code ~ '^[A-Za-z0-9_-]{8}$'),
  writing_id uuid not null references storefront.writing (id),
  medium text not null check (medium in ('page', 'timeline', 'blog', 'instagram', 'kakao')),
  unique (writing_id, medium)
);

-- How often, and never who.
create table storefront.click_day (
  code text not null references storefront.link (code),
  day date not null,
  clicks integer not null check (clicks > 0),
  primary key (code, day)
);

-- That a signed-in person came by a link: the latest time only.
create table storefront.arrival (
  code text not null references storefront.link (code),
  person_id uuid not null,
  at timestamptz not null,
  primary key (code, person_id)
);
create index arrival_person on storefront.arrival (person_id, at desc);

-- Visits that followed; each counts for one link.
create table storefront.arrival_visit (
  visit_id uuid primary key,
  code text not null references storefront.link (code),
  day date not null
);
create index arrival_visit_code on storefront.arrival_visit (code, day);
