-- A cap is held and counted within one work: its second version finds room in the same page.
alter table outreach.quota set (fillfactor = 50);
