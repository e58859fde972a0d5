-- Each decision counts its campaign up: the new version finds room in the same page.
alter table campaigns.campaign set (fillfactor = 50);
