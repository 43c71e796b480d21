-- Supply against demand 供需分析: industries of enterprises, the talent demand report 人才需求报告, and majors: their warnings 专业预警 and adjustments 专业调整.

-- The industry of an enterprise, by the code of the national list.
create table talent_industry (
  consortium_id uuid not null references unit,
  member_id     uuid not null,
  industry      text not null check (length(industry) between 1 and 10),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, member_id),
  foreign key (consortium_id, member_id) references member
);

-- 主导产业 of the park, which majors are to match.
create table leading_industry (
  consortium_id uuid not null references unit,
  industry      text not null check (length(industry) between 1 and 10),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, industry)
);

-- A demand report: `figures` are those that it is drafted from; `content` is what was published, and stays.
create table talent_report (
  consortium_id uuid     not null references unit,
  id            uuid     not null default gen_random_uuid(),
  -- 发布单位.
  member_id     uuid     not null,
  year          smallint not null check (year between 2000 and 2100),
  title         text     not null check (length(title) between 1 and 200),
  state         text     not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  figures       jsonb    not null check (jsonb_typeof(figures) = 'object'),
  content       jsonb    check (jsonb_typeof(content) = 'object'),
  digest        text     check (digest ~ '^[0-9a-f]{64}$'),
  published_on  date,
  withdrawn_because text not null default '' check (length(withdrawn_because) <= 500),
  version       integer  not null default 1,
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  check (state = 'draft' or num_nulls(content, digest, published_on) = 0),
  check ((state = 'withdrawn') = (withdrawn_because <> ''))
);
create unique index talent_report_title_idx on talent_report (consortium_id, member_id, title) where state <> 'withdrawn';

-- A paragraph as people wrote it instead of the drafted one; each version stands.
create table talent_report_text (
  consortium_id uuid    not null,
  report_id     uuid    not null,
  part          text    not null check (length(part) between 1 and 60),
  version       integer not null check (version > 0),
  -- Null: as it is drafted again.
  text          text    check (length(text) <= 3000),
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, report_id, part, version),
  foreign key (consortium_id, report_id) references talent_report
);

-- 招生与就业 of a cohort, as its school tells it.
create table programme_outcome (
  consortium_id uuid    not null,
  programme_id  uuid    not null,
  member_id     uuid    not null,
  -- Places and who came; graduates and who of them found work.
  planned       integer check (planned between 1 and 100000),
  admitted      integer check (admitted between 0 and 100000),
  graduates     integer check (graduates between 1 and 100000),
  employed      integer check (employed between 0 and graduates),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, programme_id),
  foreign key (consortium_id, programme_id) references talent_programme,
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(planned, admitted) in (0, 2)),
  check (num_nulls(graduates, employed) in (0, 2))
);

-- The file of an adjustment: why it was opened, what was decided by whom, and what came of it a year on. `figures` are those of the major as it was opened and as it
-- was closed.
create table major_case (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  major         text    not null check (length(major) between 1 and 100),
  state         text    not null default 'open' check (state in ('open', 'adjusted', 'kept', 'closed')),
  why           text    not null check (length(why) between 1 and 1000),
  opened_with   jsonb   not null check (jsonb_typeof(opened_with) = 'object'),
  -- Empty where it was decided to change nothing.
  action        text    not null default '' check (length(action) <= 20),
  decided_by    text    check (decided_by in ('school', 'council')),
  decided_on    date,
  -- By which document; where it is a resolution of the council, by that.
  reference     text    not null default '' check (length(reference) <= 200),
  resolution_id uuid,
  basis         text    not null default '' check (length(basis) <= 1000),
  effect        text    not null default '' check (length(effect) <= 2000),
  closed_with   jsonb   check (jsonb_typeof(closed_with) = 'object'),
  closed_on     date,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, resolution_id) references resolution,
  check ((state = 'open') = (decided_by is null)),
  check (num_nulls(decided_by, decided_on) in (0, 2)),
  check (resolution_id is null or decided_by = 'council'),
  check (state = 'open' or reference <> ''),
  check (state <> 'adjusted' or action <> ''),
  check ((state = 'closed') = (closed_on is not null and effect <> '' and closed_with is not null)),
  -- What came of it is told a year after.
  check (closed_on >= decided_on + interval '1 year')
);
create unique index major_case_running_idx on major_case (consortium_id, member_id, major) where state in ('open', 'adjusted');

-- 论证材料 of a case: a finding, and the file that shows it.
create table major_case_finding (
  consortium_id uuid   not null,
  case_id       uuid   not null,
  id            uuid   not null default gen_random_uuid(),
  text          text   not null check (length(text) between 1 and 1000),
  evidence_id   uuid,
  person_id     uuid   not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, case_id) references major_case,
  foreign key (consortium_id, evidence_id) references evidence
);
create index major_case_finding_case_idx on major_case_finding (consortium_id, case_id);

-- A report goes forward alone, and what was published stays as it is.
create function keep_talent_report() returns trigger language plpgsql set search_path = public as $$
begin
  if new.version <> old.version + 1 or old.state = 'withdrawn'
     or old.state = 'published' and new.state <> 'withdrawn'
     or old.state = 'draft' and new.state = 'withdrawn'
     or old.state = 'published' and (new.title, new.member_id, new.figures, new.content, new.digest, new.published_on)
       is distinct from (old.title, old.member_id, old.figures, old.content, old.digest, old.published_on) then
    raise exception using errcode = 'restrict_violation', message = 'what was published stays';
  end if;
  return new;
end $$;
create trigger talent_report_kept before update on talent_report for each row execute function keep_talent_report();

create function keep_talent_report_text() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (select r.state <> 'draft' from talent_report r where r.consortium_id = new.consortium_id and r.id = new.report_id for share) then
    raise exception using errcode = 'restrict_violation', message = 'what was published stays';
  end if;
  return new;
end $$;
create trigger talent_report_text_kept before insert on talent_report_text for each row execute function keep_talent_report_text();

create function keep_major_case() returns trigger language plpgsql set search_path = public as $$
begin
  if new.version <> old.version + 1 or not (
       old.state = 'open' and new.state in ('open', 'adjusted', 'kept') or old.state = 'adjusted' and new.state in ('adjusted', 'closed'))
     or old.state = 'adjusted' and (new.action, new.decided_by, new.decided_on, new.reference, new.resolution_id, new.basis)
       is distinct from (old.action, old.decided_by, old.decided_on, old.reference, old.resolution_id, old.basis) then
    raise exception using errcode = 'restrict_violation', message = 'a case goes forward, and what was decided stays';
  end if;
  return new;
end $$;
create trigger major_case_kept before update on major_case for each row execute function keep_major_case();

create function keep_major_case_finding() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (select c.state not in ('open', 'adjusted') from major_case c where c.consortium_id = new.consortium_id and c.id = new.case_id for share) then
    raise exception using errcode = 'restrict_violation', message = 'a closed case takes nothing more';
  end if;
  return new;
end $$;
create trigger major_case_finding_kept before insert on major_case_finding for each row execute function keep_major_case_finding();

create trigger talent_report_public after update on talent_report for each row
  when (old.state is distinct from new.state) execute function tell_public();

-- What anybody may read of the reports that were published and not withdrawn, the latest first.
create function public_talent_reports() returns jsonb language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'title', r.title, 'year', r.year, 'consortiumId', u.id, 'consortium', u.name, 'publisher', m.name,
    'publishedOn', r.published_on) order by r.published_on desc, r.title, r.id), '[]')
  from talent_report r join unit u on u.id = r.consortium_id join member m on m.consortium_id = r.consortium_id and m.id = r.member_id
  where r.state = 'published'
$$;
create function public_talent_report(p_id uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select jsonb_build_object('content', r.content, 'digest', r.digest) from talent_report r where r.id = p_id and r.state = 'published'
$$;

do $$
declare
  t text;
begin
  foreach t in array array['talent_industry', 'leading_industry', 'talent_report', 'talent_report_text', 'programme_outcome', 'major_case',
    'major_case_finding'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['talent_industry', 'leading_industry'] loop
    execute format('create policy %I on %I for select to lianheti_app
      using (consortium_id in (select scope(''read-talent'')) or consortium_id in (select consortia_of_own_members()))', t || '_read', t);
  end loop;
  -- Offices see all majors, a school its own.
  foreach t in array array['programme_outcome', 'major_case'] loop
    execute format('create policy %I on %I for select to lianheti_app
      using (consortium_id in (select scope(''read-talent'')) or member_id in (select scope(''offer-talent'')))', t || '_read', t);
    execute format('create policy %I on %I for insert to lianheti_app with check (person_id = (select actor())
      and (consortium_id in (select scope(''manage-talent'')) or member_id in (select scope(''offer-talent''))))', t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app
      using (consortium_id in (select scope(''manage-talent'')) or member_id in (select scope(''offer-talent'')))', t || '_changed', t);
  end loop;
end $$;

create policy talent_industry_said on talent_industry for insert to lianheti_app with check (person_id = (select actor())
  and (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent'))));
create policy talent_industry_changed on talent_industry for update to lianheti_app
  using (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent')));
grant insert (consortium_id, member_id, industry, person_id), update (industry, person_id) on talent_industry to lianheti_app;

create policy leading_industry_said on leading_industry for insert to lianheti_app
  with check (person_id = (select actor()) and consortium_id in (select scope('manage-talent')));
create policy leading_industry_cut on leading_industry for delete to lianheti_app using (consortium_id in (select scope('manage-talent')));
grant insert (consortium_id, industry, person_id), delete on leading_industry to lianheti_app;

-- Members read what is published; the draft is the offices'.
create policy talent_report_read on talent_report for select to lianheti_app using (
  consortium_id in (select scope('read-talent')) or state <> 'draft' and consortium_id in (select consortia_of_own_members()));
create policy talent_report_made on talent_report for insert to lianheti_app
  with check (person_id = (select actor()) and state = 'draft' and consortium_id in (select scope('manage-talent')));
create policy talent_report_changed on talent_report for update to lianheti_app using (consortium_id in (select scope('manage-talent')));
grant insert (consortium_id, id, member_id, year, title, figures, person_id) on talent_report to lianheti_app;
grant update (title, member_id, state, figures, content, digest, published_on, withdrawn_because, version) on talent_report to lianheti_app;

create policy talent_report_text_read on talent_report_text for select to lianheti_app using (exists (select from talent_report r
  where r.consortium_id = talent_report_text.consortium_id and r.id = report_id));
create policy talent_report_text_made on talent_report_text for insert to lianheti_app
  with check (person_id = (select actor()) and consortium_id in (select scope('manage-talent')));
grant insert (consortium_id, report_id, part, version, text, person_id) on talent_report_text to lianheti_app;

grant insert (consortium_id, programme_id, member_id, planned, admitted, graduates, employed, person_id) on programme_outcome to lianheti_app;
grant update (planned, admitted, graduates, employed, person_id, version) on programme_outcome to lianheti_app;
grant insert (consortium_id, id, member_id, major, why, opened_with, person_id) on major_case to lianheti_app;
grant update (state, action, decided_by, decided_on, reference, resolution_id, basis, effect, closed_with, closed_on, version) on major_case to lianheti_app;

create policy major_case_finding_read on major_case_finding for select to lianheti_app using (exists (select from major_case c
  where c.consortium_id = major_case_finding.consortium_id and c.id = case_id));
create policy major_case_finding_made on major_case_finding for insert to lianheti_app with check (person_id = (select actor())
  and exists (select from major_case c where c.consortium_id = major_case_finding.consortium_id and c.id = case_id
    and (c.consortium_id in (select scope('manage-talent')) or c.member_id in (select scope('offer-talent')))));
grant insert (consortium_id, id, case_id, text, evidence_id, person_id) on major_case_finding to lianheti_app;

revoke execute on function public_talent_reports, public_talent_report from public;
grant execute on function public_talent_reports, public_talent_report to lianheti_app;
