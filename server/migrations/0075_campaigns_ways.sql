-- The messages of a campaign go by other ways than the inbox, too, as its shop chose.
alter table campaigns.campaign add column ways text[] not null default '{}'
  check (ways <@ array['email', 'sms', 'kakao', 'line']);
