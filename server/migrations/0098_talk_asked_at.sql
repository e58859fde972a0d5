-- When the person wrote last in a talk: a shop writes within seven days of that, and no later (TA21).
alter table talk.talk add column asked_at timestamptz;
-- What was forgotten meanwhile was written long ago; the opening is as good as any moment of then.
update talk.talk t set asked_at = coalesce(
  (select max(m.at) from talk.message m where m.talk_id = t.id and m.side = 'person'), t.opened_at)
where t.last_number > 0;
alter table talk.talk add constraint talk_asked check (last_number = 0 or asked_at is not null);
