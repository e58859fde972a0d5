-- Where an event holds: the places named; none of them means every place of the shop.
alter table pages.page add constraint page_of_merchant unique (id, merchant_id);
create table pages.page_place (
  page_id uuid not null,
  place_id uuid not null,
  -- Says twice what both know, so that no page can name a place of another shop.
  merchant_id uuid not null,
  primary key (page_id, place_id),
  foreign key (page_id, merchant_id) references pages.page (id, merchant_id),
  foreign key (place_id, merchant_id) references places.place (id, merchant_id)
);
