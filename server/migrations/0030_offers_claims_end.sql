-- Coupons may be taken for a shorter time than they are good for; and offers come from files.
alter table offers.offer
  -- Null: as long as the offer lasts.
  add column claims_end_at timestamptz,
  add constraint offer_claims_end_within check (claims_end_at > starts_at and claims_end_at <= ends_at);

-- What an import has called an offer before: the same source and external id mean the same again.
create table offers.import_key (
  source text not null check (char_length(source) between 1 and 60),
  external_id text not null check (char_length(external_id) between 1 and 200),
  offer_id uuid not null references offers.offer (id),
  primary key (source, external_id)
);
