-- The text of an agreement under which somebody is at the post is changed by an amendment alone, since that changes nothing before all have signed. What an
-- amendment does, it does from within its own trigger.
create or replace function keep_amended_text() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from apprenticeship_amendment m where m.consortium_id = new.consortium_id and m.apprenticeship_id = new.id and m.state = 'proposed')
     or exists (select from apprenticeship_student s where s.consortium_id = new.consortium_id and s.apprenticeship_id = new.id and s.state = 'begun') then
    raise exception using errcode = 'restrict_violation', message = 'a running agreement is changed by an amendment';
  end if;
  return new;
end $$;
drop trigger apprenticeship_amended on apprenticeship;
create trigger apprenticeship_amended before update on apprenticeship for each row when (pg_trigger_depth() = 0 and new.text <> old.text)
  execute function keep_amended_text();
