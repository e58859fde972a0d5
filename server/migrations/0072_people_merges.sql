-- Two accounts of one person become one, and can be taken apart again for a while.
-- Whose account leads there: every way in of this one opens the other.
alter table people.account
  add column merged_into uuid references people.account (id),
  add constraint account_leads_to_another check (merged_into <> id);
create index account_merged on people.account (merged_into) where merged_into is not null;

create table people.merge (
  id uuid primary key,
  kept_id uuid not null references people.account (id),
  merged_id uuid not null references people.account (id),
  merged_at timestamptz not null,
  -- Until when it can be undone.
  undo_until timestamptz not null check (undo_until > merged_at),
  undone_at timestamptz check (undone_at >= merged_at and undone_at <= undo_until),
  -- What modules noted of what they did beyond rows that moved, by module.
  noted jsonb not null,
  check (kept_id <> merged_id)
);
-- PE85: an account is in another one at most.
create unique index merge_stands_once on people.merge (merged_id) where undone_at is null;
create index merge_kept on people.merge (kept_id, merged_at);

-- Which rows went over: the way back of each. Gone once it cannot be undone any more.
create table people.merge_row (
  merge_id uuid not null references people.merge (id),
  table_name text not null,
  column_name text not null,
  key jsonb not null,
  primary key (merge_id, table_name, column_name, key)
);

-- That the asker has shown another account to be theirs as well.
alter table people.attempt drop constraint attempt_kind_check;
alter table people.attempt add constraint attempt_kind_known
  check (kind in ('passkey-add', 'passkey-sign-in', 'provider', 'merge'));
