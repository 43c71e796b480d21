-- Data quality: what the pack's rules find of a consortium's figures and texts, who has to say what of it, how that ended, and what a year's score is
-- measured by.
insert into role_right (role, "right") values
  ('ministry-officer', 'read-quality'),
  ('provincial-officer', 'read-quality'),
  ('auditor', 'read-quality'),
  ('park-authority', 'read-quality'),
  ('secretariat', 'read-quality'),
  ('lead-school', 'read-quality'),
  ('lead-enterprise', 'read-quality'),
  ('ministry-officer', 'check-quality'),
  ('provincial-officer', 'check-quality'),
  ('park-authority', 'check-quality'),
  ('secretariat', 'check-quality'),
  ('ministry-officer', 'run-quality'),
  ('provincial-officer', 'run-quality'),
  ('secretariat', 'answer-quality'),
  ('member-reporter', 'answer-own-quality'),
  ('ministry-officer', 'close-quality'),
  ('provincial-officer', 'close-quality'),
  -- Whose figures equal whose: only for who may see both.
  ('ministry-officer', 'compare-quality'),
  ('provincial-officer', 'compare-quality'),
  ('auditor', 'compare-quality');

-- A run over all consortia of a ministry or province; its id is its job's.
create table quality_run (
  unit_id   uuid    not null references unit,
  id        uuid    not null,
  consortia integer not null,
  found     integer not null,
  opened    integer not null,
  gone      integer not null,
  person_id uuid    not null references person,
  at        timestamptz not null default clock_timestamp(),
  primary key (unit_id, id)
);
create index quality_run_latest_idx on quality_run (unit_id, at desc);

-- Where the figures of a group of like consortia lay at the last run; groups are never so small that one of them could be recognised.
create table quality_band (
  peer_group text             not null,
  figure     text             not null,
  year       smallint         not null,
  count      integer          not null check (count > 5),
  middle     double precision not null,
  spread     double precision not null,
  primary key (peer_group, figure, year)
);

create table quality_score (
  consortium_id uuid     not null references unit,
  year          smallint not null,
  measures      jsonb    not null,
  -- The group it was last compared in, and when; null before.
  peer_group    text,
  compared_at   timestamptz,
  checked_at    timestamptz not null,
  primary key (consortium_id, year)
);

-- The same rule, year and subject is the same finding, however often it is found.
create table quality_finding (
  consortium_id  uuid     not null references unit,
  id             uuid     not null default gen_random_uuid(),
  rule           text     not null,
  year           smallint not null,
  -- A figure, a text's cell or a member; empty where it is about the year as a whole.
  subject        text     not null,
  severity       text     not null check (severity in ('serious', 'usual', 'slight')),
  text           text     not null,
  figures        text[]   not null,
  -- What an officer accepts when closing it: anything beyond opens it again.
  basis          text[]   not null,
  -- The consortium, for its secretariat, or one of its members.
  assignee_id    uuid     not null references unit,
  state          text     not null default 'open' check (state in ('open', 'answered', 'accepted', 'gone')),
  version        integer  not null default 1,
  first_found_at timestamptz not null,
  found_at       timestamptz not null,
  primary key (consortium_id, id),
  unique (consortium_id, rule, year, subject)
);
create index quality_finding_assignee_idx on quality_finding (assignee_id) where state <> 'gone';
create index quality_finding_year_idx on quality_finding (year, consortium_id) where state <> 'gone';

-- What became of a finding, act by act.
create table quality_act (
  consortium_id uuid not null,
  finding_id    uuid not null,
  id            uuid not null default gen_random_uuid(),
  act           text not null check (act in ('found', 'gone', 'answer', 'accept', 'keep', 'reopen', 'assign')),
  text          text not null default '' check (length(text) <= 5000),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, finding_id, id),
  foreign key (consortium_id, finding_id) references quality_finding
);
create trigger quality_act_kept before update or delete on quality_act for each row execute function keep_record();

-- Whom a finding's figures or text equal, apart from the finding itself, which the consortium reads.
create table quality_match (
  consortium_id       uuid not null,
  finding_id          uuid not null,
  other_consortium_id uuid not null references unit,
  what                text not null,
  primary key (consortium_id, finding_id, other_consortium_id),
  foreign key (consortium_id, finding_id) references quality_finding
);

do $$
declare
  t text;
begin
  foreach t in array array['quality_run', 'quality_band', 'quality_score', 'quality_finding', 'quality_act', 'quality_match'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
end $$;
create policy quality_run_read on quality_run for select to lianheti_app using (unit_id in (select known_units()));
create policy quality_run_made on quality_run for insert to lianheti_app
  with check (unit_id in (select scope('run-quality')) and person_id = (select actor()));
grant insert on quality_run to lianheti_app;
create policy quality_band_read on quality_band for select to lianheti_app using (exists (select scope('read-quality')));
create policy quality_score_read on quality_score for select to lianheti_app using (consortium_id in (select scope('read-quality')));
create policy quality_finding_read on quality_finding for select to lianheti_app
  using (consortium_id in (select scope('read-quality')) or assignee_id in (select scope('answer-own-quality')));
create policy quality_finding_acted on quality_finding for update to lianheti_app using (
  consortium_id in (select scope('answer-quality')) or assignee_id in (select scope('answer-own-quality'))
  or consortium_id in (select scope('close-quality'))) with check (true);
grant update (state, assignee_id, version) on quality_finding to lianheti_app;
create policy quality_act_read on quality_act for select to lianheti_app using (exists (
  select from quality_finding f where f.consortium_id = quality_act.consortium_id and f.id = quality_act.finding_id));
create policy quality_act_made on quality_act for insert to lianheti_app with check (
  person_id = (select actor()) and act in ('answer', 'accept', 'keep', 'reopen', 'assign') and exists (
    select from quality_finding f where f.consortium_id = quality_act.consortium_id and f.id = quality_act.finding_id
      and (f.consortium_id in (select scope('answer-quality')) or f.assignee_id in (select scope('answer-own-quality'))
        or f.consortium_id in (select scope('close-quality')))));
grant insert on quality_act to lianheti_app;
create policy quality_match_read on quality_match for select to lianheti_app using (
  consortium_id in (select scope('compare-quality')) and other_consortium_id in (select scope('compare-quality')));

-- Whatever the program does: only an officer above closes a finding or opens a closed one, only whom it is assigned to or the secretariat answers, and it is
-- assigned to the consortium or one of its members.
create function keep_quality_finding() returns trigger language plpgsql as $$
begin
  -- `keep_quality` writes as the owner: what goes, goes by it alone.
  if current_user = 'lianheti_owner' then return new; end if;
  if (new.state = 'accepted' or old.state = 'accepted' or (old.state = 'answered' and new.state = 'open'))
     and not has_right('close-quality', new.consortium_id) then
    raise exception using errcode = 'insufficient_privilege', message = 'only an officer above decides on an answer';
  end if;
  if new.state = 'gone' or old.state = 'gone' then
    raise exception using errcode = 'restrict_violation', message = 'a finding goes when it is found no more';
  end if;
  if new.assignee_id <> old.assignee_id and not (has_right('answer-quality', new.consortium_id) and (new.assignee_id = new.consortium_id
     or exists (select from unit u where u.id = new.assignee_id and u.parent_id = new.consortium_id))) then
    raise exception using errcode = 'insufficient_privilege', message = 'a finding is the secretariat''s to assign, within its consortium';
  end if;
  return new;
end $$;
create trigger quality_finding_kept before update of state, assignee_id on quality_finding for each row execute function keep_quality_finding();

-- Keeps what a check found of a consortium: what was found before keeps its identity, answers and assignee; what is new is told to whom it is assigned; what the
-- rules that were checked find no more is closed by itself. p_findings: [{"rule", "year", "subject", "severity", "text", "figures", "basis", "member",
-- "others": [{"consortium", "what"}]}]; p_measures: [{"year", …}]; without a group it was not compared with others.
create function keep_quality(p_consortium uuid, p_rules text[], p_years smallint[], p_findings jsonb, p_measures jsonb, p_compared boolean, p_group text)
returns table (found integer, opened integer, gone integer) language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v_now    timestamptz := clock_timestamp();
  v_found  integer;
  v_opened uuid[];
  v_gone   uuid[];
begin
  if not has_right('check-quality', p_consortium) then
    raise exception using errcode = 'insufficient_privilege', message = 'who may not check a consortium keeps nothing of it';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('quality ' || p_consortium, 0));
  with wanted as materialized (
    select f.rule, f.year, f.subject, f.severity, f.text, f.figures, f.basis,
      coalesce((select u.id from unit u where u.id = f.member and u.parent_id = p_consortium), p_consortium) as assignee_id
    from jsonb_to_recordset(p_findings) as f(rule text, year smallint, subject text, severity text, text text, figures text[], basis text[], member uuid)
  ), old as materialized (
    select * from quality_finding where consortium_id = p_consortium
  ), kept as (
    insert into quality_finding as q (consortium_id, rule, year, subject, severity, text, figures, basis, assignee_id, first_found_at, found_at)
    select p_consortium, w.rule, w.year, w.subject, w.severity, w.text, w.figures, w.basis, w.assignee_id, v_now, v_now from wanted w
    on conflict (consortium_id, rule, year, subject) do update set severity = excluded.severity, text = excluded.text, figures = excluded.figures,
      found_at = v_now,
      basis = case when q.state = 'accepted' and excluded.basis <@ q.basis then q.basis else excluded.basis end,
      state = case when q.state = 'gone' or (q.state = 'accepted' and not excluded.basis <@ q.basis) then 'open' else q.state end,
      version = q.version + case when q.state = 'gone' or (q.state = 'accepted' and not excluded.basis <@ q.basis) then 1 else 0 end
    returning q.id, q.rule, q.year, q.subject, q.state
  )
  select count(*), array_agg(k.id) filter (where k.state = 'open' and (o.id is null or o.state in ('gone', 'accepted')))
  into v_found, v_opened
  from kept k left join old o on (o.rule, o.year, o.subject) = (k.rule, k.year, k.subject);
  with closed as (
    update quality_finding q set state = 'gone', version = version + 1
    where consortium_id = p_consortium and state <> 'gone' and rule = any(p_rules) and year = any(p_years) and found_at < v_now
    returning id
  )
  select array_agg(id) into v_gone from closed;
  insert into quality_act (consortium_id, finding_id, act, person_id, at)
  select p_consortium, id, 'found', actor(), v_now from unnest(v_opened) id
  union all select p_consortium, id, 'gone', actor(), v_now from unnest(v_gone) id;
  if p_compared then
    delete from quality_match where consortium_id = p_consortium;
    insert into quality_match (consortium_id, finding_id, other_consortium_id, what)
    select p_consortium, q.id, o.consortium, o.what
    from jsonb_to_recordset(p_findings) as f(rule text, year smallint, subject text, others jsonb)
    join quality_finding q on q.consortium_id = p_consortium and (q.rule, q.year, q.subject) = (f.rule, f.year, f.subject)
    cross join jsonb_to_recordset(f.others) as o(consortium uuid, what text);
  end if;
  insert into quality_score as s (consortium_id, year, measures, peer_group, compared_at, checked_at)
  select p_consortium, (m->>'year')::smallint, m, case when p_compared then p_group end, case when p_compared then v_now end, v_now
  from jsonb_array_elements(p_measures) m
  on conflict (consortium_id, year) do update set measures = excluded.measures, checked_at = v_now,
    peer_group = case when p_compared then excluded.peer_group else s.peer_group end, compared_at = coalesce(excluded.compared_at, s.compared_at);
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id,
    format('数据质量检查有%s项新发现，请核对或说明。', n.count), '/consortia/' || p_consortium || '/quality', actor()
  from (select q.assignee_id, count(*) as count from quality_finding q where q.consortium_id = p_consortium and q.id = any(v_opened) group by 1) n
  join role_assignment a on a.unit_id = n.assignee_id and a.role in ('secretariat', 'member-reporter') and a.person_id <> actor()
  order by a.person_id, n.count desc;
  perform audit_append(p_consortium, p_consortium, 'quality.checked', p_consortium::text, jsonb_build_object('compared', p_compared, 'found', v_found,
    'opened', coalesce(cardinality(v_opened), 0), 'gone', coalesce(cardinality(v_gone), 0)));
  return query select v_found, coalesce(cardinality(v_opened), 0), coalesce(cardinality(v_gone), 0);
end $$;
revoke execute on function keep_quality from public;
grant execute on function keep_quality to lianheti_app;

-- Keeps where the groups' figures lie, in place of what the last run found. p_bands: [{"group", "figure", "year", "count", "middle", "spread"}].
create function keep_quality_bands(p_unit uuid, p_bands jsonb) returns void language plpgsql security definer set search_path = public as $$
begin
  if not has_right('run-quality', p_unit) then
    raise exception using errcode = 'insufficient_privilege', message = 'only who runs the check keeps its bands';
  end if;
  lock table quality_band in share row exclusive mode;
  delete from quality_band;
  insert into quality_band (peer_group, figure, year, count, middle, spread)
  select b."group", b.figure, b.year, b.count, b.middle, b.spread
  from jsonb_to_recordset(p_bands) as b("group" text, figure text, year smallint, count integer, middle double precision, spread double precision);
end $$;
revoke execute on function keep_quality_bands from public;
grant execute on function keep_quality_bands to lianheti_app;

-- Puts a notice about a finding before whom it is assigned to or, where it was answered, before the officers above.
create function tell_quality(p_consortium uuid, p_finding uuid, p_officers boolean, p_text text) returns void
language plpgsql security definer set search_path = public as $$
declare
  v_assignee uuid := (select assignee_id from quality_finding where consortium_id = p_consortium and id = p_finding);
begin
  if not (has_right('answer-quality', p_consortium) or has_right('close-quality', p_consortium) or has_right('answer-own-quality', v_assignee)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has no part in a finding tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id, p_text, '/consortia/' || p_consortium || '/quality', actor()
  from role_assignment a join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = case when p_officers then p_consortium else v_assignee end
  where a.person_id <> actor() and case when p_officers then a.role = 'provincial-officer'
    else a.unit_id = v_assignee and a.role in ('secretariat', 'member-reporter') end
  order by a.person_id;
end $$;
revoke execute on function tell_quality from public;
grant execute on function tell_quality to lianheti_app;
