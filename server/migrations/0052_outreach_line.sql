-- LINE: what its webhooks told us, each once, and how people link their account there to ours.
create table outreach.line_event (
  id uuid primary key,
  -- As LINE calls it: a redelivered one bears the same.
  event_id text not null unique check (char_length(event_id) <= 60),
  kind text not null check (char_length(kind) <= 40),
  user_id text check (char_length(user_id) <= 60),
  at timestamptz not null,
  taken_at timestamptz not null
);
create index line_event_follows on outreach.line_event (user_id, at desc)
  where kind in ('follow', 'unfollow');
create index line_event_taken on outreach.line_event (taken_at);

-- A link that is under way: LINE brings the nonce back together with the user.
create table outreach.line_link (
  nonce_hash text primary key check (nonce_hash ~ '^[0-9a-f]{64}$'),
  person_id uuid not null references people.account (id),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index line_link_person on outreach.line_link (person_id);
