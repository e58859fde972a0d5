-- Quiet hours are those of where a person lives, not of where the market stands.
alter table people.account add column time_zone text not null default 'Asia/Seoul'
  check (char_length(time_zone) between 1 and 60);
