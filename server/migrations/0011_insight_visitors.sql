-- How each visit was noticed, and how sure it is: for the page of visitors.
alter table insight.visit
  add column evidence smallint not null default 1 check (evidence between 0 and 3),
  add column method text not null default 'position'
    check (method in ('position', 'beacon', 'qr', 'nfc', 'staff'));
alter table insight.visit alter column evidence drop default, alter column method drop default;

-- Visits kept before did not say how: the read models are made again from the log.
truncate insight.campaign_person, insight.campaign_refusal, insight.visit, insight.redemption,
  insight.merchant_day;
update platform.reader set seq = 0 where name = 'insight';
