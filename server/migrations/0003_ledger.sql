-- Double entry: what one account gains another gives, so that no point or won appears from nowhere.
create schema ledger;

create table ledger.account (
  id bigint generated always as identity primary key,
  key text not null unique check (length(key) between 1 and 200),
  unit text not null check (unit in ('KRW', 'points')),
  guarded boolean not null,
  balance bigint not null default 0,
  -- On hold: part of the balance, but promised.
  pending bigint not null default 0 check (pending >= 0),
  opened_at timestamptz not null,
  constraint account_is_covered check (not guarded or balance >= pending)
);

create table ledger.transfer (
  id uuid primary key,
  because text not null check (length(because) between 1 and 200),
  memo text not null check (length(memo) <= 200),
  reverses uuid unique references ledger.transfer (id),
  posted_at timestamptz not null
);

create table ledger.entry (
  id bigint generated always as identity primary key,
  transfer_id uuid not null references ledger.transfer (id),
  account_id bigint not null references ledger.account (id),
  amount bigint not null check (amount <> 0),
  posted_at timestamptz not null
);
create index entry_account on ledger.entry (account_id, id);
create index entry_transfer on ledger.entry (transfer_id);

create table ledger.hold (
  id uuid primary key,
  from_id bigint not null references ledger.account (id),
  to_id bigint not null references ledger.account (id),
  amount bigint not null check (amount > 0),
  because text not null check (length(because) between 1 and 200),
  memo text not null check (length(memo) <= 200),
  state text not null default 'pending' check (state in ('pending', 'posted', 'voided', 'expired')),
  posted_amount bigint check (posted_amount between 1 and amount),
  placed_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > placed_at),
  closed_at timestamptz,
  check ((state = 'pending') = (closed_at is null)),
  check ((state = 'posted') = (posted_amount is not null))
);
create index hold_pending on ledger.hold (from_id) where state = 'pending';
create index hold_due on ledger.hold (expires_at) where state = 'pending';

-- Whatever one statement inserts must be in balance, and moves the cached balances with it. Stricter
-- than a deferred check of each row, and it costs one pass a statement, however many rows.
create function ledger.post_entries() returns trigger language plpgsql as $$
begin
  if exists (
    select from added join ledger.account a on a.id = added.account_id
    group by added.transfer_id, a.unit
    having sum(added.amount) <> 0
  ) then
    raise exception 'the entries of a transfer do not sum to zero'
      using errcode = 'check_violation';
  end if;
  update ledger.account a
  set balance = a.balance + moved.amount
  from (select account_id, sum(amount)::bigint as amount from added group by account_id) moved
  where a.id = moved.account_id and moved.amount <> 0;
  return null;
end $$;
create trigger entries_are_posted after insert on ledger.entry
  referencing new table as added
  for each statement execute function ledger.post_entries();

create trigger entry_is_append_only before update or delete on ledger.entry
  for each row execute function platform.refuse_change();
create trigger transfer_is_append_only before update or delete on ledger.transfer
  for each row execute function platform.refuse_change();
