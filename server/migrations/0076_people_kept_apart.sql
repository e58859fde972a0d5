-- What the law wants kept of erased people goes after its term; what is taken out of the house has a reason.
alter table people.erasure
  -- Months of the longest term that is over and done with.
  add column terms_passed integer not null default 0 check (terms_passed >= 0);
create index erasure_asked on people.erasure (asked_at);

alter table people.look drop constraint look_what_check;
alter table people.look add constraint look_what_known
  check (what in ('tags', 'facts', 'export', 'consents', 'kept'));

-- Whoever takes data of others out of the house says why, each time. Append-only.
create table people.disclosure (
  id uuid primary key,
  at timestamptz not null,
  -- `person/…`, `key/…` or `system/…`.
  reader text not null,
  what text not null check (what in ('export', 'consents', 'kept')),
  -- Null when it was about many.
  person_id uuid,
  -- Null for the market itself.
  merchant_id uuid,
  -- How many people it was about.
  people integer not null check (people >= 0),
  reason text not null check (char_length(btrim(reason)) between 5 and 500)
);
create index disclosure_at on people.disclosure (at, id);
create trigger disclosure_is_append_only before update or delete on people.disclosure
  for each row execute function platform.refuse_change();

-- The answers to one shop are taken out in their order.
create index merchant_consent_merchant on people.merchant_consent (merchant_id, nr);
