-- Webhooks: where shops and the market want to hear what happened, and what became of each telling.
create schema webhooks;

create table webhooks.endpoint (
  id uuid primary key,
  -- Null: of the market itself, which hears of every shop.
  merchant_id uuid,
  url text not null check (length(url) between 1 and 2048),
  description text not null check (length(description) <= 200),
  -- Empty: all there are, and all that will be.
  types text[] not null,
  state text not null check (state in ('on', 'off')),
  off_reason text check (off_reason in ('owner', 'gone', 'failing')),
  throttled_until timestamptz,
  -- Since when nothing has arrived; null while all is well.
  failing_since timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((state = 'off') = (off_reason is not null))
);
create index endpoint_owner on webhooks.endpoint (merchant_id, id);

-- Only the names of secrets: their letters are worked out from the secret of the market.
create table webhooks.secret (
  id uuid primary key,
  endpoint_id uuid not null references webhooks.endpoint (id) on delete cascade,
  created_at timestamptz not null,
  -- An old one signs beside the new one until then.
  ends_at timestamptz
);
create unique index secret_current on webhooks.secret (endpoint_id) where ends_at is null;
create index secret_endpoint on webhooks.secret (endpoint_id);

create table webhooks.message (
  id uuid primary key,
  -- Null: a test.
  fact_id bigint unique,
  merchant_id uuid,
  type text not null,
  at timestamptz not null,
  -- What is signed and sent, letter for letter.
  body text not null check (octet_length(body) < 20000)
);
create index message_merchant on webhooks.message (merchant_id, at);
create index message_at on webhooks.message (at);

create table webhooks.delivery (
  id uuid primary key,
  message_id uuid not null references webhooks.message (id) on delete cascade,
  endpoint_id uuid not null references webhooks.endpoint (id) on delete cascade,
  state text not null check (state in ('waiting', 'delivered', 'failed', 'stopped')),
  -- All there were, and those since it was last put in line.
  attempts integer not null default 0 check (attempts >= 0),
  tries integer not null default 0 check (tries between 0 and 10),
  next_at timestamptz not null,
  lease_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'waiting') = (finished_at is null)),
  unique (message_id, endpoint_id)
);
create index delivery_due on webhooks.delivery (endpoint_id, next_at) where state = 'waiting';
create index delivery_endpoint on webhooks.delivery (endpoint_id, id desc);

create table webhooks.attempt (
  delivery_id uuid not null references webhooks.delivery (id) on delete cascade,
  number integer not null check (number >= 1),
  at timestamptz not null,
  duration_ms integer not null check (duration_ms >= 0),
  -- Null when nobody answered; then `says` tells why.
  status integer,
  says text,
  request_head jsonb not null,
  response_head jsonb,
  response_body text check (length(response_body) <= 1000),
  primary key (delivery_id, number)
);
