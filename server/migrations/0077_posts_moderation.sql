-- Why something is reported, and why the shop leaves a reported comment where it is.
alter table posts.review
  add column ground text
    check (ground in ('advertising', 'insult', 'untrue', 'privacy', 'harmful', 'other')),
  -- What the shop thinks of a reported comment that it keeps; the operator decides all the same.
  add column kept_reason text check (length(kept_reason) between 1 and 500),
  alter column text drop not null;
update posts.review set ground = 'other' where kind = 'report';
alter table posts.review
  add constraint review_report_has_ground check ((kind = 'report') = (ground is not null)),
  -- Words are needed where no ground says enough.
  add constraint review_says_why
    check (text is not null or (ground is not null and ground <> 'other')),
  add constraint review_kept_is_reported check (kept_reason is null or kind = 'report');

-- What a shop has not looked at yet, and what waits for the operator.
create index review_of_comment on posts.review (comment_id) where decision is null;
-- A row that says nothing of its own is none: the branch shows what all show.
delete from posts.branch where text is null and not is_left_out;
alter table posts.branch
  add constraint branch_differs check (is_left_out or text is not null);
