-- Tasks: what a consortium has to do, whose it is and by when; what it waits for, what is checked and what was said of it; whom it was told to; and the
-- evidence that proves it.
insert into role_right (role, "right") values
  ('secretariat', 'manage-task'),
  ('secretariat', 'read-task'),
  ('park-authority', 'read-task'),
  ('lead-school', 'read-task'),
  ('lead-enterprise', 'read-task'),
  ('provincial-officer', 'read-task'),
  ('ministry-officer', 'read-task'),
  ('auditor', 'read-task'),
  ('member-reporter', 'do-task');

create table task (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  title         text    not null check (length(title) between 1 and 200),
  -- 重点任务 under which it stands, and the 职责 that it belongs to; empty where nobody said.
  key_task      text    not null default '' check (length(key_task) <= 200),
  duty          text    not null default '' check (length(duty) <= 500),
  -- One of the pack's departments that coordinate; null where none has a part.
  department    text,
  -- The member whose it is; null is the secretariat's.
  member_id     uuid,
  -- Who does it; null: whoever speaks for its unit.
  person_id     uuid    references person,
  starts_on     date    not null,
  due_on        date    not null check (due_on >= starts_on),
  -- The day on which whoever did it said that it was done.
  done_on       date,
  -- Where it comes from, and how that is called: 决议〔2026〕3号.
  origin        text    not null check (origin in ('hand', 'resolution', 'duty-list', 'plan', 'remark')),
  origin_id     uuid,
  origin_text   text    not null default '' check (length(origin_text) <= 300),
  -- Observation points that it serves.
  points        text[]  not null default '{}',
  state         text    not null default 'open' check (state in ('open', 'doing', 'submitted', 'done', 'dropped')),
  version       integer not null default 1,
  opened_by     uuid    not null references person,
  opened_at     timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  check ((done_on is not null) = (state in ('submitted', 'done')))
);
create index task_id_idx on task (id);
create index task_due_idx on task (due_on) where state in ('open', 'doing');
create index task_member_idx on task (consortium_id, member_id);
-- A department's task has one name: its ledger entry is known by it.
create unique index task_once_idx on task (consortium_id, department, title) where department is not null and state <> 'dropped';

-- A task is not ready before another one is.
create table task_dependency (
  consortium_id uuid not null,
  task_id       uuid not null,
  after_id      uuid not null check (after_id <> task_id),
  primary key (consortium_id, task_id, after_id),
  foreign key (consortium_id, task_id) references task,
  foreign key (consortium_id, after_id) references task
);
create index task_dependency_after_idx on task_dependency (consortium_id, after_id);

-- What is checked before it is done; one with a day is a time node of its own.
create table task_check (
  consortium_id uuid     not null,
  task_id       uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  position      smallint not null,
  text          text     not null check (length(text) between 1 and 300),
  due_on        date,
  done_by       uuid     references person,
  done_at       timestamptz,
  primary key (consortium_id, task_id, id),
  foreign key (consortium_id, task_id) references task,
  check (num_nulls(done_by, done_at) in (0, 2))
);

create table task_act (
  consortium_id uuid  not null,
  task_id       uuid  not null,
  id            uuid  not null default gen_random_uuid(),
  -- `open`, `edit`, `note`, or an action of the pack's workflow.
  action        text  not null,
  text          text  not null default '' check (length(text) <= 2000),
  person_id     uuid  not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, task_id, id),
  foreign key (consortium_id, task_id) references task
);
create trigger task_act_kept before update or delete on task_act for each row execute function keep_record();

-- Which of the pack's reminders were told of a task that was due on that day: each once, whichever server tells it.
create table task_told (
  consortium_id uuid not null,
  task_id       uuid not null,
  due_on        date not null,
  reminder      text not null,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, task_id, due_on, reminder),
  foreign key (consortium_id, task_id) references task
);

-- A person's calendar of a consortium's tasks, for whoever has its address. Of the token only its SHA-256 is kept.
create table task_feed (
  consortium_id uuid not null references unit,
  person_id     uuid not null references person,
  token_hash    text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  made_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, person_id)
);

do $$
declare
  t text;
begin
  foreach t in array array['task', 'task_dependency', 'task_check', 'task_act', 'task_told', 'task_feed'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['task_dependency', 'task_check', 'task_act', 'task_told'] loop
    execute format('create policy %I on %I for select to lianheti_app using (exists (select from task t
      where t.consortium_id = %I.consortium_id and t.id = %I.task_id))', t || '_read', t, t, t);
  end loop;
  foreach t in array array['task_dependency', 'task_check'] loop
    execute format('create policy %I on %I for insert to lianheti_app with check (consortium_id in (select scope(''manage-task'')))', t || '_made', t);
    execute format('create policy %I on %I for delete to lianheti_app using (consortium_id in (select scope(''manage-task'')))', t || '_cut', t);
    execute format('grant insert, delete on %I to lianheti_app', t);
  end loop;
end $$;

-- Whether the actor works on a task: it manages the consortium's, or the task is its own member's.
create function works_on_task(p_consortium uuid, p_task uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from task t where t.consortium_id = p_consortium and t.id = p_task
    and (has_right('manage-task', t.consortium_id) or has_right('do-task', t.member_id)))
$$;

create policy task_read on task for select to lianheti_app
  using (consortium_id in (select scope('read-task')) or member_id in (select scope('do-task')));
create policy task_opened on task for insert to lianheti_app
  with check (consortium_id in (select scope('manage-task')) and opened_by = (select actor()) and version = 1);
create policy task_changed on task for update to lianheti_app
  using (consortium_id in (select scope('manage-task')) or member_id in (select scope('do-task')));
grant insert on task to lianheti_app;
grant update (title, key_task, duty, department, member_id, person_id, starts_on, due_on, done_on, points, state, version) on task to lianheti_app;
create policy task_check_changed on task_check for update to lianheti_app using (works_on_task(consortium_id, task_id));
grant update (position, text, due_on, done_by, done_at) on task_check to lianheti_app;
create policy task_act_made on task_act for insert to lianheti_app
  with check (person_id = (select actor()) and works_on_task(consortium_id, task_id));
grant insert on task_act to lianheti_app;
create policy task_feed_own on task_feed to lianheti_app using (person_id = (select actor())) with check (person_id = (select actor()));
grant insert, delete on task_feed to lianheti_app;
grant update (token_hash, made_at) on task_feed to lianheti_app;

-- Whose task it is begins it and says that it is done; everything else is the secretariat's.
create function keep_task() returns trigger language plpgsql set search_path = public as $$
begin
  if new.version <> old.version + 1 then
    raise exception using errcode = 'restrict_violation', message = 'a task changes one version at a time';
  end if;
  if not has_right('manage-task', old.consortium_id) and (new.state not in ('doing', 'submitted') or old.state not in ('open', 'doing')
     or (new.title, new.key_task, new.duty, new.department, new.member_id, new.person_id, new.starts_on, new.due_on, new.points)
       is distinct from (old.title, old.key_task, old.duty, old.department, old.member_id, old.person_id, old.starts_on, old.due_on, old.points)) then
    raise exception using errcode = 'restrict_violation', message = 'a task is accepted and changed by the secretariat';
  end if;
  return new;
end $$;
create trigger task_kept before update on task for each row execute function keep_task();

-- Whoever does a task ticks what is checked and changes nothing else of it.
create function keep_task_check() returns trigger language plpgsql set search_path = public as $$
begin
  if not has_right('manage-task', old.consortium_id)
     and (new.position, new.text, new.due_on) is distinct from (old.position, old.text, old.due_on) then
    raise exception using errcode = 'restrict_violation', message = 'what is checked is the secretariat''s to say';
  end if;
  return new;
end $$;
create trigger task_check_kept before update on task_check for each row execute function keep_task_check();

-- Nothing waits for itself, however long the way round. One writer of a consortium's dependencies at a time.
create function keep_dependencies() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('task ' || new.consortium_id::text, 0));
  if exists (
    with recursive before (id) as (
      select new.after_id
      union
      select d.after_id from before b join task_dependency d on d.consortium_id = new.consortium_id and d.task_id = b.id
    ) select from before where id = new.task_id) then
    raise exception using errcode = 'restrict_violation', message = 'a task that waits for itself';
  end if;
  return new;
end $$;
create trigger task_dependency_kept before insert on task_dependency for each row execute function keep_dependencies();

-- What a task waits for, by name only: [{"id", "title", "dueOn", "state"}]; the caller knows the task.
create function tasks_before(p_consortium uuid, p_task uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title, 'dueOn', t.due_on, 'state', t.state) order by t.due_on, t.title), '[]')
  from task_dependency d join task t on t.consortium_id = d.consortium_id and t.id = d.after_id
  where d.consortium_id = p_consortium and d.task_id = p_task
$$;

-- Whom a task is told to: `owner` is the person who does it, or whoever speaks for its unit; other words are roles over the consortium.
create function task_people(p_consortium uuid, p_task uuid, p_to text[]) returns table (person_id uuid, unit_id uuid)
language sql stable security definer set search_path = public as $$
  select distinct on (a.person_id) a.person_id, a.unit_id
  from task t join role_assignment a on case
    when 'owner' = any(p_to) and (t.person_id = a.person_id or t.person_id is null)
      and a.unit_id = coalesce(t.member_id, t.consortium_id) and a.role in ('member-reporter', 'secretariat') then true
    else a.unit_id = t.consortium_id and a.role = any(p_to) end
  where t.consortium_id = p_consortium and t.id = p_task
  order by a.person_id, a.unit_id
$$;

-- Tells people of a task; only who works on it tells, and not itself.
create function tell_of_task(p_consortium uuid, p_task uuid, p_to text[], p_text text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not works_on_task(p_consortium, p_task) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not work on a task tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select p_consortium, p.person_id, p.unit_id, p_text, '/consortia/' || p_consortium || '/tasks/' || p_task, actor()
  from task_people(p_consortium, p_task, p_to) p where p.person_id <> actor();
end $$;

-- The days of a calendar, as far as its person may see the tasks at this moment; null where there is no such calendar.
create function task_feed_days(p_token_hash text) returns jsonb language sql stable security definer set search_path = public as $$
  select jsonb_build_object('consortium', u.name, 'days', coalesce((
    select jsonb_agg(jsonb_build_object('id', d.id, 'consortiumId', t.consortium_id, 'taskId', t.id, 'title', t.title, 'node', d.node, 'day', d.day,
      'state', t.state, 'unit', coalesce(m.name, '秘书处'), 'department', t.department) order by d.day, t.title, d.node)
    from task t left join unit m on m.id = t.member_id
    cross join lateral (
      select t.id, null as node, t.due_on as day
      union all select c.id, c.text, c.due_on from task_check c
        where c.consortium_id = t.consortium_id and c.task_id = t.id and c.due_on is not null and c.done_at is null
    ) d
    where t.consortium_id = f.consortium_id and t.state <> 'dropped' and exists (
      select from role_assignment a join role_right r on r.role = a.role
      join unit_within w on w.ancestor_id = a.unit_id
      where a.person_id = f.person_id and ((r."right" = 'read-task' and w.unit_id = t.consortium_id) or (r."right" = 'do-task' and w.unit_id = t.member_id)))
  ), '[]'))
  from task_feed f join unit u on u.id = f.consortium_id where f.token_hash = p_token_hash
$$;
revoke execute on function works_on_task, tasks_before, task_people, tell_of_task, task_feed_days from public;
grant execute on function works_on_task, tasks_before, tell_of_task, task_feed_days to lianheti_app;

-- Evidence proves a task, too.
alter table evidence_link add column task_id uuid;
alter table evidence_link add foreign key (consortium_id, task_id) references task;
alter table evidence_link drop constraint evidence_link_check;
alter table evidence_link add check (num_nonnulls(entry_id, point, task_id) = 1);
alter table evidence_link drop constraint evidence_link_consortium_id_evidence_id_entry_id_point_key;
alter table evidence_link add unique nulls not distinct (consortium_id, evidence_id, entry_id, point, task_id);
create index evidence_link_task_idx on evidence_link (consortium_id, task_id) where task_id is not null;

create or replace function own_linked_evidence() returns setof uuid language plpgsql stable security definer set search_path = public as $$
begin
  return query
    select l.evidence_id from ledger_party p
    join evidence_link l on l.consortium_id = p.consortium_id and l.entry_id = p.entry_id
    where p.member_id in (select scope('read-own-ledger'))
    union all
    select l.evidence_id from task t join evidence_link l on l.consortium_id = t.consortium_id and l.task_id = t.id
    where t.member_id in (select scope('do-task'));
end $$;
drop policy evidence_link_read on evidence_link;
create policy evidence_link_read on evidence_link for select to lianheti_app using (
  exists (select from evidence e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.evidence_id)
  and (entry_id is null or exists (
    select from ledger_entry e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.entry_id))
  and (task_id is null or exists (
    select from task t where t.consortium_id = evidence_link.consortium_id and t.id = evidence_link.task_id)));
drop policy evidence_link_made on evidence_link;
create policy evidence_link_made on evidence_link for insert to lianheti_app with check (
  linked_by = (select actor())
  and exists (select from evidence e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.evidence_id
    and (e.consortium_id in (select scope('settle-ledger')) or e.member_id in (select scope('write-ledger'))))
  and (entry_id is null or exists (
    select from ledger_entry e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.entry_id))
  and (task_id is null or works_on_task(consortium_id, task_id)));
