-- The list of brands: merchants by name, a page at a time, found by any part of it.
alter table places.merchant add column sort_name text collate "C" not null
  -- Composed, in small letters, without spaces and marks: as searches compare names.
  generated always as
    (lower(regexp_replace(normalize(name, NFC), '[[:space:][:punct:]]+', '', 'g'))) stored;
create index merchant_by_name on places.merchant (sort_name, id);
create index merchant_by_category on places.merchant (category, sort_name, id);
