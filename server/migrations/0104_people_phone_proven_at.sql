-- Since when a phone is the account's, where it was added or changed later: a code to a new one proves little.
alter table people.account add column phone_proven_at timestamptz;
