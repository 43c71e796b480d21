-- Training 培训: what members need, teach and have rooms for; classes with who came on which day; certificates that anybody can verify; sessions in which skills
-- are certified; and the year's plan of classes.
insert into role_right (role, "right") values
  ('secretariat', 'manage-training'),
  ('secretariat', 'read-training'),
  ('park-authority', 'read-training'),
  ('lead-school', 'read-training'),
  ('lead-enterprise', 'read-training'),
  ('provincial-officer', 'read-training'),
  ('auditor', 'read-training'),
  ('member-reporter', 'run-training');

-- A place where people live, work or are taught; only how far two of them are apart is asked of it.
create table training_site (
  consortium_id uuid    not null references unit,
  id            uuid    not null,
  name          text    not null check (length(name) between 1 and 100),
  longitude     numeric(9, 6) not null check (longitude between 73 and 136),
  latitude      numeric(8, 6) not null check (latitude between 3 and 54),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);

create table training_course (
  consortium_id uuid    not null references unit,
  id            uuid    not null,
  -- The member that teaches it.
  member_id     uuid    not null,
  name          text    not null check (length(name) between 1 and 100),
  skills        text    not null default '' check (length(skills) <= 1000),
  -- Most people of a class, and weeks that it takes.
  people        smallint not null check (people between 1 and 1000),
  weeks         smallint not null check (weeks between 1 and 26),
  equipment     text[]  not null default '{}',
  is_withdrawn  boolean not null default false,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member
);

-- `busy`: [{"from", "until": days, "shift": its number or null for all}].
create table training_room (
  consortium_id uuid    not null references unit,
  id            uuid    not null,
  member_id     uuid    not null,
  site_id       uuid    not null,
  name          text    not null check (length(name) between 1 and 100),
  seats         smallint not null check (seats between 1 and 1000),
  equipment     text[]  not null default '{}',
  -- The shared resource that it is: what is booked of it is busy.
  resource_id   uuid,
  busy          jsonb   not null default '[]' check (jsonb_typeof(busy) = 'array'),
  is_withdrawn  boolean not null default false,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, site_id) references training_site,
  foreign key (consortium_id, resource_id) references resource
);

create table training_teacher (
  consortium_id uuid    not null references unit,
  id            uuid    not null,
  member_id     uuid    not null,
  site_id       uuid    not null,
  name          text    not null check (length(name) between 1 and 50),
  course_ids    uuid[]  not null,
  most_weeks    smallint not null check (most_weeks between 1 and 53),
  busy          jsonb   not null default '[]' check (jsonb_typeof(busy) = 'array'),
  is_withdrawn  boolean not null default false,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, site_id) references training_site
);

create table training_need (
  consortium_id uuid    not null references unit,
  id            uuid    not null,
  -- Who tells of it.
  member_id     uuid    not null,
  -- One of the notice's groups; null for the member's own staff, whose kind of training the ledger asks for.
  audience      text    check (length(audience) between 1 and 20),
  kind          text    check (length(kind) between 1 and 20),
  course_id     uuid    not null,
  site_id       uuid    not null,
  people        integer not null check (people between 1 and 100000),
  weight        smallint not null default 1 check (weight between 1 and 5),
  from_on       date    not null,
  until_on      date    not null check (until_on >= from_on),
  shifts        integer[] not null check (cardinality(shifts) between 1 and 5),
  note          text    not null default '' check (length(note) <= 500),
  is_withdrawn  boolean not null default false,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, course_id) references training_course,
  foreign key (consortium_id, site_id) references training_site,
  check (num_nonnulls(audience, kind) = 1)
);

create table training_class (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  course_id     uuid    not null,
  name          text    not null check (length(name) between 1 and 100),
  -- What the ledger calls the training of a member's own staff.
  kind          text    not null check (length(kind) between 1 and 20),
  -- The group that those who enrol by the class's link belong to; null where only members enrol.
  audience      text    check (length(audience) between 1 and 20),
  need_id       uuid,
  room_id       uuid,
  teacher_id    uuid,
  seats         smallint not null check (seats between 1 and 1000),
  -- The days on which it is held, `YYYY-MM-DD` in order, and in which shift.
  days          text[]  not null check (cardinality(days) between 1 and 200),
  shift         smallint not null check (shift between 0 and 4),
  -- Who has been there on so many percent of the days and has this mark has passed; null where nobody is tested.
  attendance    smallint not null default 80 check (attendance between 1 and 100),
  pass_mark     smallint check (pass_mark between 1 and 100),
  state         text    not null default 'open' check (state in ('open', 'completed', 'cancelled')),
  enrol_hash    text    unique check (enrol_hash ~ '^[0-9a-f]{64}$'),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, id, member_id),
  unique (consortium_id, member_id, name),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, course_id) references training_course,
  foreign key (consortium_id, need_id) references training_need,
  foreign key (consortium_id, room_id) references training_room,
  foreign key (consortium_id, teacher_id) references training_teacher
);

-- Who takes part: a name, and the member or the group it comes from.
create table training_trainee (
  consortium_id uuid    not null,
  class_id      uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  -- The member that teaches the class.
  member_id     uuid    not null,
  number        integer not null default 0 check (number >= 0),
  name          text    not null check (length(name) between 1 and 50),
  enterprise_id uuid,
  audience      text    check (length(audience) between 1 and 20),
  pass_hash     text    unique check (pass_hash ~ '^[0-9a-f]{64}$'),
  state         text    not null default 'enrolled' check (state in ('enrolled', 'withdrawn', 'passed', 'failed')),
  score         numeric(4, 1) check (score between 0 and 100),
  -- 1 to 5, and in words.
  satisfaction  smallint check (satisfaction between 1 and 5),
  opinion       text    not null default '' check (length(opinion) <= 500),
  version       integer not null default 1,
  primary key (consortium_id, id),
  unique (consortium_id, class_id, number),
  foreign key (consortium_id, class_id, member_id) references training_class (consortium_id, id, member_id),
  foreign key (consortium_id, enterprise_id) references member,
  check (num_nonnulls(enterprise_id, audience) = 1)
);
create index training_trainee_enterprise_idx on training_trainee (consortium_id, enterprise_id);

-- One day of one person; `person_id` is who marked it by hand.
create table training_sign_in (
  consortium_id uuid    not null,
  trainee_id    uuid    not null,
  day           date    not null,
  person_id     uuid    references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, trainee_id, day),
  foreign key (consortium_id, trainee_id) references training_trainee
);

-- A member has seen on which days its staff were there.
create table training_confirmation (
  consortium_id uuid    not null,
  class_id      uuid    not null,
  enterprise_id uuid    not null,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, class_id, enterprise_id),
  foreign key (consortium_id, class_id) references training_class,
  foreign key (consortium_id, enterprise_id) references member
);

-- What stands in the ledgers of a class: for those of a member or a group an entry for each first day.
create table training_entry (
  consortium_id uuid not null,
  id            uuid not null default gen_random_uuid(),
  class_id      uuid not null,
  enterprise_id uuid,
  audience      text,
  starts_on     date not null,
  primary key (consortium_id, id),
  unique nulls not distinct (consortium_id, class_id, enterprise_id, audience, starts_on),
  foreign key (consortium_id, class_id) references training_class
);

create table skill_session (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  occupation    text    not null check (length(occupation) between 1 and 100),
  level         text    not null check (length(level) between 1 and 20),
  held_on       date    not null,
  place         text    not null default '' check (length(place) <= 200),
  -- What theory and practice each need.
  pass_mark     smallint not null default 60 check (pass_mark between 1 and 100),
  state         text    not null default 'open' check (state in ('open', 'closed', 'cancelled')),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, id, member_id),
  unique (consortium_id, member_id, occupation, level, held_on),
  foreign key (consortium_id, member_id) references member
);

create table skill_candidate (
  consortium_id uuid    not null,
  session_id    uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  number        integer not null check (number > 0),
  name          text    not null check (length(name) between 1 and 50),
  -- Where the candidate comes from, as it was typed.
  origin        text    not null default '' check (length(origin) <= 100),
  is_absent     boolean not null default false,
  theory        numeric(4, 1) check (theory between 0 and 100),
  practice      numeric(4, 1) check (practice between 0 and 100),
  version       integer not null default 1,
  primary key (consortium_id, id),
  unique (consortium_id, session_id, number),
  foreign key (consortium_id, session_id, member_id) references skill_session (consortium_id, id, member_id),
  check (not is_absent or num_nonnulls(theory, practice) = 0)
);

create table training_certificate (
  consortium_id uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  trainee_id    uuid,
  candidate_id  uuid,
  serial        text    not null unique check (serial ~ '^[0-9]{18}$'),
  content       jsonb   not null check (jsonb_typeof(content) = 'object'),
  digest        text    not null check (digest ~ '^[0-9a-f]{64}$'),
  issued_at     timestamptz not null default clock_timestamp(),
  revoked_at    timestamptz,
  revoked_because text  not null default '' check (length(revoked_because) <= 500),
  primary key (consortium_id, id),
  unique (consortium_id, trainee_id),
  unique (consortium_id, candidate_id),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, trainee_id) references training_trainee,
  foreign key (consortium_id, candidate_id) references skill_candidate,
  check (num_nonnulls(trainee_id, candidate_id) = 1),
  check ((revoked_at is null) = (revoked_because = ''))
);

create table training_plan (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  year          smallint not null check (year between 2020 and 2100),
  -- Kilometres that weigh as much as one person's need, and the farthest that people go.
  km_per_person smallint not null default 200 check (km_per_person between 1 and 10000),
  most_km       smallint not null default 50 check (most_km between 1 and 5000),
  state         text    not null default 'draft' check (state in ('draft', 'adopted')),
  -- Of the solution that stands: the need that it serves less travel, and what no plan exceeds.
  value         numeric(12, 3),
  bound         numeric(12, 3),
  solved_at     timestamptz,
  job_id        uuid,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, year)
);

-- A class that may be held: people of one need.
create table training_plan_class (
  consortium_id uuid    not null,
  plan_id       uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  need_id       uuid    not null,
  part          smallint not null check (part > 0),
  people        smallint not null check (people > 0),
  -- Chosen by hand: it stays so.
  is_pinned     boolean not null default false,
  week          smallint check (week between 0 and 53),
  shift         smallint check (shift between 0 and 4),
  room_id       uuid,
  teacher_id    uuid,
  reason        text    check (reason in ('no-room', 'no-teacher', 'no-time', 'travel', 'taken')),
  class_id      uuid,
  primary key (consortium_id, id),
  unique (consortium_id, plan_id, need_id, part),
  foreign key (consortium_id, plan_id) references training_plan,
  foreign key (consortium_id, need_id) references training_need,
  foreign key (consortium_id, room_id) references training_room,
  foreign key (consortium_id, teacher_id) references training_teacher,
  foreign key (consortium_id, class_id) references training_class,
  check (num_nulls(week, shift, room_id, teacher_id) in (0, 4)),
  check (week is not null or not is_pinned),
  check (week is null or reason is null)
);

-- Whom the pass is for that a transaction acts with (`lianheti.pass`, its hash).
create function own_training_pass() returns table (consortium_id uuid, class_id uuid, trainee_id uuid, consortium text, place text)
language sql stable security definer set search_path = public rows 1 as $$
  select t.consortium_id, t.class_id, t.id, u.name, (select concat_ws(' ', s.name, r.name)
    from training_class c join training_room r on r.consortium_id = c.consortium_id and r.id = c.room_id
    join training_site s on s.consortium_id = r.consortium_id and s.id = r.site_id where c.consortium_id = t.consortium_id and c.id = t.class_id)
  from (select nullif(current_setting('lianheti.pass', true), '') as hash) p
  join training_trainee t on t.pass_hash = p.hash join unit u on u.id = t.consortium_id
  where t.state <> 'withdrawn'
$$;
-- The class that a link opens for whoever wants to take part.
create function own_training_enrolment() returns table (consortium_id uuid, class_id uuid, member_id uuid, audience text, consortium text, provider text)
language sql stable security definer set search_path = public rows 1 as $$
  select c.consortium_id, c.id, c.member_id, c.audience, u.name, m.name
  from (select nullif(current_setting('lianheti.pass', true), '') as hash) p
  join training_class c on c.enrol_hash = p.hash and c.state = 'open' and c.audience is not null
  join unit u on u.id = c.consortium_id join member m on m.consortium_id = c.consortium_id and m.id = c.member_id
$$;
create function pass_trainee() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select trainee_id from own_training_pass()
$$;
create function pass_training_class() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select class_id from own_training_pass() union all select class_id from own_training_enrolment()
$$;

-- How many take part in classes, and on how many days of people they came, for whoever may see the classes.
create function training_counts(p_consortium uuid, p_classes uuid[])
returns table (id uuid, enrolled bigint, passed bigint, person_days bigint, rated bigint, satisfaction numeric)
language sql stable security definer set search_path = public as $$
  select c.id, count(t.id) filter (where t.state <> 'withdrawn'), count(t.id) filter (where t.state = 'passed'),
    (select count(*) from training_trainee o join training_sign_in s on s.consortium_id = o.consortium_id and s.trainee_id = o.id
      where o.consortium_id = p_consortium and o.class_id = c.id),
    count(t.satisfaction), round(avg(t.satisfaction), 1)
  from training_class c left join training_trainee t on t.consortium_id = c.consortium_id and t.class_id = c.id
  where c.consortium_id = p_consortium and c.id = any(p_classes)
    and (has_right('read-training', p_consortium) or p_consortium in (select consortia_of_own_members()) or c.id in (select pass_training_class()))
  group by c.id
$$;

create function skill_counts(p_consortium uuid, p_sessions uuid[])
returns table (id uuid, candidates bigint, absent bigint, passed bigint) language sql stable security definer set search_path = public as $$
  select s.id, count(c.id), count(c.id) filter (where c.is_absent), count(c.id) filter (where c.theory >= s.pass_mark and c.practice >= s.pass_mark)
  from skill_session s left join skill_candidate c on c.consortium_id = s.consortium_id and c.session_id = s.id
  where s.consortium_id = p_consortium and s.id = any(p_sessions)
    and (has_right('read-training', p_consortium) or p_consortium in (select consortia_of_own_members()))
  group by s.id
$$;

-- What a certificate says, for whoever has its serial.
create function verify_training_certificate(p_serial text)
returns table (serial text, digest text, content jsonb, issued_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = public as $$
  select c.serial, c.digest, c.content, c.issued_at, c.revoked_at from training_certificate c where c.serial = p_serial
$$;

-- Tells whoever reports for the members whose staff take part.
create function tell_of_training(p_consortium uuid, p_class uuid, p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from training_class c where c.consortium_id = p_consortium and c.id = p_class and has_right('run-training', c.member_id)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not hold a class tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (r.person_id) p_consortium, r.person_id, r.unit_id, p_text, p_link, actor() from role_assignment r
  where r.role = 'member-reporter' and r.unit_id in (select t.enterprise_id from training_trainee t
    where t.consortium_id = p_consortium and t.class_id = p_class and t.state <> 'withdrawn') and not has_right('run-training', r.unit_id)
  order by r.person_id;
end $$;

-- A class is over once, and what it was stays; it is not held over the heads of those who came.
create function keep_training_class() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1 or (old.state <> 'open' and (new.state, new.name, new.kind, new.days, new.shift, new.attendance, new.pass_mark)
      is distinct from (old.state, old.name, old.kind, old.days, old.shift, old.attendance, old.pass_mark)) then
    raise exception using errcode = 'restrict_violation', message = 'a class that is over stays';
  end if;
  if new.state <> 'open' and old.state = 'open' and new.state = 'cancelled' or new.days <> old.days then
    if exists (select from training_trainee t join training_sign_in s on s.consortium_id = t.consortium_id and s.trainee_id = t.id
        where t.consortium_id = new.consortium_id and t.class_id = new.id and (new.state = 'cancelled' or to_char(s.day, 'YYYY-MM-DD') <> all(new.days))) then
      raise exception using errcode = 'restrict_violation', message = 'somebody was there';
    end if;
  end if;
  return new;
end $$;
create trigger training_class_kept before update on training_class for each row execute function keep_training_class();

-- Numbers in the order of coming, within the seats, one after the other; marks by who teaches, opinions by whose they are.
create function keep_trainee() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c      training_class;
  v_self boolean := exists (select from own_training_pass());
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtextextended('training class ' || new.class_id::text, 0));
  end if;
  select * into c from training_class where consortium_id = new.consortium_id and id = new.class_id;
  if tg_op = 'INSERT' then
    if c.state <> 'open' or new.state <> 'enrolled' or num_nonnulls(new.score, new.satisfaction) > 0 then
      raise exception using errcode = 'restrict_violation', message = 'one enrols first';
    end if;
    if (select count(*) from training_trainee t where t.consortium_id = new.consortium_id and t.class_id = new.class_id and t.state <> 'withdrawn') >= c.seats then
      raise exception using errcode = 'LH055', message = 'no seat is free';
    end if;
    new.number := (select coalesce(max(t.number), 0) + 1 from training_trainee t where t.consortium_id = new.consortium_id and t.class_id = new.class_id);
    return new;
  end if;
  if v_self and (new.state, new.score, new.pass_hash, new.name) is distinct from (old.state, old.score, old.pass_hash, old.name)
     or not v_self and (new.satisfaction, new.opinion) is distinct from (old.satisfaction, old.opinion) then
    raise exception using errcode = 'restrict_violation', message = 'each side speaks for itself';
  end if;
  if (new.state, new.score) is distinct from (old.state, old.score) and (c.state <> 'open' or old.state <> 'enrolled')
     or new.state = 'withdrawn' and exists (select from training_sign_in s where s.consortium_id = new.consortium_id and s.trainee_id = new.id)
     or not v_self and not has_right('run-training', new.member_id)
       and (new.score is distinct from old.score or new.state not in (old.state, 'withdrawn')) then
    raise exception using errcode = 'restrict_violation', message = 'results are what the class says until it is over';
  end if;
  return new;
end $$;
create trigger training_trainee_kept before insert or update on training_trainee for each row execute function keep_trainee();

-- A day that the class is held, once it has come, until the class is over.
create function keep_sign_in() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_row   training_sign_in := case when tg_op = 'DELETE' then old else new end;
  v_state text;
  v_days  text[];
  v_own   text;
begin
  select c.state, c.days, t.state into v_state, v_days, v_own from training_trainee t
  join training_class c on c.consortium_id = t.consortium_id and c.id = t.class_id where t.consortium_id = v_row.consortium_id and t.id = v_row.trainee_id;
  if v_state <> 'open' or v_own <> 'enrolled' or to_char(v_row.day, 'YYYY-MM-DD') <> all(v_days) or v_row.day > beijing_today()
     or (tg_op = 'INSERT' and new.person_id is null and new.day <> beijing_today()) then
    raise exception using errcode = 'restrict_violation', message = 'one signs in on a day of the class';
  end if;
  return v_row;
end $$;
create trigger training_sign_in_kept before insert or delete on training_sign_in for each row execute function keep_sign_in();

create function keep_skill_session() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1 or old.state <> 'open' then
    raise exception using errcode = 'restrict_violation', message = 'a session that is over stays';
  end if;
  return new;
end $$;
create trigger skill_session_kept before update on skill_session for each row execute function keep_skill_session();

create function keep_skill_candidate() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (select s.state from skill_session s where s.consortium_id = new.consortium_id and s.id = new.session_id) <> 'open' then
    raise exception using errcode = 'restrict_violation', message = 'a session that is over stays';
  end if;
  return new;
end $$;
create trigger skill_candidate_kept before insert or update on skill_candidate for each row execute function keep_skill_candidate();

do $$
declare
  t text;
begin
  foreach t in array array['training_site', 'training_course', 'training_room', 'training_teacher', 'training_need', 'training_class', 'training_trainee',
    'training_sign_in', 'training_confirmation', 'training_entry', 'skill_session', 'skill_candidate', 'training_certificate', 'training_plan',
    'training_plan_class'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  -- What the members of a consortium and the offices above it all see.
  foreach t in array array['training_site', 'training_course', 'training_room', 'training_teacher', 'training_need', 'training_confirmation', 'skill_session',
    'training_plan', 'training_plan_class'] loop
    execute format('grant select on %I to lianheti_app', t);
    execute format('create policy %I on %I for select to lianheti_app using (
      consortium_id in (select scope(''read-training'')) or consortium_id in (select consortia_of_own_members()))', t || '_read', t);
  end loop;
  -- What each member keeps for itself, and the secretariat for all.
  foreach t in array array['training_course', 'training_room', 'training_teacher', 'training_need'] loop
    execute format('create policy %I on %I for insert to lianheti_app with check (person_id = (select actor())
      and (member_id in (select scope(''run-training'')) or member_id in (select scope(''manage-training''))))', t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app using (
      member_id in (select scope(''run-training'')) or member_id in (select scope(''manage-training'')))', t || '_changed', t);
    execute format('grant insert on %I to lianheti_app', t);
  end loop;
end $$;

create policy training_site_made on training_site for insert to lianheti_app with check (
  person_id = (select actor()) and consortium_id in (select scope('manage-training')));
create policy training_site_changed on training_site for update to lianheti_app using (consortium_id in (select scope('manage-training')));
grant insert on training_site to lianheti_app;
grant update (name, longitude, latitude, version) on training_site to lianheti_app;
grant update (name, skills, people, weeks, equipment, is_withdrawn, version) on training_course to lianheti_app;
grant update (site_id, name, seats, equipment, resource_id, busy, is_withdrawn, version) on training_room to lianheti_app;
grant update (site_id, name, course_ids, most_weeks, busy, is_withdrawn, version) on training_teacher to lianheti_app;
grant update (audience, kind, course_id, site_id, people, weight, from_on, until_on, shifts, note, is_withdrawn, version) on training_need to lianheti_app;

create policy training_class_read on training_class for select to lianheti_app using (consortium_id in (select scope('read-training'))
  or consortium_id in (select consortia_of_own_members()) or id in (select pass_training_class()));
create policy training_class_made on training_class for insert to lianheti_app with check (state = 'open' and person_id = (select actor())
  and (member_id in (select scope('run-training')) or member_id in (select scope('manage-training'))));
create policy training_class_changed on training_class for update to lianheti_app using (member_id in (select scope('run-training')));
grant select (consortium_id, id, member_id, course_id, name, kind, audience, need_id, room_id, teacher_id, seats, days, shift, attendance, pass_mark, state, version,
  person_id, at) on training_class to lianheti_app;
grant insert on training_class to lianheti_app;
grant update (name, kind, audience, room_id, teacher_id, seats, days, shift, attendance, pass_mark, state, enrol_hash, version) on training_class to lianheti_app;

-- Names are known to who teaches, to the member that sent them and to themselves; offices see how many there are.
create policy training_trainee_read on training_trainee for select to lianheti_app using (
  member_id in (select scope('run-training')) or enterprise_id in (select scope('run-training')) or id in (select pass_trainee()));
create policy training_trainee_made on training_trainee for insert to lianheti_app with check (
  member_id in (select scope('run-training')) or enterprise_id in (select scope('run-training'))
  or exists (select from own_training_enrolment() o where o.class_id = training_trainee.class_id and o.audience = training_trainee.audience));
create policy training_trainee_changed on training_trainee for update to lianheti_app using (
  member_id in (select scope('run-training')) or enterprise_id in (select scope('run-training')) or id in (select pass_trainee()));
grant select (consortium_id, class_id, id, member_id, number, name, enterprise_id, audience, state, score, satisfaction, opinion, version)
  on training_trainee to lianheti_app;
grant insert (consortium_id, class_id, id, member_id, name, enterprise_id, audience, pass_hash) on training_trainee to lianheti_app;
grant update (pass_hash, state, score, satisfaction, opinion, version) on training_trainee to lianheti_app;

create policy training_sign_in_read on training_sign_in for select to lianheti_app using (exists (
  select from training_trainee t where t.consortium_id = training_sign_in.consortium_id and t.id = trainee_id));
create policy training_sign_in_made on training_sign_in for insert to lianheti_app with check (
  person_id is null and trainee_id in (select pass_trainee())
  or person_id = (select actor()) and exists (select from training_trainee t where t.consortium_id = training_sign_in.consortium_id and t.id = trainee_id
    and t.member_id in (select scope('run-training'))));
create policy training_sign_in_taken on training_sign_in for delete to lianheti_app using (exists (
  select from training_trainee t where t.consortium_id = training_sign_in.consortium_id and t.id = trainee_id
    and t.member_id in (select scope('run-training'))));
grant select, delete on training_sign_in to lianheti_app;
grant insert (consortium_id, trainee_id, day, person_id) on training_sign_in to lianheti_app;

create policy training_confirmation_made on training_confirmation for insert to lianheti_app with check (
  person_id = (select actor()) and enterprise_id in (select scope('run-training')) and exists (select from training_class c
    where c.consortium_id = training_confirmation.consortium_id and c.id = class_id and c.state = 'completed'));
grant insert (consortium_id, class_id, enterprise_id, person_id) on training_confirmation to lianheti_app;

create policy training_entry_read on training_entry for select to lianheti_app using (enterprise_id in (select scope('run-training')) or exists (
  select from training_class c where c.consortium_id = training_entry.consortium_id and c.id = class_id and c.member_id in (select scope('run-training'))));
create policy training_entry_made on training_entry for insert to lianheti_app with check (exists (
  select from training_class c where c.consortium_id = training_entry.consortium_id and c.id = class_id and c.member_id in (select scope('run-training'))));
grant select on training_entry to lianheti_app;
grant insert (consortium_id, class_id, enterprise_id, audience, starts_on) on training_entry to lianheti_app;

create policy skill_session_made on skill_session for insert to lianheti_app with check (
  state = 'open' and person_id = (select actor()) and member_id in (select scope('run-training')));
create policy skill_session_changed on skill_session for update to lianheti_app using (member_id in (select scope('run-training')));
grant insert on skill_session to lianheti_app;
grant update (held_on, place, pass_mark, state, version) on skill_session to lianheti_app;
create policy skill_candidate_kept on skill_candidate to lianheti_app using (member_id in (select scope('run-training')));
grant select, insert on skill_candidate to lianheti_app;
grant update (is_absent, theory, practice, version) on skill_candidate to lianheti_app;

create policy training_certificate_read on training_certificate for select to lianheti_app using (
  member_id in (select scope('run-training')) or trainee_id in (select pass_trainee()));
create policy training_certificate_made on training_certificate for insert to lianheti_app with check (member_id in (select scope('run-training')));
create policy training_certificate_revoked on training_certificate for update to lianheti_app using (member_id in (select scope('run-training')));
grant select on training_certificate to lianheti_app;
grant insert (consortium_id, id, member_id, trainee_id, candidate_id, serial, content, digest) on training_certificate to lianheti_app;
grant update (revoked_at, revoked_because) on training_certificate to lianheti_app;

create policy training_plan_made on training_plan for insert to lianheti_app with check (
  state = 'draft' and person_id = (select actor()) and consortium_id in (select scope('manage-training')));
create policy training_plan_changed on training_plan for update to lianheti_app using (consortium_id in (select scope('manage-training')));
grant insert on training_plan to lianheti_app;
grant update (km_per_person, most_km, state, value, bound, solved_at, job_id, version) on training_plan to lianheti_app;
create policy training_plan_class_made on training_plan_class for insert to lianheti_app with check (consortium_id in (select scope('manage-training')));
create policy training_plan_class_changed on training_plan_class for update to lianheti_app using (consortium_id in (select scope('manage-training')));
create policy training_plan_class_taken on training_plan_class for delete to lianheti_app using (consortium_id in (select scope('manage-training')));
grant insert, delete on training_plan_class to lianheti_app;
grant update (people, is_pinned, week, shift, room_id, teacher_id, reason, class_id) on training_plan_class to lianheti_app;

revoke execute on function own_training_pass, own_training_enrolment, pass_trainee, pass_training_class, training_counts, skill_counts,
  verify_training_certificate, tell_of_training from public;
grant execute on function own_training_pass, own_training_enrolment, pass_trainee, pass_training_class, training_counts, skill_counts,
  verify_training_certificate, tell_of_training to lianheti_app;
