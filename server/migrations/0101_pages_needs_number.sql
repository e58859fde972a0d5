-- Whether each proven phone number enters an event once (EV14). Pages of before stay as they are.
alter table pages.page add column needs_number boolean not null default false;
alter table pages.page alter column needs_number drop default;
