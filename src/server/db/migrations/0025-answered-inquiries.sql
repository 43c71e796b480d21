-- Who answered what the ministry asked of an application tells the ministry so.
create or replace function tell_about(p_consortium uuid, p_application uuid, p_roles text[], p_people uuid[], p_text text, p_link text)
returns void language plpgsql security definer set search_path = public as $$
begin
  if not (reviews(p_consortium, p_application) or p_consortium in (select scope('verify-application'))
      or exists (select from own_visits() v where (v.consortium_id, v.application_id) = (p_consortium, p_application))
      or (p_roles = array['ministry-officer'] and exists (select from inquiry i where i.consortium_id = p_consortium
        and i.application_id = p_application and i.is_forwarded and i.answered_by = actor()))) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not work on an application tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id, p_text, p_link, actor()
  from role_assignment a join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
  where a.person_id <> actor() and (a.role = any(p_roles) or (a.person_id = any(p_people) and exists (select from visit_member m
    where m.consortium_id = p_consortium and m.application_id = p_application and m.person_id = a.person_id)))
  order by a.person_id;
end $$;
