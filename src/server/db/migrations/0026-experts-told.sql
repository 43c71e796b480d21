-- Tells experts of a batch what waits for them, in the program and where `p_mail` is set by mail. Answers how many were told in the program.
create function tell_experts(p_batch uuid, p_experts uuid[], p_text text, p_link text, p_subject text, p_mail text) returns integer
language plpgsql security definer set search_path = public as $$
declare
  v_unit uuid := (select unit_id from batch where id = p_batch);
  v_told integer;
begin
  if not may_review(p_batch) then return 0; end if;
  with wanted as (
    select distinct e.id, e.person_id, e.email from expert e
    where e.id = any(p_experts) and e.unit_id = v_unit and not e.retired
      and exists (select from batch_expert b where b.batch_id = p_batch and b.expert_id = e.id)
  ), mailed as (
    insert into notice_outbox (consortium_id, event, unit_id, payload)
    select v_unit, 'expert', v_unit, jsonb_build_object('to', email, 'subject', p_subject, 'text', p_mail) from wanted where p_mail is not null
  ), told as (
    insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
    select v_unit, person_id, v_unit, p_text, p_link, actor() from wanted where person_id is not null returning 1
  )
  select count(*) into v_told from told;
  return v_told;
end $$;
revoke execute on function tell_experts from public;
grant execute on function tell_experts to lianheti_app;
