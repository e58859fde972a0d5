-- What people and tills did for merchants, one row a request and merchant (PE33). No personal data:
-- ids, and the name of the operation.
create table platform.staff_action (
  request_id uuid not null,
  -- Null for what an operator did for the market.
  merchant_id uuid,
  at timestamptz not null,
  person_id uuid,
  key_id uuid,
  role text not null check (role in ('owner', 'manager', 'staff', 'till', 'operator')),
  -- As in 'PATCH /v1/offers/:offerId'.
  operation text not null,
  -- Ids of what it was done to, by the name of the parameter; 'id' is what came of it.
  targets jsonb not null,
  check (num_nonnulls(person_id, key_id) = 1),
  unique nulls not distinct (request_id, merchant_id)
);
create index staff_action_merchant on platform.staff_action (merchant_id, at, request_id);
create index staff_action_person on platform.staff_action (person_id, at) where person_id is not null;
create trigger staff_action_is_append_only before update or delete on platform.staff_action
  for each row execute function platform.refuse_change();
