-- What channels cost: plans as the operator set them, what shops chose, what they used, and invoices.
create table channels.plan (
  id text not null check (id ~ '^[a-z][a-z0-9-]{1,30}$'),
  starts_at timestamptz not null,
  name_ko text not null check (length(name_ko) between 1 and 40),
  name_en text not null check (length(name_en) between 1 and 40),
  -- For each month, without value added tax.
  monthly_fee_minor bigint not null check (monthly_fee_minor between 0 and 1000000000),
  unit text not null check (unit in ('broadcasts', 'messages')),
  -- How many a month; null is as many as one likes.
  units_max integer check (units_max >= 0),
  -- Besides, by number of friends and of broadcasts in the month.
  steps jsonb not null,
  is_offered boolean not null,
  set_at timestamptz not null,
  set_by text not null,
  primary key (id, starts_at),
  check (starts_at >= set_at)
);
create trigger plan_is_append_only before update or delete on channels.plan
  for each row execute function platform.refuse_change();

create table channels.plan_choice (
  id uuid primary key,
  -- A later word takes back an earlier one, also of the same instant.
  place bigint generated always as identity,
  merchant_id uuid not null,
  plan_id text not null,
  starts_at timestamptz not null,
  chosen_at timestamptz not null,
  chosen_by text not null,
  check (starts_at >= chosen_at)
);
create index plan_choice_merchant on channels.plan_choice (merchant_id, place);
create trigger plan_choice_is_append_only before update or delete on channels.plan_choice
  for each row execute function platform.refuse_change();

-- What a shop has used of its plan in a month: the one row that two senders race for.
create table channels.quota (
  merchant_id uuid not null,
  month date not null check (extract(day from month) = 1),
  used bigint not null check (used >= 0),
  used_max bigint,
  primary key (merchant_id, month),
  constraint quota_not_exceeded check (used_max is null or used <= used_max)
);

create table channels.quota_use (
  id uuid primary key,
  merchant_id uuid not null,
  month date not null,
  broadcast_id uuid not null unique,
  units bigint not null check (units >= 0),
  -- How many friends the shop had: it sets the step of the price.
  friends integer not null check (friends >= 0),
  taken_at timestamptz not null,
  given_back_at timestamptz,
  foreign key (merchant_id, month) references channels.quota (merchant_id, month)
);
create index quota_use_month on channels.quota_use (month, merchant_id);

create table channels.invoice (
  id uuid primary key,
  number bigint generated always as identity unique,
  merchant_id uuid not null,
  month date not null check (extract(day from month) = 1),
  kind text not null check (kind in ('invoice', 'credit-note')),
  -- Of a credit note: the invoice that it takes back as a whole, and why.
  credits uuid unique references channels.invoice (id),
  reason text,
  lines jsonb not null,
  net_minor bigint not null check (net_minor > 0),
  vat_minor bigint not null check (vat_minor >= 0),
  issued_at timestamptz not null,
  issued_by text not null,
  check ((kind = 'credit-note') = (credits is not null)),
  check ((kind = 'credit-note') = (reason is not null))
);
create unique index invoice_once on channels.invoice (merchant_id, month) where kind = 'invoice';
create index invoice_merchant on channels.invoice (merchant_id, number desc);
create trigger invoice_is_append_only before update or delete on channels.invoice
  for each row execute function platform.refuse_change();
