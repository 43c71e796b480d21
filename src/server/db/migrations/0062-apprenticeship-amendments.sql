-- 补充协议: a running agreement is extended, or its allowance, mentors or insurance change, once all who signed it have signed this, too.
create table apprenticeship_amendment (
  consortium_id     uuid     not null,
  apprenticeship_id uuid     not null,
  number            smallint not null check (number > 0),
  -- The text, and the last day, that it changes.
  text              smallint not null,
  was_ends_on       date     not null,
  ends_on           date     not null check (ends_on >= was_ends_on),
  terms             jsonb    not null check (jsonb_typeof(terms) = 'object'),
  reason            text     not null check (length(reason) between 1 and 500),
  -- Who proposes it has signed it.
  side              text     not null check (side in ('school', 'enterprise')),
  state             text     not null default 'proposed' check (state in ('proposed', 'in-force', 'withdrawn', 'declined')),
  person_id         uuid     not null references person,
  at                timestamptz not null default clock_timestamp(),
  answered_by       uuid     references person,
  answered_at       timestamptz,
  primary key (consortium_id, apprenticeship_id, number),
  foreign key (consortium_id, apprenticeship_id, text) references apprenticeship_text,
  check ((state = 'proposed') = (answered_at is null)),
  check ((answered_by is null) = (answered_at is null))
);
-- Never two at once.
create unique index apprenticeship_amendment_open_idx on apprenticeship_amendment (consortium_id, apprenticeship_id) where state = 'proposed';

create table apprenticeship_amendment_signature (
  consortium_id     uuid     not null,
  apprenticeship_id uuid     not null,
  number            smallint not null,
  student_id        uuid     not null,
  is_guardian       boolean  not null,
  at                timestamptz not null default clock_timestamp(),
  primary key (consortium_id, apprenticeship_id, number, student_id, is_guardian),
  foreign key (consortium_id, apprenticeship_id, number) references apprenticeship_amendment,
  foreign key (consortium_id, student_id) references apprenticeship_student
);

-- Students of the agreement whose own signature, or whose guardian's, an amendment still waits for: of those who are there or are to come.
create function amendment_awaited(p_consortium uuid, p_apprenticeship uuid, p_number smallint) returns bigint
language sql stable security definer set search_path = public as $$
  select count(*) from apprenticeship_student s cross join (values (false), (true)) side(is_guardian)
  where s.consortium_id = p_consortium and s.apprenticeship_id = p_apprenticeship and s.state in ('called', 'begun') and (s.is_minor or not side.is_guardian)
    and not exists (select from apprenticeship_amendment_signature g where g.consortium_id = p_consortium and g.apprenticeship_id = p_apprenticeship
      and g.number = p_number and g.student_id = s.id and g.is_guardian = side.is_guardian)
$$;

-- How many students of an agreement are placed elsewhere on a day by which it would be longer.
create function amendment_overlaps(p_consortium uuid, p_apprenticeship uuid, p_ends_on date) returns bigint
language sql stable security definer set search_path = public as $$
  select count(distinct s.id) from apprenticeship a
  join apprenticeship_student s on s.consortium_id = a.consortium_id and s.apprenticeship_id = a.id and s.state in ('called', 'begun')
  join apprenticeship_student o on o.consortium_id = s.consortium_id and o.apprentice = s.apprentice and o.id <> s.id and o.state <> 'withdrawn'
  where a.consortium_id = p_consortium and a.id = p_apprenticeship and o.starts_on <= p_ends_on and o.ends_on > a.ends_on
    and (has_right('run-apprenticeship', a.school_id) or has_right('run-apprenticeship', a.enterprise_id))
$$;

create function keep_amendment() returns trigger language plpgsql security definer set search_path = public as $$
declare
  a       apprenticeship;
  v_own   uuid;
  v_other uuid;
begin
  select * into a from apprenticeship where consortium_id = new.consortium_id and id = new.apprenticeship_id for update;
  v_own := case new.side when 'school' then a.school_id else a.enterprise_id end;
  v_other := case new.side when 'school' then a.enterprise_id else a.school_id end;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' or a.state <> 'agreed' or (new.text, new.was_ends_on) is distinct from (a.text, a.ends_on) or a.ends_on < beijing_today()
       or not has_right('run-apprenticeship', v_own)
       or not exists (select from apprenticeship_student s where s.consortium_id = a.consortium_id and s.apprenticeship_id = a.id and s.state = 'begun') then
      raise exception using errcode = 'restrict_violation', message = 'an agreement is amended by one of its members while it runs';
    end if;
    return new;
  end if;
  if old.state <> 'proposed' or new.state = 'proposed' then
    raise exception using errcode = 'restrict_violation', message = 'an amendment is answered once';
  end if;
  if not has_right('run-apprenticeship', case new.state when 'withdrawn' then v_own else v_other end) then
    raise exception using errcode = 'restrict_violation', message = 'each side speaks for itself';
  end if;
  if new.state = 'in-force' and (a.state <> 'agreed' or a.text <> old.text or a.ends_on <> old.was_ends_on or a.ends_on < beijing_today()
      or amendment_awaited(new.consortium_id, new.apprenticeship_id, new.number) > 0) then
    raise exception using errcode = 'restrict_violation', message = 'an amendment is in force once all have signed, before the agreement is over';
  end if;
  new.answered_by := actor();
  new.answered_at := clock_timestamp();
  return new;
end $$;
create trigger apprenticeship_amendment_kept before insert or update on apprenticeship_amendment for each row execute function keep_amendment();

-- In force, it is the text that stands: signed by whoever signed the amendment, when that was.
create function enforce_amendment() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_text smallint := new.text + 1;
begin
  insert into apprenticeship_text (consortium_id, apprenticeship_id, number, terms, reason, person_id)
    values (new.consortium_id, new.apprenticeship_id, v_text, new.terms, new.reason, new.person_id);
  insert into apprenticeship_signature (consortium_id, apprenticeship_id, text, side, person_id, at) values
    (new.consortium_id, new.apprenticeship_id, v_text, new.side, new.person_id, new.at),
    (new.consortium_id, new.apprenticeship_id, v_text, case new.side when 'school' then 'enterprise' else 'school' end, new.answered_by, new.answered_at);
  update apprenticeship set text = v_text, ends_on = new.ends_on, version = version + 1 where consortium_id = new.consortium_id and id = new.apprenticeship_id;
  update apprenticeship_student s set ends_on = new.ends_on, version = s.version + 1,
    signed_text = v_text, signed_at = (select g.at from apprenticeship_amendment_signature g where g.consortium_id = s.consortium_id
      and g.apprenticeship_id = s.apprenticeship_id and g.number = new.number and g.student_id = s.id and not g.is_guardian),
    guardian_text = case when s.is_minor then v_text end, guardian_at = (select g.at from apprenticeship_amendment_signature g
      where g.consortium_id = s.consortium_id and g.apprenticeship_id = s.apprenticeship_id and g.number = new.number and g.student_id = s.id and g.is_guardian)
  where s.consortium_id = new.consortium_id and s.apprenticeship_id = new.apprenticeship_id and s.state in ('called', 'begun');
  return null;
end $$;
create trigger apprenticeship_amendment_enforced after update on apprenticeship_amendment for each row when (new.state = 'in-force' and old.state = 'proposed')
  execute function enforce_amendment();

-- A text is not changed in the other way while an amendment of it is signed; what an amendment does, it does from within its own trigger.
drop trigger apprenticeship_kept on apprenticeship;
create trigger apprenticeship_kept before update on apprenticeship for each row when (pg_trigger_depth() = 0) execute function keep_apprenticeship();
drop trigger apprenticeship_student_kept on apprenticeship_student;
create trigger apprenticeship_student_kept before insert or update on apprenticeship_student for each row when (pg_trigger_depth() = 0)
  execute function keep_apprenticeship_student();
create function keep_amended_text() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.text <> old.text and exists (select from apprenticeship_amendment m where m.consortium_id = new.consortium_id and m.apprenticeship_id = new.id
      and m.state = 'proposed') then
    raise exception using errcode = 'restrict_violation', message = 'an amendment of this text is being signed';
  end if;
  return new;
end $$;
create trigger apprenticeship_amended before update on apprenticeship for each row execute function keep_amended_text();

do $$
declare
  t text;
begin
  foreach t in array array['apprenticeship_amendment', 'apprenticeship_amendment_signature'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
end $$;
create policy apprenticeship_amendment_read on apprenticeship_amendment for select to lianheti_app using (exists (
  select from apprenticeship a where a.consortium_id = apprenticeship_amendment.consortium_id and a.id = apprenticeship_id));
create policy apprenticeship_amendment_made on apprenticeship_amendment for insert to lianheti_app with check (person_id = (select actor()) and exists (
  select from apprenticeship a where a.consortium_id = apprenticeship_amendment.consortium_id and a.id = apprenticeship_id
    and case side when 'school' then a.school_id else a.enterprise_id end in (select scope('run-apprenticeship'))));
create policy apprenticeship_amendment_changed on apprenticeship_amendment for update to lianheti_app using (exists (
  select from apprenticeship a where a.consortium_id = apprenticeship_amendment.consortium_id and a.id = apprenticeship_id
    and (a.school_id in (select scope('run-apprenticeship')) or a.enterprise_id in (select scope('run-apprenticeship')))));
grant insert (consortium_id, apprenticeship_id, number, text, was_ends_on, ends_on, terms, reason, side, person_id) on apprenticeship_amendment to lianheti_app;
grant update (state) on apprenticeship_amendment to lianheti_app;

-- Who signed is known to whom the student is.
create policy apprenticeship_amendment_signature_read on apprenticeship_amendment_signature for select to lianheti_app using (exists (
  select from apprenticeship_student s where s.consortium_id = apprenticeship_amendment_signature.consortium_id and s.id = student_id));
create policy apprenticeship_amendment_signature_made on apprenticeship_amendment_signature for insert to lianheti_app with check (
  exists (select from own_apprentice_pass() o where o.apprenticeship_id = apprenticeship_amendment_signature.apprenticeship_id
    and o.student_id = apprenticeship_amendment_signature.student_id and o.is_guardian = apprenticeship_amendment_signature.is_guardian)
  and exists (select from apprenticeship_student s where s.consortium_id = apprenticeship_amendment_signature.consortium_id and s.id = student_id
    and s.state in ('called', 'begun'))
  and exists (select from apprenticeship_amendment m where m.consortium_id = apprenticeship_amendment_signature.consortium_id
    and m.apprenticeship_id = apprenticeship_amendment_signature.apprenticeship_id and m.number = apprenticeship_amendment_signature.number and m.state = 'proposed'));
grant insert (consortium_id, apprenticeship_id, number, student_id, is_guardian) on apprenticeship_amendment_signature to lianheti_app;

revoke execute on function amendment_awaited, amendment_overlaps from public;
grant execute on function amendment_awaited, amendment_overlaps to lianheti_app;
