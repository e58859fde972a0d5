-- How many mails with a link were sent lately to prove an address (OU83), whoever asked for them: by a hash,
-- as most who ask for an address of somebody else's are nobody here.
create table outreach.address_try (
  address_hash text primary key,
  started_at timestamptz not null,
  count integer not null check (count > 0)
);
create index address_try_started on outreach.address_try (started_at);
