-- Guests of the counter: a number that was typed at a till, and that no code has proven yet.

-- Since when an account is such a guest's; null once a code proved the number (PE86, PE88). It has the
-- number and nothing more: no other way in, no role, and no age, so no yes to anything.
alter table people.account
  add column guest_since timestamptz,
  add constraint account_guest_has_a_number_alone check (guest_since is null or (
    phone is not null and email is null and password_hash is null and not is_operator
    and age = 'unsaid' and merged_into is null));

-- How many numbers were typed at a till lately (PE89).
create table people.counter_count (
  place_id uuid not null,
  till text not null,
  started_at timestamptz not null,
  count integer not null check (count > 0),
  primary key (place_id, till)
);
