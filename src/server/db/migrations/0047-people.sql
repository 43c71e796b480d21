-- The people of a consortium: its secretariat's staff; appraisals of members and staff by schemes, from the scores to what was objected and decided.
insert into role_right (role, "right") values
  ('secretariat', 'manage-staff'),
  ('secretariat', 'read-staff'),
  ('park-authority', 'read-staff'),
  ('lead-school', 'read-staff'),
  ('lead-enterprise', 'read-staff'),
  ('provincial-officer', 'read-staff'),
  ('auditor', 'read-staff'),
  ('secretariat', 'manage-appraisal'),
  ('secretariat', 'read-appraisal'),
  ('park-authority', 'read-appraisal'),
  ('provincial-officer', 'read-appraisal'),
  ('auditor', 'read-appraisal'),
  ('secretariat', 'decide-objection'),
  ('park-authority', 'decide-objection'),
  ('member-reporter', 'answer-appraisal');

-- One person's time in the secretariat; another time is another row.
create table staff (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  name          text    not null check (length(name) between 1 and 100),
  -- Where the person comes from: a member, or any other unit by its name.
  member_id     uuid,
  unit          text    not null check (length(unit) between 1 and 200),
  employment    text    not null check (employment in ('full-time', 'part-time')),
  duty          text    not null check (length(duty) between 1 and 500),
  -- The account by which the person sees its own appraisal.
  account_id    uuid    references person,
  from_day      date    not null,
  -- The last day, and why it was the last.
  ended_on      date    check (ended_on >= from_day),
  ended_by      text    check (length(ended_by) between 1 and 500),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(ended_on, ended_by) in (0, 2))
);
-- Nobody is there twice at a time.
create unique index staff_once_idx on staff (consortium_id, name_key(name), name_key(unit)) where ended_on is null;

-- By what members or staff are appraised; what it says stands in its versions.
create table appraisal_scheme (
  consortium_id uuid not null references unit,
  id            uuid not null default gen_random_uuid(),
  subject       text not null check (subject in ('member', 'staff')),
  title         text not null check (length(title) between 1 and 100),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, title)
);

create function weights_of(p_content jsonb) returns numeric language sql immutable set search_path = public as $$
  select coalesce(sum((i->>'weight')::numeric), 0) from jsonb_array_elements(p_content->'indicators') i
$$;

-- `content` is what core/appraisal/scheme.ts describes. A version is never changed: what comes after it is another one.
create table appraisal_scheme_version (
  consortium_id uuid    not null,
  scheme_id     uuid    not null,
  number        integer not null check (number > 0),
  content       jsonb   not null check (weights_of(content) = 100),
  reason        text    not null default '' check (length(reason) <= 500),
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, scheme_id, number),
  foreign key (consortium_id, scheme_id) references appraisal_scheme
);
create trigger appraisal_scheme_version_kept before update or delete on appraisal_scheme_version for each row execute function keep_record();

-- One appraisal by a version of a scheme, over a period within one data year.
create table appraisal (
  consortium_id    uuid    not null,
  id               uuid    not null default gen_random_uuid(),
  scheme_id        uuid    not null,
  scheme_number    integer not null,
  title            text    not null check (length(title) between 1 and 100),
  from_day         date    not null,
  to_day           date    not null,
  state            text    not null default 'draft' check (state in ('draft', 'discarded', 'published', 'final')),
  published_at     timestamptz,
  -- The last day on which it may be objected.
  objections_until date,
  final_at         timestamptz,
  version          integer not null default 1,
  person_id        uuid    not null references person,
  at               timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, scheme_id, scheme_number) references appraisal_scheme_version,
  check (to_day >= from_day and extract(year from to_day) = extract(year from from_day)),
  check ((state in ('published', 'final')) = (num_nulls(published_at, objections_until) = 0)),
  check ((state = 'final') = (final_at is not null))
);
create index appraisal_id_idx on appraisal (id);

-- Who is appraised, under the name of that day. Points, place and grade follow from the scores.
create table appraisal_subject (
  consortium_id   uuid    not null,
  appraisal_id    uuid    not null,
  id              uuid    not null default gen_random_uuid(),
  member_id       uuid,
  staff_id        uuid,
  name            text    not null,
  points          numeric,
  place           integer,
  grade           text,
  -- Its own word that it has nothing against the result.
  accepted_by     uuid    references person,
  accepted_at     timestamptz,
  version         integer not null default 1,
  primary key (consortium_id, appraisal_id, id),
  foreign key (consortium_id, appraisal_id) references appraisal,
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, staff_id) references staff,
  unique nulls not distinct (consortium_id, appraisal_id, member_id, staff_id),
  check (num_nonnulls(member_id, staff_id) = 1),
  check (num_nulls(accepted_by, accepted_at) in (0, 2))
);
create index appraisal_subject_member_idx on appraisal_subject (member_id) where member_id is not null;

-- What an indicator gave a subject. `value` is what was measured, `part` of `whole` what it was measured from; by hand there is a reason instead.
create table appraisal_score (
  consortium_id uuid    not null,
  appraisal_id  uuid    not null,
  subject_id    uuid    not null,
  indicator     text    not null,
  by_hand       boolean not null,
  value         numeric,
  part          numeric,
  whole         numeric,
  points        numeric not null check (points between 0 and 100),
  reason        text    not null default '' check (length(reason) <= 1000),
  scored_by     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, appraisal_id, subject_id, indicator),
  foreign key (consortium_id, appraisal_id, subject_id) references appraisal_subject,
  check (not by_hand or reason <> '')
);

create table appraisal_objection (
  consortium_id uuid    not null,
  appraisal_id  uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  subject_id    uuid    not null,
  indicator     text    not null,
  text          text    not null check (length(text) between 1 and 2000),
  -- What was objected to.
  before        numeric not null,
  state         text    not null default 'open' check (state in ('open', 'kept', 'changed', 'withdrawn')),
  answer        text    not null default '' check (length(answer) <= 2000),
  points        numeric,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  decided_by    uuid    references person,
  decided_at    timestamptz,
  primary key (consortium_id, appraisal_id, id),
  foreign key (consortium_id, appraisal_id, subject_id, indicator) references appraisal_score,
  check ((state in ('kept', 'changed')) = (num_nulls(decided_by, decided_at) = 0)),
  check ((state = 'changed') = (points is not null)),
  check (state not in ('kept', 'changed') or answer <> '')
);
create unique index appraisal_objection_open_idx on appraisal_objection (consortium_id, appraisal_id, subject_id, indicator) where state = 'open';

-- Subjects for which the actor speaks: its own members, and its own time in the secretariat.
create function own_subjects() returns table (appraisal_id uuid, subject_id uuid)
language sql stable security definer set search_path = public rows 20 as $$
  select s.appraisal_id, s.id from appraisal_subject s where s.member_id in (select scope('answer-appraisal'))
  union
  select s.appraisal_id, s.id from staff f join appraisal_subject s on s.consortium_id = f.consortium_id and s.staff_id = f.id
  where f.account_id = actor()
$$;

do $$
declare
  t text;
begin
  foreach t in array array['staff', 'appraisal_scheme', 'appraisal_scheme_version', 'appraisal', 'appraisal_subject', 'appraisal_score',
                           'appraisal_objection'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select, insert on %I to lianheti_app', t);
  end loop;
  foreach t in array array['appraisal_scheme', 'appraisal_scheme_version'] loop
    -- By what one is appraised, everyone of the consortium may read.
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-staff''))
      or consortium_id in (select consortia_of_own_members()))', t || '_read', t);
    execute format('create policy %I on %I for insert to lianheti_app
      with check (consortium_id in (select scope(''manage-appraisal'')) and person_id = (select actor()))', t || '_made', t);
  end loop;
  foreach t in array array['appraisal_score', 'appraisal_objection'] loop
    execute format('create policy %I on %I for select to lianheti_app using (exists (select from appraisal_subject s
      where s.consortium_id = %I.consortium_id and s.appraisal_id = %I.appraisal_id and s.id = %I.subject_id))', t || '_read', t, t, t, t);
  end loop;
end $$;

create policy staff_read on staff for select to lianheti_app
  using (consortium_id in (select scope('read-staff')) or account_id = (select actor()));
create policy staff_made on staff for insert to lianheti_app
  with check (consortium_id in (select scope('manage-staff')) and person_id = (select actor()));
create policy staff_changed on staff for update to lianheti_app using (consortium_id in (select scope('manage-staff')));
grant update (name, member_id, unit, employment, duty, account_id, from_day, ended_on, ended_by, version) on staff to lianheti_app;

-- A draft is its secretariat's; what was published is seen by its offices, and by each subject its own.
create policy appraisal_read on appraisal for select to lianheti_app using (
  consortium_id in (select scope('manage-appraisal'))
  or (state in ('published', 'final') and (consortium_id in (select scope('read-appraisal'))
    or id in (select o.appraisal_id from own_subjects() o))));
create policy appraisal_made on appraisal for insert to lianheti_app
  with check (consortium_id in (select scope('manage-appraisal')) and person_id = (select actor()) and state = 'draft');
create policy appraisal_moved on appraisal for update to lianheti_app using (consortium_id in (select scope('manage-appraisal')));
grant update (state, published_at, objections_until, final_at, version) on appraisal to lianheti_app;
create policy appraisal_subject_read on appraisal_subject for select to lianheti_app using (
  exists (select from appraisal a where a.consortium_id = appraisal_subject.consortium_id and a.id = appraisal_subject.appraisal_id)
  and (consortium_id in (select scope('read-appraisal')) or id in (select o.subject_id from own_subjects() o)));
create policy appraisal_subject_made on appraisal_subject for insert to lianheti_app
  with check (consortium_id in (select scope('manage-appraisal')));
create policy appraisal_subject_changed on appraisal_subject for update to lianheti_app using (
  consortium_id in (select scope('manage-appraisal')) or consortium_id in (select scope('decide-objection'))
  or id in (select o.subject_id from own_subjects() o));
grant update (points, place, grade, accepted_by, accepted_at, version) on appraisal_subject to lianheti_app;
create policy appraisal_score_made on appraisal_score for insert to lianheti_app
  with check (consortium_id in (select scope('manage-appraisal')) and scored_by = (select actor()));
create policy appraisal_score_changed on appraisal_score for update to lianheti_app
  using (consortium_id in (select scope('manage-appraisal')) or consortium_id in (select scope('decide-objection')));
grant update (value, part, whole, points, reason, scored_by, at) on appraisal_score to lianheti_app;
create policy appraisal_objection_made on appraisal_objection for insert to lianheti_app
  with check (person_id = (select actor()) and state = 'open' and subject_id in (select o.subject_id from own_subjects() o));
create policy appraisal_objection_changed on appraisal_objection for update to lianheti_app
  using (consortium_id in (select scope('decide-objection')) or person_id = (select actor()));
grant update (state, answer, points, decided_by, decided_at, version) on appraisal_objection to lianheti_app;

-- Each step follows on the one before. Published once every indicator of everyone is scored; final once nothing is open and the days are over, or
-- everyone accepted it.
create function keep_appraisal() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1
     or (old.state, new.state) not in (('draft', 'draft'), ('draft', 'discarded'), ('draft', 'published'), ('published', 'final')) then
    raise exception using errcode = 'restrict_violation', message = 'an appraisal takes its steps in their order';
  end if;
  if new.state = 'published' and old.state = 'draft' and (new.objections_until <= beijing_today() or exists (
      select from appraisal_subject s
      join appraisal_scheme_version v on v.consortium_id = new.consortium_id and v.scheme_id = new.scheme_id and v.number = new.scheme_number
      cross join lateral jsonb_array_elements(v.content->'indicators') i
      where s.consortium_id = new.consortium_id and s.appraisal_id = new.id and not exists (select from appraisal_score c
        where c.consortium_id = s.consortium_id and c.appraisal_id = s.appraisal_id and c.subject_id = s.id and c.indicator = i->>'id'))) then
    raise exception using errcode = 'restrict_violation', message = 'an appraisal is published with every score, and with days for objections';
  end if;
  if new.state = 'final' and (exists (select from appraisal_objection o
        where o.consortium_id = new.consortium_id and o.appraisal_id = new.id and o.state = 'open')
      or (beijing_today() <= new.objections_until and exists (select from appraisal_subject s
        where s.consortium_id = new.consortium_id and s.appraisal_id = new.id and s.accepted_at is null))) then
    raise exception using errcode = 'restrict_violation', message = 'an appraisal is final once nothing can be objected any more';
  end if;
  return new;
end $$;
create trigger appraisal_kept before update on appraisal for each row execute function keep_appraisal();

-- Whatever the program does: a published score changes by the decision on an objection to it, taken in this transaction, and by nothing else; and
-- nobody scores itself by hand.
create function keep_appraisal_score() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_state text := (select a.state from appraisal a where a.consortium_id = new.consortium_id and a.id = new.appraisal_id);
begin
  if v_state = 'draft' then
    if new.by_hand and exists (select from own_subjects() o where o.subject_id = new.subject_id) then
      raise exception using errcode = 'restrict_violation', message = 'nobody scores itself';
    end if;
    return new;
  end if;
  if tg_op <> 'UPDATE' or v_state <> 'published'
     or (new.value, new.part, new.whole, new.reason, new.scored_by, new.at) is distinct from
        (old.value, old.part, old.whole, old.reason, old.scored_by, old.at)
     or not exists (select from appraisal_objection o where o.consortium_id = new.consortium_id and o.appraisal_id = new.appraisal_id
       and o.subject_id = new.subject_id and o.indicator = new.indicator and o.state = 'changed' and o.points = new.points
       and o.decided_by = actor() and o.decided_at >= now()) then
    raise exception using errcode = 'restrict_violation', message = 'a published score changes by the decision on an objection alone';
  end if;
  return new;
end $$;
create trigger appraisal_score_kept before insert or update on appraisal_score for each row execute function keep_appraisal_score();

-- The points of a published subject are the sum of its scores; what is final stays; and a subject accepts by its own word alone.
create function keep_appraisal_subject() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_state text := (select a.state from appraisal a where a.consortium_id = new.consortium_id and a.id = new.appraisal_id);
begin
  if v_state not in ('draft', 'published')
     or (v_state = 'published' and new.points is distinct from (select sum(c.points) from appraisal_score c
       where c.consortium_id = new.consortium_id and c.appraisal_id = new.appraisal_id and c.subject_id = new.id))
     or ((new.points, new.place, new.grade) is distinct from (old.points, old.place, old.grade)
       and not has_right('manage-appraisal', new.consortium_id) and not has_right('decide-objection', new.consortium_id))
     or ((new.accepted_by, new.accepted_at) is distinct from (old.accepted_by, old.accepted_at)
       and (v_state <> 'published' or (new.accepted_by is not null and (new.accepted_by <> actor()
         or not exists (select from own_subjects() o where o.subject_id = new.id))))) then
    raise exception using errcode = 'restrict_violation', message = 'a result follows from its scores and is accepted by whom it is about';
  end if;
  return new;
end $$;
create trigger appraisal_subject_kept before update on appraisal_subject for each row execute function keep_appraisal_subject();

-- By the database's own clock: an objection comes within its days, and is decided once, by somebody who neither scored nor is appraised.
create function keep_appraisal_objection() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select from appraisal a where a.consortium_id = new.consortium_id and a.id = new.appraisal_id and a.state = 'published'
        and beijing_today() <= a.objections_until) then
      raise exception using errcode = 'restrict_violation', message = 'an objection comes within its days';
    end if;
    new.before := (select c.points from appraisal_score c where c.consortium_id = new.consortium_id and c.appraisal_id = new.appraisal_id
      and c.subject_id = new.subject_id and c.indicator = new.indicator);
    return new;
  end if;
  if old.state <> 'open' or new.state = 'open' or new.version <> old.version + 1
     or (new.state = 'withdrawn' and old.person_id <> actor())
     or (new.state in ('kept', 'changed') and (new.decided_by is distinct from actor() or not has_right('decide-objection', new.consortium_id)
       or exists (select from own_subjects() o where o.subject_id = new.subject_id)
       or exists (select from appraisal_score c where c.consortium_id = new.consortium_id and c.appraisal_id = new.appraisal_id
         and c.subject_id = new.subject_id and c.indicator = new.indicator and c.scored_by = actor())))
     or (new.state = 'changed' and not exists (select from appraisal a
       join appraisal_scheme_version v on v.consortium_id = a.consortium_id and v.scheme_id = a.scheme_id and v.number = a.scheme_number
       cross join lateral jsonb_array_elements(v.content->'indicators') i
       where a.consortium_id = new.consortium_id and a.id = new.appraisal_id and i->>'id' = new.indicator
         and new.points between 0 and (i->>'weight')::numeric)) then
    raise exception using errcode = 'restrict_violation', message = 'an objection is decided once, by somebody else than who scored';
  end if;
  if new.state in ('kept', 'changed') then new.decided_at := clock_timestamp(); end if;
  return new;
end $$;
create trigger appraisal_objection_kept before insert or update on appraisal_objection for each row execute function keep_appraisal_objection();

-- The whole ranking, for who may see it: those who oversee appraisals, and the subjects where its scheme shows it to them.
create function appraisal_ranking(p_consortium uuid, p_appraisal uuid)
returns table (name text, points numeric, place integer, grade text) language sql stable security definer set search_path = public as $$
  select s.name, s.points, s.place, s.grade
  from appraisal a join appraisal_scheme_version v on v.consortium_id = a.consortium_id and v.scheme_id = a.scheme_id and v.number = a.scheme_number
  join appraisal_subject s on s.consortium_id = a.consortium_id and s.appraisal_id = a.id
  where a.consortium_id = p_consortium and a.id = p_appraisal and a.state in ('published', 'final') and v.content->>'shows' = 'all'
    and exists (select from own_subjects() o where o.appraisal_id = a.id)
  order by s.place, s.name
$$;

-- Among how many a subject has its place.
create function appraised_count(p_consortium uuid, p_appraisal uuid) returns integer language sql stable security definer set search_path = public as $$
  select count(*)::integer from appraisal_subject s where s.consortium_id = p_consortium and s.appraisal_id = p_appraisal
    and (has_right('read-appraisal', p_consortium) or exists (select from own_subjects() o where o.appraisal_id = p_appraisal))
$$;

-- What members and staff did of what is measured, as far as whoever manages appraisals asks: documents read of those that concern them.
create function appraised_readings(p_consortium uuid, p_day date)
returns table (person_id uuid, unit_id uuid, version_id uuid, is_read boolean) language sql stable security definer set search_path = public as $$
  select r.person_id, r.unit_id, v.id, r.read_at is not null
  from governing_document_version v cross join lateral governing_readers(v.id) r
  where v.consortium_id = p_consortium and v.state = 'approved' and v.effective_on <= p_day
    and has_right('manage-appraisal', p_consortium)
$$;

-- Tells of an appraisal: 'subject' is whoever speaks for one subject, or for all where none is named; other words are roles in the consortium.
create function tell_of_appraisal(p_consortium uuid, p_appraisal uuid, p_subject uuid, p_to text[], p_text text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not (has_right('manage-appraisal', p_consortium) or has_right('decide-objection', p_consortium)
      or exists (select from own_subjects() o where o.appraisal_id = p_appraisal)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has nothing to do with an appraisal tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (p.person_id) p_consortium, p.person_id, p.unit_id, p_text, '/consortia/' || p_consortium || '/appraisals/' || p_appraisal, actor()
  from (
    select a.person_id, a.unit_id from appraisal_subject s join role_assignment a on a.unit_id = s.member_id and a.role = 'member-reporter'
    where 'subject' = any(p_to) and s.consortium_id = p_consortium and s.appraisal_id = p_appraisal and (p_subject is null or s.id = p_subject)
    union all
    select f.account_id, p_consortium from appraisal_subject s join staff f on f.consortium_id = s.consortium_id and f.id = s.staff_id
    where 'subject' = any(p_to) and s.consortium_id = p_consortium and s.appraisal_id = p_appraisal and (p_subject is null or s.id = p_subject)
      and f.account_id is not null
    union all
    select a.person_id, a.unit_id from role_assignment a where a.unit_id = p_consortium and a.role = any(p_to)
  ) p where p.person_id <> actor() order by p.person_id;
end $$;

revoke execute on function own_subjects, appraisal_ranking, appraised_count, appraised_readings, tell_of_appraisal from public;
grant execute on function own_subjects, appraisal_ranking, appraised_count, appraised_readings, tell_of_appraisal to lianheti_app;

-- Fixed and mobile posts 固定岗、流动岗: what is called for, who applied, and who was appointed until when.
insert into role_right (role, "right") values
  ('secretariat', 'manage-post'),
  ('member-reporter', 'apply-post');

create table post (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  title         text    not null check (length(title) between 1 and 100),
  -- One of the pack's kinds.
  kind          text    not null,
  -- The member whose post it is; null is the secretariat's.
  member_id     uuid,
  places        integer not null check (places between 1 and 1000),
  conditions    text    not null check (length(conditions) between 1 and 2000),
  -- What is taught; empty where nothing is.
  course        text    not null default '' check (length(course) <= 200),
  -- The last day of its call.
  closes_on     date    not null,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member
);

-- Who applies is named with its own consent, and with nothing of it but what the conditions ask; once decided, the words are gone.
create table post_application (
  consortium_id uuid    not null,
  post_id       uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  name          text    not null check (length(name) between 1 and 100),
  statement     text    not null check (length(statement) <= 500),
  consented_at  timestamptz not null default clock_timestamp(),
  state         text    not null default 'open' check (state in ('open', 'appointed', 'declined', 'withdrawn')),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  primary key (consortium_id, post_id, id),
  foreign key (consortium_id, post_id) references post,
  foreign key (consortium_id, member_id) references member,
  check (state = 'open' or statement = '')
);
-- Nobody applies twice.
create unique index post_application_once_idx on post_application (consortium_id, post_id, member_id, name_key(name)) where state <> 'withdrawn';

create table post_appointment (
  consortium_id  uuid    not null,
  post_id        uuid    not null,
  id             uuid    not null default gen_random_uuid(),
  application_id uuid,
  member_id      uuid    not null,
  name           text    not null check (length(name) between 1 and 100),
  hours          numeric not null default 0 check (hours between 0 and 100000),
  from_day       date    not null,
  -- The term's last day.
  to_day         date    not null check (to_day >= from_day),
  -- The last day, where it ended before the term, and why.
  ended_on       date    check (ended_on between from_day and to_day),
  ended_by       text    check (length(ended_by) between 1 and 500),
  last_day       date    not null generated always as (least(to_day, ended_on)) stored,
  version        integer not null default 1,
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, post_id, id),
  foreign key (consortium_id, post_id) references post,
  foreign key (consortium_id, post_id, application_id) references post_application,
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(ended_on, ended_by) in (0, 2))
);

do $$
declare
  t text;
begin
  foreach t in array array['post', 'post_application', 'post_appointment'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select, insert on %I to lianheti_app', t);
    if t <> 'post_application' then
      execute format('create policy %I on %I for insert to lianheti_app
        with check (consortium_id in (select scope(''manage-post'')) and person_id = (select actor()))', t || '_made', t);
      execute format('create policy %I on %I for update to lianheti_app using (consortium_id in (select scope(''manage-post'')))', t || '_changed', t);
    end if;
  end loop;
end $$;
-- A call is everybody's in the consortium; who applied, only its own member's and the secretariat's; who was appointed, those who run it see, and its member.
create policy post_read on post for select to lianheti_app
  using (consortium_id in (select scope('read-staff')) or consortium_id in (select consortia_of_own_members()));
create policy post_application_read on post_application for select to lianheti_app
  using (consortium_id in (select scope('manage-post')) or member_id in (select scope('apply-post')));
create policy post_application_made on post_application for insert to lianheti_app
  with check (member_id in (select scope('apply-post')) and person_id = (select actor()) and state = 'open');
create policy post_application_changed on post_application for update to lianheti_app
  using (consortium_id in (select scope('manage-post')) or member_id in (select scope('apply-post')));
create policy post_appointment_read on post_appointment for select to lianheti_app
  using (consortium_id in (select scope('read-staff')) or member_id in (select scope('apply-post')));
grant update (title, kind, member_id, places, conditions, course, closes_on, version) on post to lianheti_app;
grant update (state, statement, version) on post_application to lianheti_app;
grant update (ended_on, ended_by, version) on post_appointment to lianheti_app;

-- By the database's own clock: whoever applies does so while the call is open, and takes it back while it is; the rest is the secretariat's.
create function keep_post_application() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select from post p where p.consortium_id = new.consortium_id and p.id = new.post_id and beijing_today() <= p.closes_on) then
      raise exception using errcode = 'restrict_violation', message = 'who applies does so while the call is open';
    end if;
    new.consented_at := clock_timestamp();
    return new;
  end if;
  if old.state <> 'open' or new.state = 'open' or new.version <> old.version + 1
     or (new.state = 'withdrawn' and not has_right('apply-post', old.member_id))
     or (new.state <> 'withdrawn' and not has_right('manage-post', old.consortium_id)) then
    raise exception using errcode = 'restrict_violation', message = 'an application is decided once, or taken back by whose it is';
  end if;
  return new;
end $$;
create trigger post_application_kept before insert or update on post_application for each row execute function keep_post_application();

-- No more at a time than a post has places; an appointment that ended is over. One writer of a post's appointments at a time.
create function keep_post_appointment() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('post ' || new.post_id::text, 0));
  if tg_op = 'UPDATE' and old.ended_on is not null then
    raise exception using errcode = 'restrict_violation', message = 'an appointment ends once';
  end if;
  if tg_op = 'INSERT' and (select count(*) from post_appointment a where a.consortium_id = new.consortium_id and a.post_id = new.post_id
      and a.from_day <= new.to_day and a.last_day >= new.from_day)
    >= (select p.places from post p where p.consortium_id = new.consortium_id and p.id = new.post_id) then
    raise exception using errcode = 'restrict_violation', message = 'a post has no more people at a time than places';
  end if;
  return new;
end $$;
create trigger post_appointment_kept before insert or update on post_appointment for each row execute function keep_post_appointment();

-- Honours: those that the consortium received, and those that it gives to members and persons, by an appraisal or by decision.
insert into role_right (role, "right") values
  ('secretariat', 'manage-honour');

create table honour (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  recipient     text    not null check (recipient in ('consortium', 'member', 'person')),
  -- The member that it is given to, or whose person.
  member_id     uuid,
  -- Whom it names.
  name          text    not null check (length(name) between 1 and 200),
  title         text    not null check (length(title) between 1 and 100),
  awarder       text    not null check (length(awarder) between 1 and 200),
  -- Of those that the consortium received, as the ledger says it.
  level         text,
  kind          text,
  -- What for, and on what it rests: an appraisal, or a decision by its name.
  merit         text    not null default '' check (length(merit) <= 1000),
  appraisal_id  uuid,
  decision      text    not null default '' check (length(decision) <= 200),
  awarded_on    date    not null,
  -- The certificate's number in its year; only what the consortium gives has one.
  number        integer,
  award_year    integer not null generated always as (extract(year from awarded_on)::integer) stored,
  revoked_on    date    check (revoked_on >= awarded_on),
  revoked_by    text    check (length(revoked_by) between 1 and 500),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, award_year, number),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, appraisal_id) references appraisal,
  check ((recipient = 'consortium') = (num_nulls(level, kind) = 0)),
  check ((recipient = 'consortium') = (number is null)),
  check (recipient = 'consortium' or appraisal_id is not null or decision <> ''),
  check (recipient <> 'member' or member_id is not null),
  check (num_nulls(revoked_on, revoked_by) in (0, 2))
);
-- Given once.
create unique index honour_once_idx on honour (consortium_id, recipient, name_key(name), name_key(title), name_key(awarder), award_year)
  where revoked_on is null;
alter table honour enable row level security;
alter table honour force row level security;
create policy honour_owner on honour to lianheti_owner using (true) with check (true);
create policy honour_read on honour for select to lianheti_app
  using (consortium_id in (select scope('read-staff')) or consortium_id in (select consortia_of_own_members()));
create policy honour_made on honour for insert to lianheti_app
  with check (consortium_id in (select scope('manage-honour')) and person_id = (select actor()));
create policy honour_changed on honour for update to lianheti_app using (consortium_id in (select scope('manage-honour')));
grant select, insert on honour to lianheti_app;
grant update (revoked_on, revoked_by, version) on honour to lianheti_app;

-- By an appraisal it is given only once that is final, and only to who was appraised.
create function keep_honour() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.appraisal_id is not null and not exists (select from appraisal a
      join appraisal_subject s on s.consortium_id = a.consortium_id and s.appraisal_id = a.id
      where a.consortium_id = new.consortium_id and a.id = new.appraisal_id and a.state = 'final' and s.name = new.name) then
    raise exception using errcode = 'restrict_violation', message = 'an honour by an appraisal follows its final result';
  end if;
  return new;
end $$;
create trigger honour_kept before insert on honour for each row execute function keep_honour();

-- As in 0035, and an entry that its record has withdrawn may become another's: what was typed wrongly is taken back and recorded again.
create or replace function keep_entries(p_consortium uuid, p_noun text, p_rows jsonb, p_links jsonb, p_reason text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not may_speak(actor(), p_consortium, 'record') then
    raise exception using errcode = 'LH002', message = 'not every entry can be written', detail = '[{"outcome": "forbidden"}]';
  end if;
  delete from ledger_source s using jsonb_to_recordset(p_links) as l("recordId" uuid, "entryId" uuid), ledger_entry e
  where s.consortium_id = p_consortium and s.entry_id = l."entryId" and s.record_id <> l."recordId"
    and e.consortium_id = s.consortium_id and e.id = s.entry_id and e.standing = 'withdrawn';
  perform set_config('lianheti.record', p_noun, true);
  perform write_entries(p_consortium, p_rows, true, 'record', p_reason);
  perform set_config('lianheti.record', '', true);
  insert into ledger_source (consortium_id, noun, record_id, kind, entry_id)
  select p_consortium, p_noun, l."recordId", l.kind, l."entryId"
  from jsonb_to_recordset(p_links) as l("recordId" uuid, kind text, "entryId" uuid)
  on conflict (consortium_id, noun, record_id, kind) do update set entry_id = excluded.entry_id
    where ledger_source.entry_id <> excluded.entry_id;
end $$;
