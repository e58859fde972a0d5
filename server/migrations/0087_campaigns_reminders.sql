-- Who left a shop without buying may be reminded on a later day, unless they buy before it.
alter table campaigns.campaign
  drop constraint campaign_trigger_kind_check,
  add constraint campaign_trigger_kind_check check (
    trigger_kind in ('entered', 'dwelled', 'visited', 'favourite-near', 'left-without-purchase')
  ),
  add column remind_after_days integer check (remind_after_days between 1 and 14),
  add column remind_at_minute integer check (remind_at_minute between 0 and 1439),
  add constraint reminder_of_who_left check (
    (trigger_kind = 'left-without-purchase') = (remind_after_days is not null)
    and (remind_after_days is null) = (remind_at_minute is null)
  );

-- Whom a campaign may remind of their last visit, and when. Gone once it was decided.
create table campaigns.reminder (
  campaign_id uuid not null references campaigns.campaign,
  person_id uuid not null,
  visit_id uuid not null,
  place_id uuid not null,
  visit_started_at timestamptz not null,
  -- The fact that told of the leaving: it is decided once.
  fact_id bigint not null,
  due_at timestamptz not null,
  primary key (campaign_id, person_id)
);
create index reminder_due on campaigns.reminder (due_at);
create index reminder_of_person on campaigns.reminder (person_id);
create index reminder_of_visit on campaigns.reminder (visit_id);
