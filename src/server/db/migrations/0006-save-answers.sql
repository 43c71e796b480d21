-- Saving answers in one trip: session, rights, state and versions are checked, then answer, history and audit event are written.
-- It is the only way to write an answer: the serving role may not, so that no answer is without its history and its event.
create function session_lives(p_session uuid, p_person uuid) returns boolean language sql stable as $$
  select exists (select from auth_session s where s.id = p_session and s.user_id = p_person and s.expires_at > clock_timestamp())
$$;

-- p_changes: [{"cell", "value", "baseVersion"}], value null to clear; a cell never answered has version 0.
-- outcome: 'saved' | 'stale' (conflicts says what stands there now) | 'no-session' | 'not-found' | 'forbidden' | 'state'
create function save_answers(p_person uuid, p_session uuid, p_application uuid, p_changes jsonb, p_how text)
returns table (outcome text, sequence bigint, versions jsonb, conflicts jsonb)
language plpgsql security definer set search_path = public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_consortium uuid;
  v_pack       text;
  v_state      text;
  v_sequence   bigint;
  v_lives      boolean;
  v_may        boolean;
  v_change     record;
  v_conflicts  jsonb;
  v_versions   jsonb := '{}';
  v_cells      jsonb := '[]';
  v_now        timestamptz := clock_timestamp();
begin
  perform set_config('lianheti.person', p_person::text, true);
  -- One statement for session, form and right: each costs every save its start.
  select a.consortium_id, a.pack_digest, a.state, a.sequence + 1, session_lives(p_session, p_person), exists (
      select from role_assignment r
      join unit_within w on w.ancestor_id = r.unit_id and w.unit_id = a.consortium_id
      join pack_transition t on t.pack_digest = a.pack_digest and t.action = 'edit' and t.from_state = a.state and t.role = r.role
      where r.person_id = p_person)
  into v_consortium, v_pack, v_state, v_sequence, v_lives, v_may
  from application a where a.id = p_application for update;
  if not coalesce(v_lives, session_lives(p_session, p_person)) then
    return query select 'no-session', null::bigint, null::jsonb, null::jsonb;
    return;
  end if;
  if v_may is not true then
    return query select why_not_edit(v_consortium, v_pack), null::bigint, null::jsonb, null::jsonb;
    return;
  end if;

  for v_change in
    select c.cell, nullif(c.value, 'null'::jsonb) as value, c."baseVersion" as base, s.version, s.value as present, s.changed_by, s.changed_at
    from jsonb_to_recordset(p_changes) as c(cell text, value jsonb, "baseVersion" integer)
    left join lateral (
      select * from answer a where a.consortium_id = v_consortium and a.application_id = p_application and a.cell = c.cell limit 1
    ) s on true
  loop
    if coalesce(v_change.version, 0) <> v_change.base then
      v_conflicts := coalesce(v_conflicts, '[]') || jsonb_build_object('cell', v_change.cell, 'value', v_change.present,
        'version', coalesce(v_change.version, 0), 'at', v_change.changed_at, 'by', case when v_change.changed_by is not null then
          jsonb_build_object('id', v_change.changed_by, 'name', name_of(v_change.changed_by)) end);
    end if;
    v_versions := v_versions || jsonb_build_object(v_change.cell, v_change.base + 1);
    v_cells := v_cells || jsonb_build_array(jsonb_build_array(v_change.cell, v_change.base + 1));
  end loop;
  if v_conflicts is not null then
    return query select 'stale', v_sequence - 1, null::jsonb, v_conflicts;
    return;
  end if;

  -- The application's row is locked, so the versions just read are still the present ones.
  with change as (
    select c.cell, nullif(c.value, 'null'::jsonb) as value, c."baseVersion" + 1 as version
    from jsonb_to_recordset(p_changes) as c(cell text, value jsonb, "baseVersion" integer)
  ), kept as (
    insert into answer as s (consortium_id, application_id, cell, value, version, changed_by, changed_at)
    select v_consortium, p_application, cell, value, version, p_person, v_now from change
    on conflict (consortium_id, application_id, cell) do update
    set value = excluded.value, version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at
  ), remembered as (
    insert into answer_history (consortium_id, application_id, cell, version, sequence, value, how, changed_by, changed_at)
    select v_consortium, p_application, cell, version, v_sequence, value, p_how, p_person, v_now from change
  )
  update application a set sequence = v_sequence, updated_at = v_now where a.consortium_id = v_consortium and a.id = p_application;
  perform audit_append(v_consortium, v_consortium, 'answers.saved', p_application::text,
    jsonb_build_object('sequence', v_sequence, 'how', p_how, 'cells', v_cells));
  return query select 'saved', v_sequence, v_versions, null::jsonb;
end $$;

-- Why the actor may not edit: the form is not there for it, not its to fill in, or closed at present.
create function why_not_edit(p_consortium uuid, p_pack_digest text) returns text
language plpgsql stable security definer set search_path = public as $$
begin
  if p_consortium is null or p_consortium not in (select scope('read-application')) then return 'not-found'; end if;
  if exists (
    select from role_assignment a
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
    join pack_transition t on t.pack_digest = p_pack_digest and t.role = a.role and t.action = 'edit'
    where a.person_id = actor()) then return 'state';
  end if;
  return 'forbidden';
end $$;
