-- Codes of the national lists, where what was typed names one: by them majors and positions are brought together.
alter table talent_position add occupation_code text check (occupation_code ~ '^\d-\d{2}-\d{2}-\d{2}$');
alter table talent_demand add occupation_code text check (occupation_code ~ '^\d-\d{2}-\d{2}-\d{2}$');
alter table talent_programme add major_code text check (major_code ~ '^[0-9A-Za-z-]{2,20}$');
update talent_position set occupation_code = substring(occupation from '^\d-\d{2}-\d{2}-\d{2}') where occupation ~ '^\d-\d{2}-\d{2}-\d{2}';
update talent_demand set occupation_code = substring(occupation from '^\d-\d{2}-\d{2}-\d{2}') where occupation ~ '^\d-\d{2}-\d{2}-\d{2}';
update talent_programme set major_code = substring(major from '^\d{6}') where major ~ '^\d{6}';
grant update (occupation_code) on talent_position to lianheti_app;
grant update (occupation_code) on talent_demand to lianheti_app;
grant update (major_code) on talent_programme to lianheti_app;

-- 专业—职业对应: which occupations a major trains for.
create table major_occupation (
  consortium_id uuid not null references unit,
  major         text not null check (major ~ '^[0-9A-Za-z-]{2,20}$'),
  occupation    text not null check (occupation ~ '^\d-\d{2}-\d{2}-\d{2}$'),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, major, occupation)
);
alter table major_occupation enable row level security;
alter table major_occupation force row level security;
create policy major_occupation_owner on major_occupation to lianheti_owner using (true) with check (true);
create policy major_occupation_read on major_occupation for select to lianheti_app
  using (consortium_id in (select scope('read-talent')) or consortium_id in (select consortia_of_own_members()));
create policy major_occupation_made on major_occupation for insert to lianheti_app
  with check (person_id = (select actor()) and consortium_id in (select scope('manage-talent')));
create policy major_occupation_ended on major_occupation for delete to lianheti_app using (consortium_id in (select scope('manage-talent')));
grant select, insert, delete on major_occupation to lianheti_app;

-- What positions are searched by. A text is folded alike on both sides, by whatever way a position came: width, case, spaces and punctuation make no difference.
create function fold_position(p_text text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(lower(normalize(p_text, NFKC)), '[\s!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u2e7f\u3000-\u303f]+', '', 'g')
$$;

-- Each character of folded words, and each two that follow each other, as numbers; what is looked for has the pairs of a word alone, and of a single character itself.
create function position_word_terms(p_words text[], p_looked_for boolean) returns integer[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct t.term::integer), '{}')
  from unnest(p_words) w
  cross join lateral (
    select ascii(s.c)::bigint as a, lead(ascii(s.c)) over (order by s.place) as b
    from string_to_table(w, null) with ordinality as s(c, place)) p
  cross join lateral (values
    (case when not p_looked_for or length(w) = 1 then p.a end), ((p.a * 65599 + p.b) % 2147483629)) t(term)
  where t.term is not null
$$;

-- What a filter asks for, as a number below zero: with it the index gives what has a word and is of a kind at once.
create function position_filter_term(p_name text, p_value text) returns integer language sql immutable strict parallel safe as $$
  select -1 - (hashtextextended(p_name || ' ' || p_value, 0) & 1073741823)::integer
$$;
create function position_pay_step(p_pay integer) returns integer language sql immutable parallel safe as $$
  select max(step) from unnest(array[2000, 3000, 4000, 5000, 6000, 8000, 10000, 15000, 20000, 30000]) step where step <= p_pay
$$;

alter table talent_position add folded text not null default '', add terms integer[] not null default '{}', add batch integer not null default 0;

-- Positions are numbered as they come; some thousands that came together are a batch, and a batch is one more thing that the index can be asked for: so the newest
-- of what a word is in are found without looking at the others.
create sequence talent_position_order;
create function position_batch(p_order bigint) returns integer language sql immutable strict parallel safe as $$
  select (p_order / 4096)::integer
$$;
update talent_position p set batch = o.batch from (
  select id, position_batch(setval('talent_position_order', row_number() over (order by at, id))) as batch from talent_position) o where o.id = p.id;

create function search_position() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_words text[] := array(select fold_position(each) from unnest(array[new.title, new.occupation, new.place,
    coalesce((select m.name from member m where m.consortium_id = new.consortium_id and m.id = new.member_id), '')] || new.skills) each);
begin
  if tg_op = 'INSERT' then
    new.batch := position_batch(nextval('talent_position_order'));
  end if;
  new.folded := array_to_string(v_words, ' ');
  new.terms := position_word_terms(v_words, false) || position_filter_term('consortium', new.consortium_id::text)
    || position_filter_term('batch', new.batch::text)
    || position_filter_term('kind', new.kind) || position_filter_term('level', new.level)
    || array(select position_filter_term('occupation', left(new.occupation_code, length)) from unnest(array[1, 4, 7, 10]) length where new.occupation_code is not null)
    || array(select position_filter_term('pay', step::text) from unnest(array[2000, 3000, 4000, 5000, 6000, 8000, 10000, 15000, 20000, 30000]) step
      where step <= new.pay_to);
  return new;
end $$;
create trigger talent_position_searched before insert or update on talent_position for each row execute function search_position();

create function rename_positions() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update talent_position set title = title where consortium_id = new.consortium_id and member_id = new.id;
  return null;
end $$;
create trigger member_positions_renamed after update of name on member for each row when (new.name <> old.name) execute function rename_positions();

update talent_position set title = title;
create index talent_position_terms_idx on talent_position using gin (terms) with (fastupdate = off);
create index talent_position_newest_idx on talent_position (at desc, id);
create index talent_position_newest_here_idx on talent_position (consortium_id, at desc, id);
create index talent_position_occupation_idx on talent_position (consortium_id, occupation_code, at desc) where not is_withdrawn;

-- 学生档案 outside a fair: what an enterprise needs to choose, and no more. Of the student's link, and of a minor's guardian's, the hash is kept.
create table talent_profile (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  number        integer not null check (number > 0),
  member_id     uuid    not null,
  -- Empty once it was deleted on request.
  name          text    not null check (length(name) <= 50),
  major         text    not null check (length(major) <= 100),
  major_code    text    check (major_code ~ '^[0-9A-Za-z-]{2,20}$'),
  level         text    not null check (length(level) between 1 and 20),
  skills        text[]  not null default '{}',
  -- Where it would like to work; empty: anywhere.
  place         text    not null default '' check (length(place) <= 100),
  is_minor      boolean not null,
  pass_hash     text    unique check (pass_hash ~ '^[0-9a-f]{64}$'),
  guardian_hash text    unique check (guardian_hash ~ '^[0-9a-f]{64}$'),
  consented_at  timestamptz,
  guardian_at   timestamptz,
  erased_at     timestamptz,
  -- Whether it may apply: it agreed, and of a minor the guardian, too.
  is_agreed     boolean not null generated always as (consented_at is not null and erased_at is null and (not is_minor or guardian_at is not null)) stored,
  version       integer not null default 1,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, number),
  foreign key (consortium_id, member_id) references member,
  check (is_minor or num_nonnulls(guardian_hash, guardian_at) = 0)
);
create index talent_profile_member_idx on talent_profile (consortium_id, member_id);

-- An application 投递, from the student's word to the placement that all have agreed to.
create table talent_application (
  consortium_id    uuid    not null,
  id               uuid    not null default gen_random_uuid(),
  position_id      uuid    not null,
  profile_id       uuid    not null,
  school_id        uuid    not null,
  enterprise_id    uuid    not null,
  kind             text    not null check (kind in ('job', 'apprenticeship', 'internship')),
  state            text    not null default 'applied' check (state in ('applied', 'interview', 'offered', 'accepted', 'agreed', 'rejected', 'declined', 'withdrawn', 'refused')),
  -- The student's own words.
  note             text    not null default '' check (length(note) <= 500),
  interview_at     timestamptz,
  interview_place  text    not null default '' check (length(interview_place) <= 200),
  -- The enterprise's words of the interview, of the offer, or of why not.
  answer           text    not null default '' check (length(answer) <= 500),
  -- The last day to accept, the first at the post, and the last of it, where there is one; 元 a month.
  offer_until      date,
  starts_on        date,
  ends_on          date    check (ends_on >= starts_on),
  pay              integer check (pay between 0 and 1000000),
  guardian_at      timestamptz,
  school_at        timestamptz,
  school_person    uuid    references person,
  -- Why the school does not agree.
  school_remark    text    not null default '' check (length(school_remark) <= 500),
  -- The agreement of three parties that an apprenticeship or placement is signed by.
  apprenticeship_id uuid,
  version          integer not null default 1,
  at               timestamptz not null default clock_timestamp(),
  changed_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, position_id) references talent_position,
  foreign key (consortium_id, profile_id) references talent_profile,
  foreign key (consortium_id, apprenticeship_id) references apprenticeship,
  check (state not in ('offered', 'accepted', 'agreed') or num_nulls(offer_until, starts_on, pay) = 0),
  check (state <> 'interview' or interview_at is not null and interview_place <> ''),
  check (state <> 'agreed' or school_at is not null),
  check (kind = 'job' or state not in ('offered', 'accepted', 'agreed') or ends_on is not null),
  -- Nobody holds two places at once.
  constraint applicant_at_one_place exclude using gist (profile_id with =, daterange(starts_on, ends_on, '[]') with &&) where (state in ('accepted', 'agreed'))
);
-- Whoever applied once is heard once; what came to nothing may be tried again.
create unique index talent_application_once_idx on talent_application (consortium_id, profile_id, position_id)
  where state in ('applied', 'interview', 'offered', 'accepted', 'agreed');
create index talent_application_enterprise_idx on talent_application (consortium_id, enterprise_id, changed_at desc);
create index talent_application_school_idx on talent_application (consortium_id, school_id, changed_at desc);

-- For whom the pass opens a profile that a transaction acts with (`lianheti.pass`, its hash).
create function own_market_pass() returns table (consortium_id uuid, profile_id uuid, is_guardian boolean, consortium text)
language sql stable security definer set search_path = public rows 1 as $$
  select s.consortium_id, s.id, s.guardian_hash is not distinct from p.hash, u.name
  from (select nullif(current_setting('lianheti.pass', true), '') as hash) p
  join talent_profile s on s.pass_hash = p.hash or s.guardian_hash = p.hash join unit u on u.id = s.consortium_id
  where s.erased_at is null
$$;
create function market_consortium() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select consortium_id from own_market_pass()
$$;
create function market_profile() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select profile_id from own_market_pass()
$$;
-- Of all schools' students, not only those that the actor may see.
create function next_profile_number(p_consortium uuid) returns integer language sql stable security definer set search_path = public as $$
  select coalesce(max(number), 0) + 1 from talent_profile where consortium_id = p_consortium
$$;
-- Who has applied to an enterprise, for it and its secretariat: as much as the student agreed to.
create function talent_applicants(p_consortium uuid, p_ids uuid[])
returns table (id uuid, number integer, name text, school_id uuid, major text, level text, skills text[], is_minor boolean)
language sql stable security definer set search_path = public as $$
  select distinct s.id, s.number, s.name, s.member_id, s.major, s.level, s.skills, s.is_minor
  from talent_application a join talent_profile s on s.consortium_id = a.consortium_id and s.id = a.profile_id
  where a.consortium_id = p_consortium and a.id = any(p_ids)
    and (has_right('manage-talent', p_consortium) or has_right('offer-talent', a.enterprise_id) or has_right('offer-talent', a.school_id))
$$;

-- Tells whoever reports for a member of an application; whoever acts in it may.
create function tell_of_application(p_application uuid, p_side text, p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
declare
  a talent_application;
begin
  select * into a from talent_application where id = p_application;
  if not (has_right('offer-talent', a.enterprise_id) or has_right('offer-talent', a.school_id) or has_right('manage-talent', a.consortium_id)
      or a.profile_id in (select market_profile())) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has no part in an application tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (r.person_id) a.consortium_id, r.person_id, r.unit_id, p_text, p_link, coalesce(actor(), r.person_id) from role_assignment r
  where r.role = 'member-reporter' and r.unit_id = case p_side when 'school' then a.school_id else a.enterprise_id end and r.person_id is distinct from actor()
  order by r.person_id;
end $$;

create function keep_talent_profile() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_guardian boolean;
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.consented_at, new.guardian_at, new.erased_at) > 0 then
      raise exception using errcode = 'restrict_violation', message = 'a student agrees by itself';
    end if;
    return new;
  end if;
  if old.erased_at is not null then
    raise exception using errcode = 'restrict_violation', message = 'who was deleted does not come back';
  end if;
  select is_guardian into v_guardian from own_market_pass();
  if v_guardian is null and (new.consented_at, new.guardian_at, new.erased_at, new.skills, new.place)
      is distinct from (old.consented_at, old.guardian_at, old.erased_at, old.skills, old.place)
     or v_guardian and (new.consented_at, new.erased_at, new.skills, new.place, new.name) is distinct from (old.consented_at, old.erased_at, old.skills, old.place, old.name)
     or not v_guardian and new.guardian_at is distinct from old.guardian_at
     or v_guardian is not null and (new.pass_hash, new.guardian_hash) is distinct from (old.pass_hash, old.guardian_hash) then
    raise exception using errcode = 'restrict_violation', message = 'each of the two speaks for itself';
  end if;
  if new.erased_at is not null and (new.name, new.major, new.place, cardinality(new.skills)) is distinct from ('', '', '', 0) then
    raise exception using errcode = 'restrict_violation', message = 'what is deleted is deleted at once';
  end if;
  return new;
end $$;
create trigger talent_profile_kept before insert or update on talent_profile for each row execute function keep_talent_profile();

-- A student applies to what stands open, the enterprise answers, the student accepts, then its guardian and its school agree: each by its own word.
create function keep_talent_application() returns trigger language plpgsql security definer set search_path = public as $$
declare
  p          talent_position;
  s          talent_profile;
  v_guardian boolean;
  v_by       text;
begin
  select * into s from talent_profile where consortium_id = new.consortium_id and id = new.profile_id;
  select is_guardian into v_guardian from own_market_pass();
  if tg_op = 'INSERT' then
    select * into p from talent_position where consortium_id = new.consortium_id and id = new.position_id;
    if new.state <> 'applied' or v_guardian is distinct from false or not s.is_agreed or p.is_withdrawn or p.expires_on < beijing_today()
       or (new.school_id, new.enterprise_id, new.kind) is distinct from (s.member_id, p.member_id, p.kind)
       or num_nonnulls(new.interview_at, new.offer_until, new.guardian_at, new.school_at, new.apprenticeship_id) > 0 then
      raise exception using errcode = 'restrict_violation', message = 'who agreed applies to what stands open';
    end if;
    return new;
  end if;
  new.changed_at := clock_timestamp();
  if new.version <> old.version + 1 then
    raise exception using errcode = 'restrict_violation', message = 'a step is taken on what was seen';
  end if;
  v_by := case when v_guardian then 'guardian' when not v_guardian then 'student' else 'member' end;
  if v_by <> 'member' and (new.interview_at, new.interview_place, new.answer, new.offer_until, new.starts_on, new.ends_on, new.pay, new.school_at,
        new.apprenticeship_id) is distinct from (old.interview_at, old.interview_place, old.answer, old.offer_until, old.starts_on, old.ends_on, old.pay,
        old.school_at, old.apprenticeship_id)
     or v_by <> 'guardian' and new.guardian_at is distinct from old.guardian_at
     or v_by = 'member' and (new.note <> old.note or new.state in ('accepted', 'declined', 'withdrawn') and new.state <> old.state)
     or old.state in ('offered', 'accepted', 'agreed') and (new.offer_until, new.starts_on, new.ends_on, new.pay)
        is distinct from (old.offer_until, old.starts_on, old.ends_on, old.pay)
     or ((new.school_at, new.school_person, new.school_remark, new.apprenticeship_id)
          is distinct from (old.school_at, old.school_person, old.school_remark, old.apprenticeship_id)
        or new.state = 'refused' and new.state <> old.state) and not has_right('offer-talent', new.school_id)
     or ((new.interview_at, new.interview_place, new.answer, new.offer_until, new.starts_on, new.ends_on, new.pay)
          is distinct from (old.interview_at, old.interview_place, old.answer, old.offer_until, old.starts_on, old.ends_on, old.pay)
        or new.state in ('interview', 'offered', 'rejected') and new.state <> old.state)
        and not (has_right('offer-talent', new.enterprise_id) or has_right('manage-talent', new.consortium_id))
     or new.state = 'accepted' and old.state = 'offered' and old.offer_until < beijing_today() then
    raise exception using errcode = 'restrict_violation', message = 'each side speaks for itself, and an offer has a last day';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
      ('applied', 'interview'), ('applied', 'offered'), ('applied', 'rejected'), ('applied', 'withdrawn'),
      ('interview', 'offered'), ('interview', 'rejected'), ('interview', 'withdrawn'),
      ('offered', 'accepted'), ('offered', 'declined'), ('offered', 'rejected'),
      ('accepted', 'agreed'), ('accepted', 'declined'), ('accepted', 'refused'))
     or new.state = 'agreed' and (new.school_at is null or s.is_minor and new.guardian_at is null) then
    raise exception using errcode = 'restrict_violation', message = 'an application goes forward, and is agreed once all have';
  end if;
  return new;
end $$;
create trigger talent_application_kept before insert or update on talent_application for each row execute function keep_talent_application();

do $$
declare
  t text;
begin
  foreach t in array array['talent_profile', 'talent_application'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
end $$;

create policy talent_profile_read on talent_profile for select to lianheti_app
  using (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent')) or id in (select market_profile()));
create policy talent_profile_made on talent_profile for insert to lianheti_app
  with check (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent')));
create policy talent_profile_changed on talent_profile for update to lianheti_app
  using (consortium_id in (select scope('manage-talent')) or member_id in (select scope('offer-talent')) or id in (select market_profile()))
  with check (true);
grant select (consortium_id, id, number, member_id, name, major, major_code, level, skills, place, is_minor, consented_at, guardian_at, erased_at, is_agreed, version)
  on talent_profile to lianheti_app;
grant insert (consortium_id, id, number, member_id, name, major, major_code, level, skills, is_minor, pass_hash, guardian_hash) on talent_profile to lianheti_app;
grant update (name, major, major_code, skills, place, pass_hash, guardian_hash, consented_at, guardian_at, erased_at, version) on talent_profile to lianheti_app;

create policy talent_application_read on talent_application for select to lianheti_app using (
  consortium_id in (select scope('manage-talent')) or enterprise_id in (select scope('offer-talent')) or school_id in (select scope('offer-talent'))
  or profile_id in (select market_profile()));
create policy talent_application_made on talent_application for insert to lianheti_app with check (profile_id in (select market_profile()));
create policy talent_application_changed on talent_application for update to lianheti_app using (
  consortium_id in (select scope('manage-talent')) or enterprise_id in (select scope('offer-talent')) or school_id in (select scope('offer-talent'))
  or profile_id in (select market_profile())) with check (true);
grant select on talent_application to lianheti_app;
grant insert (consortium_id, id, position_id, profile_id, school_id, enterprise_id, kind, note) on talent_application to lianheti_app;
grant update (state, note, interview_at, interview_place, answer, offer_until, starts_on, ends_on, pay, guardian_at, school_at, school_person, school_remark,
  apprenticeship_id, version) on talent_application to lianheti_app;
create policy talent_position_market on talent_position for select to lianheti_app using (consortium_id in (select market_consortium()));
create policy major_occupation_market on major_occupation for select to lianheti_app using (consortium_id in (select market_consortium()));

-- Positions with all of these words and of all that is asked for, the newest first, of those that the actor may see: of one consortium, or where none is named, of
-- all. `total` is counted up to 1000, and `is_more` says that there are more than were counted. As the owner, since row-level security would keep the index from being asked before each row was judged; the rights of
-- `talent_position_read` are asked once here.
-- Within one consortium the newest are looked through first; over all, what is common is met in the newest batches and not counted any further, and what is not is
-- rare enough for the index to name all of it.
create function find_positions(p_consortium uuid, p_words text[], p_place text, p_kind text, p_occupation text, p_level text, p_pay integer, p_day date,
  p_all boolean, p_offset integer, p_limit integer)
returns table (consortium_id uuid, id uuid, total integer, is_more boolean) language plpgsql stable security definer set search_path = public
set enable_seqscan = off as $$
declare
  v_most      constant integer := 1001;
  v_walk      constant integer := 2000;
  v_told      constant integer := 50;
  v_is_one    boolean;
  v_wanted    integer;
  v_newest    integer;
  v_span      integer;
  v_batches   integer[];
  v_words     text[] := array(select w from (select fold_position(each) as w from unnest(p_words) each) f where w <> '');
  v_place     text := fold_position(p_place);
  v_consortia uuid[];
  v_is_all    boolean;
  v_terms     integer[];
  v_places    integer[];
  v_is_whole  boolean := false;
  v_said      text := $w$ p.folded like all ($2) and ($3 = '' or strpos(fold_position(p.place), $3) > 0) and ($4 is null or p.kind = $4)
    and ($5 is null or p.level = $5) and ($6 is null or p.occupation_code like $6 || '%') and ($7 is null or p.pay_to >= $7)
    and ($8 or not p.is_withdrawn and p.expires_on - $9 >= 0)$w$;
  v_where     text;
  v_scope     text;
  v_found     uuid[] := '{}';
  v_owners    uuid[] := '{}';
  v_total     integer;
begin
  -- Of one consortium the right is asked alone: an office of the nation has a thousand units in its scope.
  v_consortia := case when p_consortium is null
    then array(select u.id from unit u where u.kind = 'consortium' and (u.id in (select scope('read-talent')) or u.id in (select consortia_of_own_members())))
    else array(select u.id from unit u where u.id = p_consortium and u.kind = 'consortium'
      and (has_right('read-talent', u.id) or u.id in (select consortia_of_own_members()) or u.id in (select market_consortium()))) end;
  if cardinality(v_consortia) = 0 then
    return;
  end if;
  v_is_all := p_consortium is null and cardinality(v_consortia) = (select count(*) from unit u where u.kind = 'consortium');
  v_terms := position_word_terms(v_words || case when v_place = '' then '{}'::text[] else array[v_place] end, true)
    || array(select position_filter_term('kind', p_kind) where p_kind is not null)
    || array(select position_filter_term('level', p_level) where p_level is not null)
    || array(select position_filter_term('occupation', p_occupation) where length(p_occupation) in (1, 4, 7, 10))
    || array(select position_filter_term('pay', position_pay_step(p_pay)::text) where position_pay_step(p_pay) is not null);
  v_words := array(select '%' || w || '%' from unnest(v_words) w);
  v_scope := case when cardinality(v_consortia) = 1 then 'p.consortium_id = ($10)[1]' when v_is_all then 'true' else 'p.consortium_id = any($10)' end;
  -- Asked of the index with a term for each consortium, it gives none of another.
  v_places := case when not v_is_all and cardinality(v_consortia) <= 50
    then array(select position_filter_term('consortium', c::text) from unnest(v_consortia) c) end;
  v_where := 'p.terms @> $1 and ' || v_said || ' and ' || v_scope || case when v_places is null then '' else ' and p.terms && $11' end;
  v_is_one := cardinality(v_consortia) = 1;
  v_wanted := case when v_is_one then p_offset + p_limit else greatest(v_told, p_offset + p_limit) + 1 end;
  if v_is_one then
    -- The positions of one consortium lie together.
    execute format('select coalesce(array_agg(w.id order by w.at desc, w.id) filter (where w.hit), %1$L),
          coalesce(array_agg(w.consortium_id order by w.at desc, w.id) filter (where w.hit), %1$L), count(*) < %4$s
        from (select p.consortium_id, p.id, p.at, %2$s as hit from talent_position p where %3$s order by p.at desc, p.id limit %4$s) w',
        '{}', v_said, v_scope, v_walk)
      into v_found, v_owners, v_is_whole using v_terms, v_words, v_place, p_kind, p_level, p_occupation, p_pay, p_all, p_day, v_consortia;
  else
    -- A word may be in half a million positions of all: it is looked for among the newest batches, then among ever more of them.
    select position_batch(last_value) into v_newest from talent_position_order;
    foreach v_span in array array[2, 8, 32, 128] loop
      exit when v_newest <= v_span;
      v_batches := array(select position_filter_term('batch', each::text) from generate_series(v_newest - v_span, v_newest) each);
      execute format('select coalesce(array_agg(w.id), %1$L), coalesce(array_agg(w.consortium_id), %1$L) from (select p.id, p.consortium_id
          from talent_position p where %2$s and p.terms && $12 order by p.at + interval %3$L desc, p.id limit %4$s) w', '{}', v_where, '0', v_wanted)
        into v_found, v_owners using v_terms, v_words, v_place, p_kind, p_level, p_occupation, p_pay, p_all, p_day, v_consortia, v_places, v_batches;
      exit when cardinality(v_found) = v_wanted;
    end loop;
  end if;
  if not v_is_whole and cardinality(v_found) < v_wanted then
    -- An order that no index has: else each row would be looked at until there are enough.
    execute format('select coalesce(array_agg(w.id), %1$L), coalesce(array_agg(w.consortium_id), %1$L) from (select p.id, p.consortium_id
        from talent_position p where %2$s order by p.at + interval %3$L desc, p.id limit %4$s) w', '{}', v_where, '0', v_most)
      into v_found, v_owners using v_terms, v_words, v_place, p_kind, p_level, p_occupation, p_pay, p_all, p_day, v_consortia, v_places;
    v_is_whole := true;
  elsif not v_is_whole and v_is_one and cardinality(v_found) < v_most then
    execute format('select count(*) from (select from talent_position p where %s limit %s) w', v_where, v_most)
      into v_total using v_terms, v_words, v_place, p_kind, p_level, p_occupation, p_pay, p_all, p_day, v_consortia, v_places;
  end if;
  v_is_whole := v_is_whole or v_total is not null;
  v_total := coalesce(v_total, case when v_is_whole or v_is_one then cardinality(v_found) else least(cardinality(v_found), v_wanted - 1) end);
  return query
    select (v_owners[f.place]), f.id, least(v_total, v_most - 1), not v_is_whole or v_total >= v_most from unnest(v_found) with ordinality f(id, place)
    where f.place > p_offset and f.place <= p_offset + p_limit order by f.place;
end $$;

-- Positions that may suit whoever learns for these occupations and has these skills: the newest hundred of each occupation, and of the newest thousands those that
-- name a skill. Which of them suit best, and why, core/market says. Rights as above.
create function match_positions(p_consortium uuid, p_occupations text[], p_skills text[], p_day date)
returns table (id uuid) language plpgsql stable security definer set search_path = public as $$
declare
  v_skills text[] := array(select '%' || fold_position(each) || '%' from unnest(p_skills) each where fold_position(each) <> '');
begin
  if not (has_right('read-talent', p_consortium) or p_consortium in (select consortia_of_own_members()) or p_consortium in (select market_consortium())) then
    return;
  end if;
  return query
    select n.id from unnest(p_occupations) o cross join lateral (
      select p.id from talent_position p where p.consortium_id = p_consortium and p.occupation_code = o and not p.is_withdrawn and p.expires_on >= p_day
        and p.kind <> 'teacher-practice'
      order by p.at desc limit 100) n
    union
    select w.id from (
      select p.id, p.folded from talent_position p where p.consortium_id = p_consortium and not p.is_withdrawn and p.expires_on >= p_day
        and p.kind <> 'teacher-practice'
      order by p.at desc, p.id limit 2000) w
    where w.folded like any (v_skills);
end $$;

revoke execute on function own_market_pass, market_consortium, market_profile, next_profile_number, talent_applicants, tell_of_application, find_positions,
  match_positions from public;
grant execute on function own_market_pass, market_consortium, market_profile, next_profile_number, talent_applicants, tell_of_application, find_positions,
  match_positions to lianheti_app;
