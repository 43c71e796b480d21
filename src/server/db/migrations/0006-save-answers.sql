-- Saving answers in one trip: session, rights, state and versions are checked, then answer, history and audit event are written.
--
-- p_changes: [{"cell", "value", "baseVersion"}], value null to clear; a cell never answered has version 0.
-- outcome: 'saved' | 'stale' (conflicts says what stands there now) | 'no-session' | 'not-found' | 'forbidden' | 'state'
create function save_answers(p_person uuid, p_session uuid, p_application uuid, p_changes jsonb, p_how text)
returns table (outcome text, sequence bigint, versions jsonb, conflicts jsonb, consortium_id uuid)
language plpgsql set search_path = public as $$
#variable_conflict use_column
declare
  v_application application;
  v_change      record;
  v_conflicts   jsonb;
  v_versions    jsonb := '{}';
  v_cells       jsonb := '[]';
  v_sequence    bigint;
  v_version     integer;
  v_now         timestamptz := clock_timestamp();
begin
  perform set_config('lianheti.person', p_person::text, true);
  if not session_is_live(p_session, p_person) then
    return query select 'no-session', null::bigint, null::jsonb, null::jsonb, null::uuid;
    return;
  end if;

  select * into v_application from application a where a.id = p_application for update;
  if not found then
    return query select case when exists (select from application a where a.id = p_application) then 'forbidden' else 'not-found' end,
      null::bigint, null::jsonb, null::jsonb, null::uuid;
    return;
  end if;
  if not may_act(v_application.consortium_id, p_application, 'edit') then
    return query select case when may_edit_ever(v_application.consortium_id, v_application.pack_digest) then 'state' else 'forbidden' end,
      null::bigint, null::jsonb, null::jsonb, null::uuid;
    return;
  end if;

  select jsonb_agg(jsonb_build_object('cell', c.cell, 'value', s.value, 'version', coalesce(s.version, 0),
           'by', case when s.changed_by is null then null
                      else jsonb_build_object('id', s.changed_by, 'name', name_of(s.changed_by)) end, 'at', s.changed_at))
  into v_conflicts
  from jsonb_to_recordset(p_changes) as c(cell text, "baseVersion" integer)
  left join answer s on s.consortium_id = v_application.consortium_id and s.application_id = p_application and s.cell = c.cell
  where coalesce(s.version, 0) <> c."baseVersion";
  if v_conflicts is not null then
    return query select 'stale', v_application.sequence, null::jsonb, v_conflicts, v_application.consortium_id;
    return;
  end if;

  v_sequence := v_application.sequence + 1;
  for v_change in
    select c.cell, nullif(c.value, 'null'::jsonb) as value, c."baseVersion" as base
    from jsonb_to_recordset(p_changes) as c(cell text, value jsonb, "baseVersion" integer)
  loop
    v_version := v_change.base + 1;
    if v_change.base = 0 then
      insert into answer values (v_application.consortium_id, p_application, v_change.cell, v_change.value, 1, p_person, v_now);
    else
      update answer s set value = v_change.value, version = v_version, changed_by = p_person, changed_at = v_now
      where s.consortium_id = v_application.consortium_id and s.application_id = p_application and s.cell = v_change.cell;
    end if;
    insert into answer_history
    values (v_application.consortium_id, p_application, v_change.cell, v_version, v_sequence, v_change.value, p_how, p_person, v_now);
    v_versions := v_versions || jsonb_build_object(v_change.cell, v_version);
    v_cells := v_cells || jsonb_build_array(jsonb_build_array(v_change.cell, v_version));
  end loop;

  update application a set sequence = v_sequence, updated_at = v_now
  where a.consortium_id = v_application.consortium_id and a.id = p_application;
  perform audit_append(v_application.consortium_id, v_application.consortium_id, 'answers.saved', p_application::text,
    jsonb_build_object('sequence', v_sequence, 'how', p_how, 'cells', v_cells));
  return query select 'saved', v_sequence, v_versions, null::jsonb, v_application.consortium_id;
end $$;

-- Whether the actor may edit such an application in some state: tells a closed form from a form that is not the actor's to fill.
create function may_edit_ever(p_consortium uuid, p_pack_digest text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (
    select from role_assignment a
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
    join pack_transition t on t.pack_digest = p_pack_digest and t.role = a.role and t.action = 'edit'
    where a.person_id = actor());
end $$;
