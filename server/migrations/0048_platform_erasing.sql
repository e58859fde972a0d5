-- What is append-only may lose what it says of a person who asked for that: by one door, which says so
-- for its transaction alone (platform/person-map.ts).
create or replace function platform.refuse_change() returns trigger language plpgsql as $$
begin
  if current_setting('golmok.erasing', true) = 'on' then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  raise exception '% is append-only', tg_table_schema || '.' || tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;
