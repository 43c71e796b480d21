-- Apprenticeships and placements 学徒培养与实习: agreements of school, enterprise and student, who is at which post when, its days, and how it ended.
insert into role_right (role, "right") values
  ('secretariat', 'read-apprenticeship'),
  ('park-authority', 'read-apprenticeship'),
  ('lead-school', 'read-apprenticeship'),
  ('lead-enterprise', 'read-apprenticeship'),
  ('provincial-officer', 'read-apprenticeship'),
  ('auditor', 'read-apprenticeship'),
  ('member-reporter', 'run-apprenticeship');

-- One agreement for all students who come together; each signs it for itself.
create table apprenticeship (
  consortium_id uuid     not null references unit,
  id            uuid     not null default gen_random_uuid(),
  -- The ledger that it counts in.
  kind          text     not null check (length(kind) between 1 and 60),
  school_id     uuid     not null,
  enterprise_id uuid     not null,
  major         text     not null check (length(major) between 1 and 100),
  starts_on     date     not null,
  ends_on       date     not null check (ends_on >= starts_on and ends_on < starts_on + 3660),
  state         text     not null default 'draft' check (state in ('draft', 'signing', 'agreed', 'cancelled')),
  -- The text that is to be signed, or was.
  text          smallint not null default 1 check (text >= 1),
  version       integer  not null default 1,
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, id, school_id, enterprise_id),
  foreign key (consortium_id, school_id) references member,
  foreign key (consortium_id, enterprise_id) references member
);
create index apprenticeship_school_idx on apprenticeship (consortium_id, school_id);
create index apprenticeship_enterprise_idx on apprenticeship (consortium_id, enterprise_id);

-- What the sides agree on. The first text may change until it is proposed; afterwards each change is another text, with its reason.
create table apprenticeship_text (
  consortium_id     uuid     not null,
  apprenticeship_id uuid     not null,
  number            smallint not null,
  terms             jsonb    not null check (jsonb_typeof(terms) = 'object'),
  reason            text     not null default '' check (length(reason) <= 500),
  person_id         uuid     not null references person,
  at                timestamptz not null default clock_timestamp(),
  primary key (consortium_id, apprenticeship_id, number),
  foreign key (consortium_id, apprenticeship_id) references apprenticeship,
  check (number = 1 or reason <> '')
);

create table apprenticeship_signature (
  consortium_id     uuid     not null,
  apprenticeship_id uuid     not null,
  text              smallint not null,
  side              text     not null check (side in ('school', 'enterprise')),
  person_id         uuid     not null references person,
  at                timestamptz not null default clock_timestamp(),
  primary key (consortium_id, apprenticeship_id, text, side),
  foreign key (consortium_id, apprenticeship_id, text) references apprenticeship_text
);

-- A student of a school, by the keyed hash of its number there: who it is stands nowhere here, only that it is the same one.
create table apprentice (
  consortium_id uuid   not null references unit,
  number        bigint not null generated always as identity unique,
  school_id     uuid   not null,
  key           text   not null check (length(key) = 43),
  primary key (consortium_id, number),
  unique (consortium_id, school_id, key),
  foreign key (consortium_id, school_id) references member
);

-- A student under an agreement: what the two members need of it, and no more.
create table apprenticeship_student (
  consortium_id     uuid    not null,
  apprenticeship_id uuid    not null,
  id                uuid    not null default gen_random_uuid(),
  school_id         uuid    not null,
  enterprise_id     uuid    not null,
  apprentice        bigint  not null,
  number            integer not null check (number > 0),
  name              text    not null check (length(name) <= 50),
  -- The first of the month of birth; null once deleted.
  born_in           date    check (extract(day from born_in) = 1),
  is_minor          boolean not null,
  state             text    not null default 'called' check (state in ('called', 'begun', 'completed', 'left', 'withdrawn')),
  -- First and last day: as agreed, then as it was.
  starts_on         date    not null,
  ends_on           date    not null check (ends_on >= starts_on),
  pass_hash         text    unique check (pass_hash ~ '^[0-9a-f]{64}$'),
  guardian_hash     text    unique check (guardian_hash ~ '^[0-9a-f]{64}$'),
  -- The last text that each has signed.
  signed_text       smallint,
  signed_at         timestamptz,
  guardian_text     smallint,
  guardian_at       timestamptz,
  trained_on        date,
  school_mark       text    check (length(school_mark) <= 20),
  school_remark     text    not null default '' check (length(school_remark) <= 500),
  enterprise_mark   text    check (length(enterprise_mark) <= 20),
  enterprise_remark text    not null default '' check (length(enterprise_remark) <= 500),
  left_because      text    not null default '' check (length(left_because) <= 500),
  erased_at         timestamptz,
  version           integer not null default 1,
  primary key (consortium_id, id),
  unique (consortium_id, apprenticeship_id, number),
  foreign key (consortium_id, apprenticeship_id, school_id, enterprise_id) references apprenticeship (consortium_id, id, school_id, enterprise_id),
  foreign key (consortium_id, apprentice) references apprentice,
  check ((signed_text is null) = (signed_at is null)),
  check ((guardian_text is null) = (guardian_at is null)),
  check (is_minor or num_nonnulls(guardian_hash, guardian_at) = 0),
  check (state <> 'begun' or trained_on is not null),
  check (state <> 'completed' or num_nulls(school_mark, enterprise_mark) = 0),
  check (state <> 'left' or left_because <> ''),
  -- Nobody is at two posts on one day. Each student has a million days of its own on one line.
  constraint apprentice_at_one_post exclude using gist (
    int8range(apprentice * 1000000 + (starts_on - date '1900-01-01'), apprentice * 1000000 + (ends_on - date '1900-01-01'), '[]') with &&)
    where (state <> 'withdrawn')
);
create index apprenticeship_student_enterprise_idx on apprenticeship_student (consortium_id, enterprise_id);

-- 日志与考勤: a day at the post, told by the student and confirmed by the enterprise. Minutes after midnight; beyond 1440 it is the next day.
create table apprenticeship_day (
  consortium_id uuid     not null,
  student_id    uuid     not null,
  day           date     not null,
  from_minute   smallint not null check (from_minute between 0 and 1439),
  to_minute     smallint not null check (to_minute > from_minute and to_minute <= from_minute + 1440),
  rest_minutes  smallint not null default 0 check (rest_minutes >= 0 and rest_minutes < to_minute - from_minute),
  log           text     not null default '' check (length(log) <= 1000),
  confirmed_at  timestamptz,
  confirmed_by  uuid     references person,
  primary key (consortium_id, student_id, day),
  foreign key (consortium_id, student_id) references apprenticeship_student,
  check (num_nulls(confirmed_at, confirmed_by) in (0, 2))
);

-- What stands in the ledgers of all who are placed by a school in an enterprise for a major: one entry for each first day.
create table apprenticeship_entry (
  consortium_id uuid not null references unit,
  id            uuid not null default gen_random_uuid(),
  kind          text not null,
  school_id     uuid not null,
  enterprise_id uuid not null,
  major         text not null,
  starts_on     date not null,
  primary key (consortium_id, id),
  unique (consortium_id, kind, school_id, enterprise_id, major, starts_on),
  foreign key (consortium_id, school_id) references member,
  foreign key (consortium_id, enterprise_id) references member
);

-- For whom the pass opens an agreement that a transaction acts with (`lianheti.pass`, its hash).
create function own_apprentice_pass()
returns table (consortium_id uuid, apprenticeship_id uuid, student_id uuid, school_id uuid, enterprise_id uuid, is_guardian boolean, consortium text)
language sql stable security definer set search_path = public rows 1 as $$
  select s.consortium_id, s.apprenticeship_id, s.id, s.school_id, s.enterprise_id, s.guardian_hash is not distinct from p.hash, u.name
  from (select nullif(current_setting('lianheti.pass', true), '') as hash) p
  join apprenticeship_student s on s.pass_hash = p.hash or s.guardian_hash = p.hash join unit u on u.id = s.consortium_id
  where s.erased_at is null and s.state <> 'withdrawn'
$$;
create function pass_apprenticeship() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select apprenticeship_id from own_apprentice_pass()
$$;
create function pass_apprentice() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select student_id from own_apprentice_pass()
$$;

-- The number by which a school's student is known from one agreement to the next.
create function apprentice_number(p_consortium uuid, p_school uuid, p_key text) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  v_number bigint;
begin
  if not has_right('run-apprenticeship', p_school) then
    raise exception using errcode = 'insufficient_privilege', message = 'a student is known to its own school';
  end if;
  insert into apprentice (consortium_id, school_id, key) values (p_consortium, p_school, p_key) on conflict do nothing;
  select a.number into v_number from apprentice a where a.consortium_id = p_consortium and a.school_id = p_school and a.key = p_key;
  return v_number;
end $$;

-- How many students the agreements have that the actor may see, and how many are at most at the enterprise, and at the same post, on one day of each.
create function apprenticeship_counts(p_consortium uuid, p_ids uuid[])
returns table (id uuid, called bigint, begun bigint, completed bigint, "left" bigint, at_enterprise bigint, at_post bigint)
language sql stable security definer set search_path = public as $$
  with seen as (
    select a.* from apprenticeship a where a.consortium_id = p_consortium and a.id = any(p_ids)
      and (has_right('read-apprenticeship', p_consortium) or has_right('run-apprenticeship', a.school_id) or has_right('run-apprenticeship', a.enterprise_id))
  ), placed as (
    select s.enterprise_id, s.starts_on, s.ends_on, t.terms->>'post' as post
    from apprenticeship_student s join apprenticeship o on o.consortium_id = s.consortium_id and o.id = s.apprenticeship_id and o.state <> 'cancelled'
    join apprenticeship_text t on t.consortium_id = o.consortium_id and t.apprenticeship_id = o.id and t.number = o.text
    where s.consortium_id = p_consortium and s.state <> 'withdrawn' and s.enterprise_id in (select enterprise_id from seen)
  )
  select a.id, c.called, c.begun, c.completed, c.left, coalesce(m.at_enterprise, 0), coalesce(m.at_post, 0)
  from seen a
  join apprenticeship_text t on t.consortium_id = a.consortium_id and t.apprenticeship_id = a.id and t.number = a.text
  cross join lateral (
    select count(*) filter (where s.state = 'called') as called, count(*) filter (where s.state = 'begun') as begun,
      count(*) filter (where s.state = 'completed') as completed, count(*) filter (where s.state = 'left') as left
    from apprenticeship_student s where s.consortium_id = a.consortium_id and s.apprenticeship_id = a.id) c
  cross join lateral (
    select max(d.at_enterprise) as at_enterprise, max(d.at_post) as at_post from (
      select count(*) as at_enterprise, count(*) filter (where p.post = t.terms->>'post') as at_post
      from (select distinct greatest(q.starts_on, a.starts_on) as day from placed q
        where q.enterprise_id = a.enterprise_id and q.starts_on <= a.ends_on and q.ends_on >= a.starts_on) g
      join placed p on p.enterprise_id = a.enterprise_id and g.day between p.starts_on and p.ends_on group by g.day) d) m
$$;

-- Tells whoever reports for the other member of an agreement.
create function tell_of_apprenticeship(p_apprenticeship uuid, p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
declare
  a apprenticeship;
begin
  select * into a from apprenticeship where id = p_apprenticeship;
  if not (has_right('run-apprenticeship', a.school_id) or has_right('run-apprenticeship', a.enterprise_id)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has no part in an agreement tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (r.person_id) a.consortium_id, r.person_id, r.unit_id, p_text, p_link, actor() from role_assignment r
  where r.role = 'member-reporter' and r.unit_id in (a.school_id, a.enterprise_id) and not has_right('run-apprenticeship', r.unit_id)
  order by r.person_id;
end $$;

-- Both members have signed what is agreed; its days and sides stay as they were proposed.
create function keep_apprenticeship() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1 or old.state = 'cancelled'
     or (old.state <> 'draft' and (new.kind, new.enterprise_id, new.major, new.starts_on, new.ends_on)
       is distinct from (old.kind, old.enterprise_id, old.major, old.starts_on, old.ends_on))
     or (new.state = 'draft' and old.state <> 'draft') or (new.text <> old.text and new.text <> old.text + 1) then
    raise exception using errcode = 'restrict_violation', message = 'an agreement goes forward, its days and sides stay';
  end if;
  if new.state = 'agreed' and (select count(*) from apprenticeship_signature s
      where s.consortium_id = new.consortium_id and s.apprenticeship_id = new.id and s.text = new.text) < 2 then
    raise exception using errcode = 'restrict_violation', message = 'both members sign the same text';
  end if;
  if new.state = 'cancelled' and exists (select from apprenticeship_student s
      where s.consortium_id = new.consortium_id and s.apprenticeship_id = new.id and s.state in ('begun', 'completed', 'left')) then
    raise exception using errcode = 'restrict_violation', message = 'somebody has begun';
  end if;
  return new;
end $$;
create trigger apprenticeship_kept before update on apprenticeship for each row execute function keep_apprenticeship();

create function keep_apprenticeship_text() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (select a.state <> 'draft' or a.text <> new.number from apprenticeship a where a.consortium_id = new.consortium_id and a.id = new.apprenticeship_id) then
    raise exception using errcode = 'restrict_violation', message = 'a text that was proposed stays';
  end if;
  return new;
end $$;
create trigger apprenticeship_text_kept before update on apprenticeship_text for each row execute function keep_apprenticeship_text();

-- Each signs for itself; nobody begins before all have signed, and what is over stays.
create function keep_apprenticeship_student() returns trigger language plpgsql security definer set search_path = public as $$
declare
  a          apprenticeship;
  v_guardian boolean;
begin
  select * into a from apprenticeship where consortium_id = new.consortium_id and id = new.apprenticeship_id;
  if tg_op = 'INSERT' then
    if a.state = 'cancelled' or new.state <> 'called' or (new.starts_on, new.ends_on) is distinct from (a.starts_on, a.ends_on)
       or num_nonnulls(new.signed_text, new.guardian_text, new.trained_on, new.school_mark, new.enterprise_mark, new.erased_at) > 0 then
      raise exception using errcode = 'restrict_violation', message = 'a student is called first';
    end if;
    return new;
  end if;
  if old.erased_at is not null then
    raise exception using errcode = 'restrict_violation', message = 'who was deleted does not come back';
  end if;
  select is_guardian into v_guardian from own_apprentice_pass();
  if new.erased_at is not null then
    if v_guardian is distinct from false or old.state = 'begun' or new.name <> '' or new.born_in is not null
       or new.state <> (case old.state when 'called' then 'withdrawn' else old.state end) or (new.starts_on, new.ends_on) <> (old.starts_on, old.ends_on) then
      raise exception using errcode = 'restrict_violation', message = 'the name is deleted by whose it is, the days stay';
    end if;
    return new;
  end if;
  if v_guardian is null and (new.signed_text, new.signed_at, new.guardian_text, new.guardian_at)
      is distinct from (old.signed_text, old.signed_at, old.guardian_text, old.guardian_at)
     or v_guardian and (new.signed_text, new.signed_at) is distinct from (old.signed_text, old.signed_at)
     or not v_guardian and (new.guardian_text, new.guardian_at) is distinct from (old.guardian_text, old.guardian_at)
     or v_guardian is not null and (new.state, new.starts_on, new.ends_on, new.pass_hash, new.trained_on, new.school_mark, new.enterprise_mark)
      is distinct from (old.state, old.starts_on, old.ends_on, old.pass_hash, old.trained_on, old.school_mark, old.enterprise_mark) then
    raise exception using errcode = 'restrict_violation', message = 'each side speaks for itself';
  end if;
  if (new.signed_text is distinct from old.signed_text and new.signed_text <> a.text)
     or (new.guardian_text is distinct from old.guardian_text and new.guardian_text <> a.text)
     or a.state = 'draft' and num_nonnulls(new.signed_text, new.guardian_text) > 0 then
    raise exception using errcode = 'restrict_violation', message = 'the text that stands is signed';
  end if;
  if new.state = 'begun' and old.state <> 'begun' and (a.state <> 'agreed' or new.signed_text is distinct from a.text
      or new.is_minor and new.guardian_text is distinct from a.text) then
    raise exception using errcode = 'restrict_violation', message = 'nobody begins before all have signed';
  end if;
  if new.state <> old.state and not (old.state = 'called' and new.state in ('begun', 'withdrawn') or old.state = 'begun' and new.state in ('completed', 'left'))
     or (new.starts_on < a.starts_on or new.ends_on > a.ends_on) then
    raise exception using errcode = 'restrict_violation', message = 'what is over stays, within the days that were agreed';
  end if;
  return new;
end $$;
create trigger apprenticeship_student_kept before insert or update on apprenticeship_student for each row execute function keep_apprenticeship_student();

-- A day is told by whoever is at the post on it, until the enterprise has confirmed it.
create function keep_apprenticeship_day() returns trigger language plpgsql security definer set search_path = public as $$
declare
  s apprenticeship_student;
begin
  select * into s from apprenticeship_student where consortium_id = new.consortium_id and id = new.student_id;
  if new.day not between s.starts_on and s.ends_on or new.day > beijing_today() or s.state in ('called', 'withdrawn') then
    raise exception using errcode = 'restrict_violation', message = 'a day is one at the post, once it has come';
  end if;
  if tg_op = 'UPDATE' and (old.confirmed_at is not null or (new.from_minute, new.to_minute, new.rest_minutes, new.log)
      is distinct from (old.from_minute, old.to_minute, old.rest_minutes, old.log) and not exists (select from own_apprentice_pass()))
     or new.confirmed_at is null and s.state <> 'begun'
     or new.confirmed_at is not null and not has_right('run-apprenticeship', s.enterprise_id) then
    raise exception using errcode = 'restrict_violation', message = 'a day is told by the student until the enterprise has confirmed it';
  end if;
  return new;
end $$;
create trigger apprenticeship_day_kept before insert or update on apprenticeship_day for each row execute function keep_apprenticeship_day();

do $$
declare
  t text;
begin
  foreach t in array array['apprenticeship', 'apprenticeship_text', 'apprenticeship_signature', 'apprentice', 'apprenticeship_student', 'apprenticeship_day',
    'apprenticeship_entry'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  foreach t in array array['apprenticeship', 'apprenticeship_text', 'apprenticeship_signature', 'apprenticeship_day', 'apprenticeship_entry'] loop
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  -- Who sees an agreement sees its texts and signatures.
  foreach t in array array['apprenticeship_text', 'apprenticeship_signature'] loop
    execute format('create policy %1$I on %2$I for select to lianheti_app using (exists (select from apprenticeship a
      where a.consortium_id = %2$I.consortium_id and a.id = %2$I.apprenticeship_id))', t || '_read', t);
  end loop;
end $$;

create policy apprenticeship_read on apprenticeship for select to lianheti_app using (
  consortium_id in (select scope('read-apprenticeship')) or school_id in (select scope('run-apprenticeship'))
  or enterprise_id in (select scope('run-apprenticeship')) or id in (select pass_apprenticeship()));
create policy apprenticeship_made on apprenticeship for insert to lianheti_app with check (
  state = 'draft' and text = 1 and person_id = (select actor()) and school_id in (select scope('run-apprenticeship')));
create policy apprenticeship_changed on apprenticeship for update to lianheti_app using (
  school_id in (select scope('run-apprenticeship')) or enterprise_id in (select scope('run-apprenticeship')));
grant insert on apprenticeship to lianheti_app;
grant update (kind, enterprise_id, major, starts_on, ends_on, state, text, version) on apprenticeship to lianheti_app;

create policy apprenticeship_text_made on apprenticeship_text for insert to lianheti_app with check (person_id = (select actor()) and exists (
  select from apprenticeship a where a.consortium_id = apprenticeship_text.consortium_id and a.id = apprenticeship_id
    and (a.school_id in (select scope('run-apprenticeship')) or a.enterprise_id in (select scope('run-apprenticeship')))));
create policy apprenticeship_text_changed on apprenticeship_text for update to lianheti_app using (exists (
  select from apprenticeship a where a.consortium_id = apprenticeship_text.consortium_id and a.id = apprenticeship_id
    and a.school_id in (select scope('run-apprenticeship'))));
grant insert on apprenticeship_text to lianheti_app;
grant update (terms) on apprenticeship_text to lianheti_app;

create policy apprenticeship_signature_made on apprenticeship_signature for insert to lianheti_app with check (person_id = (select actor()) and exists (
  select from apprenticeship a where a.consortium_id = apprenticeship_signature.consortium_id and a.id = apprenticeship_id
    and a.state = 'signing' and a.text = apprenticeship_signature.text
    and case side when 'school' then a.school_id else a.enterprise_id end in (select scope('run-apprenticeship'))));
grant insert on apprenticeship_signature to lianheti_app;

-- Students are known to their school, to the enterprise and to themselves; offices see how many there are.
create policy apprenticeship_student_read on apprenticeship_student for select to lianheti_app using (
  school_id in (select scope('run-apprenticeship')) or enterprise_id in (select scope('run-apprenticeship')) or id in (select pass_apprentice()));
create policy apprenticeship_student_made on apprenticeship_student for insert to lianheti_app with check (school_id in (select scope('run-apprenticeship')));
create policy apprenticeship_student_changed on apprenticeship_student for update to lianheti_app using (
  school_id in (select scope('run-apprenticeship')) or enterprise_id in (select scope('run-apprenticeship')) or id in (select pass_apprentice()))
  with check (true);
grant select (consortium_id, apprenticeship_id, id, school_id, enterprise_id, number, name, born_in, is_minor, state, starts_on, ends_on, signed_text, signed_at,
  guardian_text, guardian_at, trained_on, school_mark, school_remark, enterprise_mark, enterprise_remark, left_because, erased_at, version)
  on apprenticeship_student to lianheti_app;
grant insert (consortium_id, apprenticeship_id, id, school_id, enterprise_id, apprentice, number, name, born_in, is_minor, starts_on, ends_on, pass_hash,
  guardian_hash) on apprenticeship_student to lianheti_app;
grant update (name, born_in, state, starts_on, ends_on, pass_hash, guardian_hash, signed_text, signed_at, guardian_text, guardian_at, trained_on, school_mark,
  school_remark, enterprise_mark, enterprise_remark, left_because, erased_at, version) on apprenticeship_student to lianheti_app;

create policy apprenticeship_day_read on apprenticeship_day for select to lianheti_app using (exists (
  select from apprenticeship_student s where s.consortium_id = apprenticeship_day.consortium_id and s.id = student_id));
create policy apprenticeship_day_told on apprenticeship_day for insert to lianheti_app with check (
  student_id in (select student_id from own_apprentice_pass() where not is_guardian));
create policy apprenticeship_day_changed on apprenticeship_day for update to lianheti_app using (exists (
  select from apprenticeship_student s where s.consortium_id = apprenticeship_day.consortium_id and s.id = student_id));
create policy apprenticeship_day_erased on apprenticeship_day for delete to lianheti_app using (
  student_id in (select student_id from own_apprentice_pass() where not is_guardian));
grant delete on apprenticeship_day to lianheti_app;
grant insert (consortium_id, student_id, day, from_minute, to_minute, rest_minutes, log) on apprenticeship_day to lianheti_app;
grant update (from_minute, to_minute, rest_minutes, log, confirmed_at, confirmed_by) on apprenticeship_day to lianheti_app;

create policy apprenticeship_entry_read on apprenticeship_entry for select to lianheti_app using (
  school_id in (select scope('run-apprenticeship')) or enterprise_id in (select scope('run-apprenticeship')));
create policy apprenticeship_entry_made on apprenticeship_entry for insert to lianheti_app with check (
  school_id in (select scope('run-apprenticeship')) or enterprise_id in (select scope('run-apprenticeship')));
grant insert on apprenticeship_entry to lianheti_app;

revoke execute on function own_apprentice_pass, pass_apprenticeship, pass_apprentice, apprentice_number, apprenticeship_counts, tell_of_apprenticeship from public;
grant execute on function own_apprentice_pass, pass_apprenticeship, pass_apprentice, apprentice_number, apprenticeship_counts, tell_of_apprenticeship to lianheti_app;
