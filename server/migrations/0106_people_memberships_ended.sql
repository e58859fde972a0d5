-- Whom an owner removed from a shop, as they were: for some minutes the owner can put them back (PE100).
create table people.membership_ended (
  merchant_id uuid not null,
  person_id uuid not null references people.account (id),
  role text not null check (role in ('owner', 'manager', 'staff')),
  place_ids uuid[] check (
    place_ids is null or (cardinality(place_ids) between 1 and 300 and role <> 'owner')
  ),
  ended_at timestamptz not null,
  primary key (merchant_id, person_id)
);
create index membership_ended_person on people.membership_ended (person_id);
create index membership_ended_at on people.membership_ended (ended_at);
