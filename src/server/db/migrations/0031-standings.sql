-- Standings: what each consortium of the cultivation list is on which day, and why; what it asks to change; and the cases that may cost it the standing.
insert into role_right (role, "right") values
  ('ministry-officer', 'decide-standing'),
  ('ministry-officer', 'read-case'),
  ('provincial-officer', 'read-case'),
  ('auditor', 'read-case'),
  ('ministry-officer', 'handle-case'),
  ('provincial-officer', 'handle-case'),
  ('secretariat', 'answer-case'),
  ('park-authority', 'answer-case'),
  ('secretariat', 'ask-change'),
  ('park-authority', 'ask-change'),
  ('provincial-officer', 'advise-change');

-- From a day on, and before another day where one is named, the standing is this; of two that cover a day, the one recorded later.
create table standing_event (
  consortium_id uuid   not null references unit,
  id            uuid   not null default gen_random_uuid(),
  -- In which order they became known.
  sequence      bigserial not null,
  standing      text   not null check (standing in ('cultivated', 'accepted', 'rectifying', 'suspended', 'revoked', 'removed', 'failed')),
  from_day      date   not null,
  until         date   check (until > from_day),
  -- Public, like the standing itself.
  reason        text   not null check (length(reason) between 1 and 5000),
  -- 文号; empty where there is none.
  document      text   not null default '' check (length(document) <= 100),
  -- {"kind": "list" | "acceptance" | "case" | "appeal" | "change" | "lifting", "id": …}
  cause         jsonb  not null,
  decided_by    uuid   not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);
create index standing_event_known_idx on standing_event (consortium_id, sequence desc);
create trigger standing_event_kept before update or delete on standing_event for each row execute function keep_record();

insert into standing_event (consortium_id, standing, from_day, reason, document, cause, decided_by, at)
select c.consortium_id, 'cultivated', c.since, '列入培育名单。', p.number, jsonb_build_object('kind', 'list', 'id', c.batch_id), p.person_id, p.at
from cultivation c join publication p on p.batch_id = c.batch_id and p.kind = 'list'
order by p.at, c.consortium_id;

-- The standing on a day, by all that was recorded before `p_known`; null where there is none.
create function standing_on(p_consortium uuid, p_day date, p_known timestamptz default 'infinity') returns text language sql stable as $$
  select standing from standing_event
  where consortium_id = p_consortium and from_day <= p_day and (until is null or p_day < until) and at < p_known
  order by sequence desc limit 1
$$;

-- One writer of a consortium's standing at a time, until its transaction ends.
create function lock_standings(p_consortia uuid[]) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('standing ' || id, 0)) from (select distinct id from unnest(p_consortia) id order by id) each
$$;

-- A lead unit, leader or secretariat is to be another one; what is major stands only once it is approved.
create table consortium_change (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  -- One of the pack's kinds of change.
  kind          text    not null,
  is_major      boolean not null,
  state         text    not null check (state in ('asked', 'supported', 'opposed', 'in-force', 'refused', 'withdrawn')),
  "from"        text    not null check (length("from") <= 500),
  "to"          text    not null check (length("to") <= 500),
  from_day      date    not null,
  reason        text    not null check (length(reason) between 1 and 2000),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);
-- Of one kind, one at a time.
create unique index consortium_change_open_idx on consortium_change (consortium_id, kind) where state in ('asked', 'supported', 'opposed');

-- What was said and decided of a change, in its order.
create table consortium_change_act (
  consortium_id uuid not null,
  change_id     uuid not null,
  id            uuid not null default gen_random_uuid(),
  action        text not null check (action in ('ask', 'support', 'oppose', 'approve', 'refuse', 'withdraw')),
  text          text not null check (length(text) between 1 and 2000),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, change_id, id),
  foreign key (consortium_id, change_id) references consortium_change
);
create trigger consortium_change_act_kept before update or delete on consortium_change_act for each row execute function keep_record();

-- A case: something that may cost the standing. Whoever looks into it sees all of it; the consortium, once it is heard.
create sequence violation_number;
create table violation_case (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  number        text    not null unique
    default 'WG' || to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY') || '-' || lpad(nextval('violation_number')::text, 6, '0'),
  origin        text    not null check (origin in ('strikes', 'province', 'audit', 'public', 'change')),
  state         text    not null default 'open' check (state in ('open', 'investigating', 'hearing', 'decided')),
  version       integer not null default 1,
  opened_at     timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);

-- What is said to have happened. Of a reporter nothing is kept but what it typed: no account, no address; never the consortium's to read.
create table violation_report (
  consortium_id uuid  not null,
  case_id       uuid  not null,
  text          text  not null check (length(text) between 1 and 5000),
  facts         jsonb not null default '{}',
  name          text  not null default '' check (length(name) <= 100),
  contact       text  not null default '' check (length(contact) <= 200),
  -- SHA-256 of what lets the reporter read the answer.
  secret_hash   text  check (secret_hash ~ '^[0-9a-f]{64}$'),
  opened_by     uuid  default actor() references person,
  primary key (consortium_id, case_id),
  foreign key (consortium_id, case_id) references violation_case
);

create table violation_note (
  consortium_id uuid not null,
  case_id       uuid not null,
  id            uuid not null default gen_random_uuid(),
  text          text not null check (length(text) between 1 and 5000),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, case_id, id),
  foreign key (consortium_id, case_id) references violation_case
);

-- Evidence, by the digest of its bytes: the reporter's, the office's, the consortium's own. A reporter's file has no person.
create table violation_file (
  consortium_id uuid   not null,
  case_id       uuid   not null,
  digest        text   not null check (digest ~ '^[0-9a-f]{64}$'),
  side          text   not null check (side in ('reporter', 'office', 'consortium')),
  name          text   not null check (length(name) between 1 and 200),
  media_type    text   not null,
  bytes         bigint not null,
  person_id     uuid   references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, case_id, side, digest),
  foreign key (consortium_id, case_id) references violation_case
);

-- What the consortium is asked to answer, in the office's words, and its answer.
create table violation_hearing (
  consortium_id uuid not null,
  case_id       uuid not null,
  id            uuid not null default gen_random_uuid(),
  question      text not null check (length(question) between 1 and 5000),
  due_on        date not null,
  asked_by      uuid not null references person,
  asked_at      timestamptz not null default clock_timestamp(),
  answer        text check (length(answer) between 1 and 5000),
  answered_by   uuid references person,
  answered_at   timestamptz,
  primary key (consortium_id, case_id, id),
  foreign key (consortium_id, case_id) references violation_case,
  check (num_nulls(answer, answered_by, answered_at) in (0, 3))
);

-- Once a case: its outcome with reasons, whom it was told to, and until when the consortium may appeal.
create table violation_decision (
  consortium_id uuid not null,
  case_id       uuid not null,
  outcome       text not null,
  standing      text,
  from_day      date not null,
  until         date,
  reason        text not null check (length(reason) between 1 and 5000),
  -- What the reporter may read.
  answer        text not null check (length(answer) between 1 and 5000),
  document      text not null default '' check (length(document) <= 100),
  -- What no longer holds, as it stood when this was decided: [{"kind", "id", "text"}]
  withdrawn     jsonb not null,
  -- [{"role", "unit", "people"}]
  told          jsonb not null,
  appeal_until  date not null,
  decided_by    uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, case_id),
  foreign key (consortium_id, case_id) references violation_case
);
create trigger violation_decision_kept before update or delete on violation_decision for each row execute function keep_record();

create table violation_appeal (
  consortium_id uuid not null,
  case_id       uuid not null,
  text          text not null check (length(text) between 1 and 5000),
  made_by       uuid not null references person,
  made_at       timestamptz not null default clock_timestamp(),
  outcome       text check (outcome in ('upheld', 'dismissed')),
  reason        text check (length(reason) between 1 and 5000),
  decided_by    uuid references person,
  decided_at    timestamptz,
  primary key (consortium_id, case_id),
  foreign key (consortium_id, case_id) references violation_decision,
  check (num_nulls(outcome, reason, decided_by, decided_at) in (0, 4))
);

-- Whatever the program does: an answer is given once, an appeal decided once.
create function keep_answer() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', message = 'what was answered stays';
end $$;
create trigger violation_hearing_kept before update on violation_hearing for each row
  when (old.answered_at is not null) execute function keep_answer();
create trigger violation_appeal_kept before update on violation_appeal for each row
  when (old.decided_at is not null) execute function keep_answer();

-- Whether a consortium may see that there is a case: it is heard, or its standing was decided on.
create function is_heard(p_consortium uuid, p_case uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select p_consortium in (select scope('read-application')) and (
    exists (select from violation_hearing h where h.consortium_id = p_consortium and h.case_id = p_case)
    or exists (select from violation_decision d where d.consortium_id = p_consortium and d.case_id = p_case and d.standing is not null))
$$;

do $$
declare
  t text;
begin
  foreach t in array array['standing_event', 'consortium_change', 'consortium_change_act', 'violation_case', 'violation_report', 'violation_note',
    'violation_file', 'violation_hearing', 'violation_decision', 'violation_appeal'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select, insert on %I to lianheti_app', t);
  end loop;
  foreach t in array array['violation_case', 'violation_report', 'violation_note', 'violation_file', 'violation_hearing', 'violation_decision',
    'violation_appeal'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-case'')))', t || '_read', t);
  end loop;
end $$;

create policy standing_event_read on standing_event for select to lianheti_app using (true);
create policy standing_event_made on standing_event for insert to lianheti_app
  with check (consortium_id in (select scope('decide-standing')) and decided_by = (select actor()));

create policy consortium_change_read on consortium_change for select to lianheti_app using (consortium_id in (select scope('read-application')));
create policy consortium_change_asked on consortium_change for insert to lianheti_app
  with check (consortium_id in (select scope('ask-change')) and person_id = (select actor()) and state = case when is_major then 'asked' else 'in-force' end);
create policy consortium_change_moved on consortium_change for update to lianheti_app
  using (state in ('asked', 'supported', 'opposed') and (consortium_id in (select scope('ask-change'))
    or consortium_id in (select scope('advise-change')) or consortium_id in (select scope('decide-standing'))))
  with check (case state when 'withdrawn' then consortium_id in (select scope('ask-change'))
    when 'supported' then consortium_id in (select scope('advise-change')) when 'opposed' then consortium_id in (select scope('advise-change'))
    else consortium_id in (select scope('decide-standing')) end);
grant update (state, version, from_day) on consortium_change to lianheti_app;
create policy consortium_change_act_read on consortium_change_act for select to lianheti_app
  using (consortium_id in (select scope('read-application')));
create policy consortium_change_act_made on consortium_change_act for insert to lianheti_app with check (person_id = (select actor()) and (
  consortium_id in (select scope('ask-change')) or consortium_id in (select scope('advise-change'))
  or consortium_id in (select scope('decide-standing'))));

-- Strikes and changes open a case by themselves, whoever it was that made them.
create policy violation_case_opened on violation_case for insert to lianheti_app with check (state = 'open' and (
  consortium_id in (select scope('handle-case')) or (origin in ('strikes', 'change') and consortium_id in (select scope('read-application')))));
create policy violation_report_kept on violation_report for insert to lianheti_app with check (
  opened_by = (select actor()) and secret_hash is null and (consortium_id in (select scope('handle-case'))
  or consortium_id in (select scope('read-application'))));
create policy violation_case_moved on violation_case for update to lianheti_app
  using (state <> 'decided' and consortium_id in (select scope('handle-case'))) with check (consortium_id in (select scope('handle-case')));
grant update (state, version) on violation_case to lianheti_app;
grant usage on sequence violation_number, standing_event_sequence_seq to lianheti_app;
create policy violation_case_heard on violation_case for select to lianheti_app using (is_heard(consortium_id, id));
create policy violation_note_made on violation_note for insert to lianheti_app
  with check (consortium_id in (select scope('handle-case')) and person_id = (select actor()));
create policy violation_file_heard on violation_file for select to lianheti_app
  using (side = 'consortium' and is_heard(consortium_id, case_id));
create policy violation_file_added on violation_file for insert to lianheti_app with check (person_id = (select actor()) and (
  (side = 'office' and consortium_id in (select scope('handle-case')))
  or (side = 'consortium' and is_heard(consortium_id, case_id) and consortium_id in (select scope('answer-case')))));
create policy violation_hearing_heard on violation_hearing for select to lianheti_app using (is_heard(consortium_id, case_id));
create policy violation_hearing_asked on violation_hearing for insert to lianheti_app
  with check (consortium_id in (select scope('handle-case')) and asked_by = (select actor()) and answer is null);
create policy violation_hearing_answered on violation_hearing for update to lianheti_app
  using (consortium_id in (select scope('answer-case'))) with check (answered_by = (select actor()));
grant update (answer, answered_by, answered_at) on violation_hearing to lianheti_app;
create policy violation_decision_heard on violation_decision for select to lianheti_app using (is_heard(consortium_id, case_id));
create policy violation_decision_made on violation_decision for insert to lianheti_app with check (decided_by = (select actor()) and (
  consortium_id in (select scope('decide-standing')) or (standing is null and consortium_id in (select scope('handle-case')))));
create policy violation_appeal_heard on violation_appeal for select to lianheti_app using (is_heard(consortium_id, case_id));
create policy violation_appeal_made on violation_appeal for insert to lianheti_app
  with check (consortium_id in (select scope('answer-case')) and made_by = (select actor()) and outcome is null);
create policy violation_appeal_decided on violation_appeal for update to lianheti_app
  using (consortium_id in (select scope('decide-standing'))) with check (decided_by = (select actor()));
grant update (outcome, reason, decided_by, decided_at) on violation_appeal to lianheti_app;

-- Puts a notice before everyone with one of the roles over a consortium: in it, in its province, in the nation. Only who has to do with its
-- standing may, and the program itself. Tells whom: a row for each unit and role.
create function tell_of_standing(p_consortium uuid, p_roles text[], p_text text, p_link text)
returns table (role text, unit text, people bigint) language plpgsql security definer set search_path = public as $$
begin
  if not (has_right('read-application', p_consortium) or has_right('manage-member', p_consortium)
      or current_setting('role') = 'lianheti_owner') then
    raise exception using errcode = 'insufficient_privilege', message = 'who has nothing to do with a standing tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id, p_text, p_link, actor()
  from role_assignment a join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
  where a.person_id is distinct from actor() and a.role = any(p_roles)
  order by a.person_id;
  return query
    select a.role, u.name, count(*) from role_assignment a
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium join unit u on u.id = a.unit_id
    where a.person_id is distinct from actor() and a.role = any(p_roles)
    group by a.role, u.id, u.name order by u.name, a.role;
end $$;

-- Takes a report from anybody, with its files [{"digest", "name", "mediaType", "bytes"}], and gives the case's number: nothing where the
-- consortium has no standing.
create function take_report(p_consortium uuid, p_text text, p_name text, p_contact text, p_secret_hash text, p_files jsonb) returns text
language plpgsql security definer set search_path = public as $$
declare
  v_case   uuid := gen_random_uuid();
  v_number text;
begin
  if not exists (select from standing_event e where e.consortium_id = p_consortium) then return null; end if;
  insert into violation_case (consortium_id, id, origin) values (p_consortium, v_case, 'public') returning number into v_number;
  insert into violation_report (consortium_id, case_id, text, name, contact, secret_hash, opened_by)
  values (p_consortium, v_case, p_text, p_name, p_contact, p_secret_hash, null);
  insert into violation_file (consortium_id, case_id, digest, side, name, media_type, bytes)
  select p_consortium, v_case, f.digest, 'reporter', f.name, f."mediaType", f.bytes
  from jsonb_to_recordset(p_files) as f(digest text, name text, "mediaType" text, bytes bigint);
  perform audit_append(p_consortium, p_consortium, 'case.opened', v_case::text, jsonb_build_object('origin', 'public'));
  insert into notice (consortium_id, person_id, unit_id, text, link)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id, '收到一件反映联合体问题的线索（' || v_number || '），请核查。',
    '/violations/' || v_case
  from role_assignment a join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
  where a.role in ('provincial-officer', 'ministry-officer') order by a.person_id;
  return v_number;
end $$;

-- What a reporter may read of its case: how far it is and the answer. Nothing without both the number and the secret.
create function read_report(p_number text, p_secret_hash text)
returns table (state text, opened_at timestamptz, answer text, answered_at timestamptz)
language sql stable security definer set search_path = public as $$
  select c.state, c.opened_at, d.answer, d.at
  from violation_case c join violation_report r on r.consortium_id = c.consortium_id and r.case_id = c.id
  left join violation_decision d on d.consortium_id = c.consortium_id and d.case_id = c.id
  where c.number = p_number and r.secret_hash = p_secret_hash
$$;

-- Every consortium that has or had a standing, with all that was recorded of it: what the public register is made of. As the latest list
-- names it; by its unit's names where no list does.
create function public_standings() returns jsonb
language sql stable security definer set search_path = public as $$
  with listed as (
    select distinct on (item ->> 'consortiumId') item ->> 'consortiumId' as id, item, b.title
    from publication k join batch b on b.id = k.batch_id cross join lateral jsonb_array_elements(k.content -> 'items') item
    join cultivation c on c.consortium_id = (item ->> 'consortiumId')::uuid and c.batch_id = k.batch_id
    where k.kind = 'list' order by item ->> 'consortiumId', k.published_on desc, k.at desc
  ), recorded as (
    select consortium_id, jsonb_agg(jsonb_build_object('standing', standing, 'from', from_day, 'until', until, 'reason', reason,
      'document', document, 'at', at) order by sequence) as events
    from standing_event group by consortium_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('consortiumId', u.id, 'name', coalesce(l.item ->> 'name', u.name),
    'province', coalesce(nullif(l.item ->> 'province', ''), p.name), 'batch', l.title, 'events', r.events)), '[]')
  from recorded r join unit u on u.id = r.consortium_id join unit p on p.id = u.parent_id left join listed l on l.id = u.id::text
$$;

create trigger standing_event_public after insert on standing_event for each statement execute function tell_public();

revoke execute on function lock_standings, is_heard, tell_of_standing, take_report, read_report, public_standings from public;
grant execute on function lock_standings, is_heard, tell_of_standing, take_report, read_report, public_standings to lianheti_app;
