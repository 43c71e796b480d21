-- Talent 人才供需: what enterprises offer and foresee, what schools train for, and the fair 双选会 at which students and positions choose each other.
insert into role_right (role, "right") values
  ('secretariat', 'manage-talent'),
  ('secretariat', 'read-talent'),
  ('park-authority', 'read-talent'),
  ('lead-school', 'read-talent'),
  ('lead-enterprise', 'read-talent'),
  ('provincial-officer', 'read-talent'),
  ('auditor', 'read-talent'),
  ('member-reporter', 'offer-talent');

-- 岗位 of an enterprise. Who has passed its last day finds it no more.
create table talent_position (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  kind          text    not null check (kind in ('job', 'apprenticeship', 'internship', 'teacher-practice')),
  title         text    not null check (length(title) between 1 and 100),
  -- As the national list calls it; empty where nobody said.
  occupation    text    not null default '' check (length(occupation) <= 100),
  level         text    not null check (length(level) between 1 and 20),
  skills        text[]  not null default '{}',
  headcount     integer not null check (headcount between 1 and 100000),
  starts_on     date,
  ends_on       date    check (ends_on >= starts_on),
  -- 元 a month; null: to be agreed.
  pay_from      integer check (pay_from > 0),
  pay_to        integer check (pay_to >= pay_from),
  place         text    not null check (length(place) between 1 and 100),
  -- The last day on which it stands open.
  expires_on    date    not null,
  is_withdrawn  boolean not null default false,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(pay_from, pay_to) in (0, 2))
);
create index talent_position_open_idx on talent_position (consortium_id, expires_on desc) where not is_withdrawn;
create index talent_position_member_idx on talent_position (consortium_id, member_id);

-- 人才需求预测: how many an enterprise will need in a year. Its ledger entry follows it.
create table talent_demand (
  consortium_id uuid     not null references unit,
  id            uuid     not null default gen_random_uuid(),
  member_id     uuid     not null,
  position      text     not null check (length(position) between 1 and 100),
  occupation    text     not null check (length(occupation) between 1 and 100),
  level         text     not null check (length(level) between 1 and 20),
  year          smallint not null check (year between 2000 and 2100),
  headcount     integer  not null check (headcount between 0 and 1000000),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, member_id, position, level, year),
  foreign key (consortium_id, member_id) references member
);

-- 专业培养: a cohort of a school that will graduate.
create table talent_programme (
  consortium_id uuid     not null references unit,
  id            uuid     not null default gen_random_uuid(),
  member_id     uuid     not null,
  major         text     not null check (length(major) between 1 and 100),
  enrolled_in   smallint not null check (enrolled_in between 2000 and 2100),
  graduates_in  smallint not null check (graduates_in between enrolled_in and enrolled_in + 12),
  size          integer  not null check (size between 1 and 100000),
  skills        text[]   not null default '{}',
  version       integer  not null default 1,
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, member_id, major, enrolled_in),
  foreign key (consortium_id, member_id) references member
);

create table fair (
  consortium_id  uuid    not null references unit,
  id             uuid    not null default gen_random_uuid(),
  title          text    not null check (length(title) between 1 and 100),
  state          text    not null default 'draft' check (state in ('draft', 'wishing', 'ranking', 'closed', 'placed')),
  wishes_until   timestamptz not null,
  rankings_until timestamptz not null check (rankings_until > wishes_until),
  -- SHA-256 of wishes, rankings and result as they are handed out.
  digest         text    check (digest ~ '^[0-9a-f]{64}$'),
  placed_at      timestamptz,
  version        integer not null default 1,
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  check ((state = 'placed') = (num_nulls(digest, placed_at) = 0))
);

-- A position at a fair. `ranking`: students, the best first; who is not ranked is not acceptable.
create table fair_position (
  consortium_id uuid    not null,
  fair_id       uuid    not null,
  position_id   uuid    not null,
  quota         integer not null check (quota between 0 and 100000),
  ranking       uuid[]  not null default '{}',
  -- What became of each of the ranking, in its order; the ranking is then of those who took part.
  outcome       text[],
  version       integer not null default 1,
  primary key (consortium_id, fair_id, position_id),
  foreign key (consortium_id, fair_id) references fair,
  foreign key (consortium_id, position_id) references talent_position
);

-- A student at a fair: what an enterprise needs to choose, and no more. Of its pass, a link that nobody can guess, and of a minor's guardian's, the hash is kept.
create table fair_student (
  consortium_id uuid    not null,
  fair_id       uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  -- By which two who wish to go together name each other.
  number        integer not null check (number > 0),
  member_id     uuid    not null,
  -- Empty once it was deleted on request.
  name          text    not null check (length(name) <= 50),
  major         text    not null check (length(major) <= 100),
  skills        text[]  not null default '{}',
  is_minor      boolean not null,
  pass_hash     text    unique check (pass_hash ~ '^[0-9a-f]{64}$'),
  guardian_hash text    unique check (guardian_hash ~ '^[0-9a-f]{64}$'),
  consented_at  timestamptz,
  guardian_at   timestamptz,
  erased_at     timestamptz,
  -- Whether its wishes count: it agreed, and of a minor the guardian, too.
  is_counted    boolean not null generated always as (consented_at is not null and erased_at is null and (not is_minor or guardian_at is not null)) stored,
  -- Positions, the dearest first.
  wishes        uuid[]  not null default '{}' check (cardinality(wishes) <= 30),
  -- The number of the one it would like to be near. It counts where both name each other, and moves nothing.
  mate          integer check (mate <> number),
  position_id   uuid,
  -- What became of each wish, in order: [{"position", "outcome", "rank", "lastRank", "quota"}].
  outcome       jsonb,
  version       integer not null default 1,
  primary key (consortium_id, fair_id, id),
  unique (consortium_id, fair_id, number),
  foreign key (consortium_id, fair_id) references fair,
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, fair_id, position_id) references fair_position,
  check (is_minor or num_nonnulls(guardian_hash, guardian_at) = 0)
);
create index fair_student_wish_idx on fair_student using gin (wishes);

-- For whom the pass opens a fair that a transaction acts with (`lianheti.pass`, its hash).
create function own_fair_pass() returns table (consortium_id uuid, fair_id uuid, student_id uuid, is_guardian boolean, consortium text)
language sql stable security definer set search_path = public rows 1 as $$
  select s.consortium_id, s.fair_id, s.id, s.guardian_hash is not distinct from p.hash, u.name
  from (select nullif(current_setting('lianheti.pass', true), '') as hash) p
  join fair_student s on s.pass_hash = p.hash or s.guardian_hash = p.hash join unit u on u.id = s.consortium_id
  where s.erased_at is null
$$;
create function pass_fair() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select fair_id from own_fair_pass()
$$;
create function pass_positions() returns setof uuid language sql stable security definer set search_path = public as $$
  select a.position_id from own_fair_pass() p join fair_position a on a.consortium_id = p.consortium_id and a.fair_id = p.fair_id
$$;
create function pass_student() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select student_id from own_fair_pass()
$$;

-- The number of the next student who is brought.
create function next_fair_number(p_consortium uuid, p_fair uuid) returns integer language sql stable security definer set search_path = public as $$
  select coalesce(max(number), 0) + 1 from fair_student where consortium_id = p_consortium and fair_id = p_fair
$$;

-- Who wishes a position, once all wishes are in: for its enterprise and the secretariat, never in what place of its list.
create function fair_applicants(p_consortium uuid, p_fair uuid, p_position uuid)
returns table (id uuid, number integer, name text, school text, major text, skills text[])
language sql stable security definer set search_path = public as $$
  select s.id, s.number, s.name, m.name, s.major, s.skills
  from fair f join fair_student s on s.consortium_id = f.consortium_id and s.fair_id = f.id
  join member m on m.consortium_id = s.consortium_id and m.id = s.member_id
  join talent_position p on p.consortium_id = f.consortium_id and p.id = p_position
  where f.consortium_id = p_consortium and f.id = p_fair and f.state in ('ranking', 'closed', 'placed') and s.wishes @> array[p_position]
    and s.is_counted and (has_right('manage-talent', p_consortium) or has_right('offer-talent', p.member_id))
  order by s.number
$$;

-- How the one fares who was named and named back: place and enterprise of what it was given, and nothing else of it.
create function fair_mate(p_consortium uuid, p_fair uuid, p_student uuid)
returns table (is_mutual boolean, is_placed boolean, position_id uuid, member_id uuid, place text)
language sql stable security definer set search_path = public rows 1 as $$
  select m.mate is not distinct from s.number, case when m.mate = s.number then m.position_id is not null end, p.id, p.member_id, p.place
  from fair_student s left join fair_student m on m.consortium_id = s.consortium_id and m.fair_id = s.fair_id and m.number = s.mate and m.erased_at is null
  left join talent_position p on m.mate = s.number and p.consortium_id = m.consortium_id and p.id = m.position_id
  where s.consortium_id = p_consortium and s.fair_id = p_fair and s.id = p_student and s.id in (select pass_student()) and s.mate is not null
$$;

-- A fair goes forward alone, and what was placed stays.
create function keep_fair() returns trigger language plpgsql set search_path = public as $$
begin
  if old.state = 'placed' or new.version <> old.version + 1
     or array_position(array['draft', 'wishing', 'ranking', 'closed', 'placed'], new.state)
        - array_position(array['draft', 'wishing', 'ranking', 'closed', 'placed'], old.state) not in (0, 1) then
    raise exception using errcode = 'restrict_violation', message = 'a fair goes one step forward at a time';
  end if;
  return new;
end $$;
create trigger fair_kept before update on fair for each row execute function keep_fair();

-- Positions come before students wish; rankings are given once they have, by the database's clock; the result once both are closed.
create function keep_fair_position() returns trigger language plpgsql security definer set search_path = public as $$
declare
  f fair;
begin
  select * into f from fair where consortium_id = new.consortium_id and id = new.fair_id;
  if tg_op = 'INSERT' then
    if f.state not in ('draft', 'wishing') then
      raise exception using errcode = 'restrict_violation', message = 'positions come before wishes are closed';
    end if;
    return new;
  end if;
  if (new.ranking, new.quota) is distinct from (old.ranking, old.quota)
     and not (f.state = 'ranking' and clock_timestamp() < f.rankings_until or f.state = 'closed' and has_right('manage-talent', f.consortium_id))
     or new.outcome is distinct from old.outcome and f.state <> 'closed' then
    raise exception using errcode = 'restrict_violation', message = 'not at this stage of the fair';
  end if;
  if (select count(*) <> count(distinct each) from unnest(new.ranking) each) then
    raise exception using errcode = 'restrict_violation', message = 'nobody is ranked twice';
  end if;
  return new;
end $$;
create trigger fair_position_kept before insert or update on fair_position for each row execute function keep_fair_position();

create function keep_fair_student() returns trigger language plpgsql security definer set search_path = public as $$
declare
  f fair;
begin
  select * into f from fair where consortium_id = new.consortium_id and id = new.fair_id;
  if tg_op = 'INSERT' then
    if f.state not in ('draft', 'wishing') or new.wishes <> '{}' or new.consented_at is not null or new.guardian_at is not null then
      raise exception using errcode = 'restrict_violation', message = 'students come before wishes are closed, and wish themselves';
    end if;
    return new;
  end if;
  if old.erased_at is not null then
    raise exception using errcode = 'restrict_violation', message = 'who was deleted does not come back';
  end if;
  if exists (select from own_fair_pass()) then
    -- The student speaks for itself, the guardian says yes or no, and neither gives out passes or results.
    if (new.pass_hash, new.guardian_hash, new.position_id, new.outcome) is distinct from (old.pass_hash, old.guardian_hash, old.position_id, old.outcome)
       or new.guardian_at is distinct from old.guardian_at and not (select is_guardian from own_fair_pass())
       or (new.wishes, new.mate, new.consented_at, new.erased_at) is distinct from (old.wishes, old.mate, old.consented_at, old.erased_at)
         and (select is_guardian from own_fair_pass()) then
      raise exception using errcode = 'restrict_violation', message = 'each of the two speaks for itself';
    end if;
  elsif (new.consented_at, new.guardian_at) is distinct from (old.consented_at, old.guardian_at)
     or new.erased_at is null and (new.wishes, new.mate) is distinct from (old.wishes, old.mate)
     or (new.position_id, new.outcome) is distinct from (old.position_id, old.outcome) and not has_right('manage-talent', new.consortium_id) then
    raise exception using errcode = 'restrict_violation', message = 'nobody speaks for a student';
  end if;
  if new.erased_at is not null then
    if f.state = 'closed' or new.name <> '' or f.state = 'placed' and (new.wishes, new.position_id, new.outcome) is distinct from (old.wishes, old.position_id, old.outcome) then
      raise exception using errcode = 'restrict_violation', message = 'the name is deleted, the result stays';
    end if;
    return new;
  end if;
  if (new.wishes, new.mate, new.consented_at, new.guardian_at) is distinct from (old.wishes, old.mate, old.consented_at, old.guardian_at)
     and not (f.state = 'wishing' and clock_timestamp() < f.wishes_until) then
    raise exception using errcode = 'restrict_violation', message = 'wishes are closed';
  end if;
  if new.wishes is distinct from old.wishes and (
      (select count(*) <> count(distinct each) from unnest(new.wishes) each)
      or exists (select from unnest(new.wishes) each where not exists (
        select from fair_position a join talent_position p on p.consortium_id = a.consortium_id and p.id = a.position_id
        where a.consortium_id = new.consortium_id and a.fair_id = new.fair_id and a.position_id = each
          and not p.is_withdrawn and p.expires_on >= beijing_today()))) then
    raise exception using errcode = 'restrict_violation', message = 'wishes are open positions of the fair, each once';
  end if;
  if (new.position_id, new.outcome) is distinct from (old.position_id, old.outcome) and f.state <> 'closed' then
    raise exception using errcode = 'restrict_violation', message = 'a result is given once, when all is closed';
  end if;
  return new;
end $$;
create trigger fair_student_kept before insert or update on fair_student for each row execute function keep_fair_student();

do $$
declare
  t text;
begin
  foreach t in array array['talent_position', 'talent_demand', 'talent_programme', 'fair', 'fair_position', 'fair_student'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    if t <> 'fair_student' then
      execute format('grant select on %I to lianheti_app', t);
      execute format('create policy %I on %I for select to lianheti_app
        using (consortium_id in (select scope(''read-talent'')) or consortium_id in (select consortia_of_own_members()))', t || '_read', t);
    end if;
  end loop;
  -- A member speaks for itself, the secretariat for all.
  foreach t in array array['talent_position', 'talent_demand', 'talent_programme'] loop
    execute format('create policy %I on %I for insert to lianheti_app with check (person_id = (select actor())
      and (consortium_id in (select scope(''manage-talent'')) or member_id in (select scope(''offer-talent''))))', t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app
      using (consortium_id in (select scope(''manage-talent'')) or member_id in (select scope(''offer-talent'')))', t || '_changed', t);
    execute format('grant insert on %I to lianheti_app', t);
  end loop;
end $$;
grant update (kind, title, occupation, level, skills, headcount, starts_on, ends_on, pay_from, pay_to, place, expires_on, is_withdrawn, version)
  on talent_position to lianheti_app;
grant update (occupation, headcount) on talent_demand to lianheti_app;
grant update (major, enrolled_in, graduates_in, size, skills, version) on talent_programme to lianheti_app;

create policy fair_made on fair for insert to lianheti_app
  with check (consortium_id in (select scope('manage-talent')) and person_id = (select actor()) and state = 'draft');
create policy fair_changed on fair for update to lianheti_app using (consortium_id in (select scope('manage-talent')));
create policy fair_pass on fair for select to lianheti_app using (id in (select pass_fair()));
grant insert on fair to lianheti_app;
grant update (title, state, wishes_until, rankings_until, digest, placed_at, version) on fair to lianheti_app;

create policy fair_position_made on fair_position for insert to lianheti_app with check (consortium_id in (select scope('manage-talent')));
create policy fair_position_changed on fair_position for update to lianheti_app using (
  consortium_id in (select scope('manage-talent')) or exists (select from talent_position p
    where p.consortium_id = fair_position.consortium_id and p.id = fair_position.position_id and p.member_id in (select scope('offer-talent'))));
create policy fair_position_pass on fair_position for select to lianheti_app using (fair_id in (select pass_fair()));
create policy talent_position_pass on talent_position for select to lianheti_app using (id in (select pass_positions()));
grant insert (consortium_id, fair_id, position_id, quota) on fair_position to lianheti_app;
grant update (quota, ranking, outcome, version) on fair_position to lianheti_app;

create policy fair_student_read on fair_student for select to lianheti_app
  using (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent')) or id in (select pass_student()));
create policy fair_student_made on fair_student for insert to lianheti_app
  with check (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent')));
create policy fair_student_changed on fair_student for update to lianheti_app
  using (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent')) or id in (select pass_student()))
  with check (true);
grant select (consortium_id, fair_id, id, number, member_id, name, major, skills, is_minor, consented_at, guardian_at, erased_at, is_counted, wishes, mate,
  position_id, outcome, version) on fair_student to lianheti_app;
grant insert (consortium_id, fair_id, id, number, member_id, name, major, skills, is_minor, pass_hash, guardian_hash) on fair_student to lianheti_app;
grant update (name, major, skills, pass_hash, guardian_hash, consented_at, guardian_at, erased_at, wishes, mate, position_id, outcome, version) on fair_student to lianheti_app;

revoke execute on function own_fair_pass, pass_fair, pass_positions, pass_student, next_fair_number, fair_applicants, fair_mate from public;
grant execute on function own_fair_pass, pass_fair, pass_positions, pass_student, next_fair_number, fair_applicants, fair_mate to lianheti_app;
