-- Whether each proven phone number answers a survey once (SU12). Surveys of before stay as they are.
alter table surveys.survey add column needs_number boolean not null default false;
alter table surveys.survey alter column needs_number drop default;
