-- A purchase that was noted by a typed number: the till is not told whose it is (PE87).
alter table loyalty.purchase add column is_by_phone boolean not null default false;
