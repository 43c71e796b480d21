-- The ministry's formal review item by item; and site visits: whom it visits, by whom and when, what was to be looked at and what was found.
create table formal_item (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  item           text    not null,
  result         text    not null check (result in ('met', 'not-met', 'incomplete')),
  reason         text    not null default '' check (result = 'met' or reason <> ''),
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  -- What the province says to an item that it is asked to complete.
  answer         text    check (length(answer) between 1 and 5000),
  answered_by    uuid    references person,
  answered_at    timestamptz,
  version        integer not null default 1,
  primary key (consortium_id, application_id, item),
  foreign key (consortium_id, application_id) references application,
  check (num_nulls(answer, answered_by, answered_at) in (0, 3))
);

-- Each decision with all that it was made by, as it stood.
create table formal_result (
  consortium_id  uuid  not null,
  application_id uuid  not null,
  id             uuid  not null default gen_random_uuid(),
  decision       text  not null check (decision in ('admitted', 'rejected')),
  reason         text  not null default '',
  -- [{ id, title, clause, words, result, because, mark }]
  items          jsonb not null,
  person_id      uuid  not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, id),
  foreign key (consortium_id, application_id) references application
);
create trigger formal_result_kept before update or delete on formal_result for each row execute function keep_record();

-- An application is visited at most once in a batch; one struck off stays with its reason.
create table visit (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  how            text    not null check (how in ('manual', 'proposed')),
  reason         text    not null check (length(reason) between 1 and 2000),
  city           text    not null default '',
  day            date,
  -- Which of its day, from 0.
  position       integer check (position >= 0),
  conclusion     text    not null default '',
  ended_at       timestamptz,
  ended_by       uuid    references person,
  removed_at     timestamptz,
  removed_reason text,
  chosen_by      uuid    not null references person,
  chosen_at      timestamptz not null default clock_timestamp(),
  version        integer not null default 1,
  primary key (consortium_id, application_id),
  foreign key (consortium_id, application_id) references application,
  check ((removed_at is null) = (removed_reason is null)),
  check ((day is null) = (position is null)),
  check ((ended_at is null) = (ended_by is null))
);

create table visit_member (
  consortium_id  uuid not null,
  application_id uuid not null,
  person_id      uuid not null references person,
  added_by       uuid not null references person,
  added_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, person_id),
  foreign key (consortium_id, application_id) references visit
);
create index visit_member_person_idx on visit_member (person_id);

-- What a visit is to look at, and from where the question comes; `ref` names it there, so that it is taken once.
create table visit_point (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  id             uuid    not null default gen_random_uuid(),
  source         text    not null check (source in ('formal', 'figure', 'entry', 'finding', 'question', 'own')),
  ref            text    not null,
  text           text    not null check (length(text) between 1 and 5000),
  outcome        text    check (outcome in ('settled', 'unsettled')),
  note           text    not null default '',
  person_id      uuid    references person,
  at             timestamptz,
  added_at       timestamptz not null default clock_timestamp(),
  version        integer not null default 0,
  primary key (consortium_id, application_id, id),
  unique (consortium_id, application_id, source, ref),
  foreign key (consortium_id, application_id) references visit,
  check (outcome is null or (person_id is not null and at is not null))
);

-- Findings of a visit are findings as the province's are, seen by others.
alter table finding add column stage text not null default 'verification' check (stage in ('verification', 'visit'));
-- What a sampled entry should say, by field, where the province corrects it.
alter table spot_check_entry add column corrected jsonb;
grant update (corrected) on spot_check_entry to lianheti_app;
-- Two officers who change a batch's rules at once.
alter table batch add column version integer not null default 0;
grant update (version) on batch to lianheti_app;

-- Whether the actor runs the review that an application stands in.
create function reviews(p_consortium uuid, p_application uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from application a where a.consortium_id = p_consortium and a.id = p_application and may_review(a.batch_id))
$$;

-- Applications that the actor visits: the key of each.
create function own_visits() returns table (consortium_id uuid, application_id uuid)
language sql stable security definer set search_path = public rows 5 as $$
  select m.consortium_id, m.application_id
  from visit_member m join visit v on v.consortium_id = m.consortium_id and v.application_id = m.application_id
  where m.person_id = actor() and v.removed_at is null
$$;

-- Whoever visits knows the units that it visits, beside those that it reads (migration 0021).
create or replace function known_units() returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as $$
declare
  v_unit uuid := actor_unit();
begin
  return query
    select w.unit_id from role_assignment a join unit_within w on w.ancestor_id = a.unit_id
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit) and a.role <> 'expert'
    union
    select w.ancestor_id from role_assignment a join unit_within w on w.unit_id = a.unit_id
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit)
    union
    select w.ancestor_id from open_readings() o join unit_within w on w.unit_id = o.consortium_id
    union
    select w.ancestor_id from own_visits() v join unit_within w on w.unit_id = v.consortium_id;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['formal_item', 'visit', 'visit_member', 'visit_point'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('create policy %I on %I to lianheti_app using (reviews(consortium_id, application_id)) '
      'with check (reviews(consortium_id, application_id))', t || '_kept', t);
    execute format('grant select, insert, update on %I to lianheti_app', t);
  end loop;
  foreach t in array array['visit', 'visit_member', 'visit_point'] loop
    execute format('create policy %I on %I for select to lianheti_app '
      'using ((consortium_id, application_id) in (select * from own_visits()))', t || '_own', t);
  end loop;
  -- Whoever visits reads what was handed in.
  foreach t in array array['answer', 'revision', 'revision_document'] loop
    execute format('create policy %I on %I for select to lianheti_app '
      'using ((consortium_id, application_id) in (select * from own_visits()))', t || '_visited', t);
  end loop;
end $$;
alter table formal_result enable row level security;
alter table formal_result force row level security;
create policy formal_result_owner on formal_result to lianheti_owner using (true) with check (true);
create policy formal_result_read on formal_result for select to lianheti_app using (consortium_id in (select scope('read-application')));
create policy formal_result_made on formal_result for insert to lianheti_app
  with check (reviews(consortium_id, application_id) and person_id = (select actor()));
grant select, insert on formal_result to lianheti_app;
create policy application_visited on application for select to lianheti_app
  using ((consortium_id, id) in (select * from own_visits()));
create policy revision_document_set on revision_document for insert to lianheti_app
  with check ((consortium_id, application_id) in (select * from own_visits()));
create policy visit_reported on visit for update to lianheti_app
  using ((consortium_id, application_id) in (select * from own_visits()));
create policy visit_point_added on visit_point for insert to lianheti_app
  with check ((consortium_id, application_id) in (select * from own_visits()));
create policy visit_point_judged on visit_point for update to lianheti_app
  using ((consortium_id, application_id) in (select * from own_visits()));
grant delete on visit_member to lianheti_app;

-- The province sees what it is asked to complete; the decision is for whoever reads the application.
create policy formal_item_asked on formal_item for select to lianheti_app
  using (result = 'incomplete' and consortium_id in (select scope('verify-application')));
create policy formal_item_answered on formal_item for update to lianheti_app
  using (result = 'incomplete' and consortium_id in (select scope('verify-application')));

-- A visit's findings are for those who visit and those who sent them.
alter policy finding_read on finding using (
  stage = 'verification' and (consortium_id in (select scope('read-verification')) or (consortium_id in (select scope('read-application'))
    and exists (select from application a where a.consortium_id = finding.consortium_id and a.id = finding.application_id
      and a.state not in ('submitted', 'confirmed')))));
alter policy finding_made on finding with check (stage = 'verification' and consortium_id in (select scope('verify-application')));
alter policy finding_answered on finding using (
  stage = 'verification' and consortium_id in (select scope('answer-finding')) and exists (select from application a
    where a.consortium_id = finding.consortium_id and a.id = finding.application_id and a.state not in ('submitted', 'confirmed')));
create policy finding_visited on finding for select to lianheti_app using (
  stage = 'visit' and (reviews(consortium_id, application_id) or (consortium_id, application_id) in (select * from own_visits())));
create policy finding_seen_on_visit on finding for insert to lianheti_app with check (
  stage = 'visit' and person_id = (select actor()) and (consortium_id, application_id) in (select * from own_visits()));
-- A file is seen by whoever sees its finding, and added by whoever wrote it.
alter policy finding_file_read on finding_file using (exists (select from finding f where f.consortium_id = finding_file.consortium_id
  and f.application_id = finding_file.application_id and f.id = finding_file.finding_id));
alter policy finding_file_made on finding_file with check (person_id = (select actor()) and exists (select from finding f
  where f.consortium_id = finding_file.consortium_id and f.application_id = finding_file.application_id and f.id = finding_file.finding_id
    and ((f.stage = 'verification' and f.consortium_id in (select scope('verify-application')))
      or (f.stage = 'visit' and (f.consortium_id, f.application_id) in (select * from own_visits())))));

-- Both who verify and who review remember at which revision they last looked.
alter policy last_look_own on last_look with check (person_id = (select actor())
  and (consortium_id in (select scope('verify-application')) or reviews(consortium_id, application_id)));

-- Notices about an application to people of these roles over its consortium, and to these people, if they visit it. Only who works on it tells.
create function tell_about(p_consortium uuid, p_application uuid, p_roles text[], p_people uuid[], p_text text, p_link text)
returns void language plpgsql security definer set search_path = public as $$
begin
  if not (reviews(p_consortium, p_application) or p_consortium in (select scope('verify-application'))
      or exists (select from own_visits() v where (v.consortium_id, v.application_id) = (p_consortium, p_application))) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not work on an application tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id, p_text, p_link, actor()
  from role_assignment a join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
  where a.person_id <> actor() and (a.role = any(p_roles) or (a.person_id = any(p_people) and exists (select from visit_member m
    where m.consortium_id = p_consortium and m.application_id = p_application and m.person_id = a.person_id)))
  order by a.person_id;
end $$;
revoke execute on function tell_about from public;
grant execute on function tell_about to lianheti_app;
