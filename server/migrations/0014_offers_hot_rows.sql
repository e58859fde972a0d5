-- Each coupon counts its offer up: the new version finds room in the same page.
alter table offers.offer set (fillfactor = 50);
