-- Reasons are only ever read as a whole: as text they cost a quarter less to keep, and less room.
alter table campaigns.decision alter column reasons type json using reasons::json;
