-- Who set the fees is kept with them; null for those that were set before that was written down.
alter table settlement.fee add column set_by text;
