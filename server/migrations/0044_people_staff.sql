-- Managers, people of a branch, and invitations to work at a merchant.
alter table people.membership drop constraint membership_role_check;
alter table people.membership
  add constraint membership_role_check check (role in ('owner', 'manager', 'staff')),
  -- Null for all places of the merchant; an owner is never limited (PE31).
  add column place_ids uuid[] check (
    place_ids is null or (cardinality(place_ids) between 1 and 300 and role <> 'owner')
  );

-- A phone is only there once a code proved it; an e-mail address may be merely claimed (PE21).
alter table people.account add column email_proven_at timestamptz,
  add check (email_proven_at is null or email is not null);

create table people.staff_invitation (
  id uuid primary key,
  merchant_id uuid not null,
  role text not null check (role in ('owner', 'manager', 'staff')),
  place_ids uuid[] check (
    place_ids is null or (cardinality(place_ids) between 1 and 300 and role <> 'owner')
  ),
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  -- E.164 or an e-mail address, for whom alone it is; null for whoever holds the link.
  address text,
  invited_by uuid references people.account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  accepted_at timestamptz,
  accepted_by uuid references people.account (id),
  taken_back_at timestamptz,
  check ((accepted_at is null) = (accepted_by is null)),
  -- PE30: it ends in one way.
  check (accepted_at is null or taken_back_at is null)
);
create index staff_invitation_open on people.staff_invitation (merchant_id, created_at)
  where accepted_at is null and taken_back_at is null;
