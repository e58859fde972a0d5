-- An account may be told how much it may hold at most.
alter table ledger.account
  add column balance_max bigint check (balance_max > 0),
  add constraint account_is_within check (balance <= balance_max);
