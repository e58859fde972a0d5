-- Messages of campaigns are in the statistics of a shop as well: by campaign and day, beside those to friends.

-- Of a campaign: `mailing_id` is the campaign, and each of its messages counts once.
alter table insight.message_day add column is_campaign boolean not null default false;
-- That a message of a campaign was sent is told by itself; of a mailing, its steps tell it.
alter table insight.message_act drop constraint message_act_what_check,
  add constraint message_act_what_known check (what in ('sent', 'seen', 'clicked', 'redeemed'));

-- The read models are made again from the log, so that what was sent before is counted too.
truncate insight.campaign_person, insight.campaign_refusal, insight.visit, insight.redemption,
  insight.merchant_day, insight.message_step, insight.message_act, insight.message_visit,
  insight.message_day;
update platform.reader set seq = 0 where name = 'insight';
