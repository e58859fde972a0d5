-- An account may be told how much it may hold at most; and entries are checked by the statement, not by the row.
alter table ledger.account
  add column balance_max bigint check (balance_max > 0),
  add constraint account_is_within check (balance <= balance_max);

-- What the foreign keys of entries said row by row, the trigger says once a statement, for a fraction
-- of the cost. Neither side can go away: transfers are append-only, and accounts stay.
alter table ledger.entry
  drop constraint entry_transfer_id_fkey,
  drop constraint entry_account_id_fkey;
create trigger account_stays before delete on ledger.account
  for each row execute function platform.refuse_change();

-- By index, whatever the size of the first batch that a connection saw: its plan is kept.
create or replace function ledger.post_entries() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if exists (
    select from added
    left join ledger.account a on a.id = added.account_id
    left join ledger.transfer t on t.id = added.transfer_id
    group by added.transfer_id, a.unit
    having sum(added.amount) <> 0 or count(a.id) < count(*) or count(t.id) < count(*)
  ) then
    raise exception 'the entries of a transfer do not sum to zero, or are of nothing that is there'
      using errcode = 'check_violation';
  end if;
  update ledger.account a
  set balance = a.balance + moved.amount
  from (select account_id, sum(amount)::bigint as amount from added group by account_id) moved
  where a.id = moved.account_id and moved.amount <> 0;
  return null;
end $$;

-- All accounts of one owner stand together: `person/<id>/points…`.
create index account_key_start on ledger.account (key text_pattern_ops);
