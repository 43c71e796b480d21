-- Selection: what-if scenarios, the board's decision version by version, what was published, objections to it, what became of each applicant,
-- and who is a 培育单位 since when; and what of all this anybody may read.
create table scenario (
  batch_id   uuid  not null references batch,
  id         uuid  not null default gen_random_uuid(),
  name       text  not null check (length(name) between 1 and 200),
  parameters jsonb not null,
  -- What it gave when it was kept, so that later scores do not change it unseen.
  result     jsonb not null,
  person_id  uuid  not null references person,
  at         timestamptz not null default clock_timestamp(),
  primary key (batch_id, id),
  unique (batch_id, name)
);

-- Each save is a version of its own; the latest counts.
create table decision (
  batch_id  uuid    not null references batch,
  version   integer not null check (version > 0),
  -- [{ applicationId, consortiumId, rank, listed, reason }], the first ranks first.
  items     jsonb   not null,
  reason    text    not null default '',
  state     text    not null check (state in ('draft', 'publicity', 'final')),
  -- What the ranks were computed from: { seed, samples, weights, results, scenarioId, digest }.
  basis     jsonb   not null,
  person_id uuid    not null references person,
  at        timestamptz not null default clock_timestamp(),
  primary key (batch_id, version)
);

-- What was made public, as it was; the digest is the SHA-256 of its content's canonical JSON.
create table publication (
  batch_id     uuid not null references batch,
  id           uuid not null default gen_random_uuid(),
  kind         text not null check (kind in ('notice', 'publicity', 'list')),
  number       text not null default '' check (length(number) <= 100),
  title        text not null check (length(title) between 1 and 200),
  published_on date not null,
  content      jsonb not null,
  digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
  person_id    uuid not null references person,
  at           timestamptz not null default clock_timestamp(),
  primary key (batch_id, id)
);
create unique index publication_once_idx on publication (batch_id, kind) where kind <> 'notice';

create table objection (
  batch_id      uuid not null references batch,
  id            uuid not null default gen_random_uuid(),
  -- Null where it is about the list as a whole.
  consortium_id uuid references unit,
  text          text not null check (length(text) between 1 and 5000),
  -- Never public.
  name          text not null check (length(name) between 1 and 100),
  contact       text not null check (length(contact) between 1 and 200),
  -- Who of the office recorded it, where it came by letter or telephone; and the day it came.
  recorded_by   uuid references person,
  received_on   date not null default (clock_timestamp() at time zone 'Asia/Shanghai')::date,
  at            timestamptz not null default clock_timestamp(),
  answer        text check (length(answer) between 1 and 5000),
  decision      text check (decision in ('upheld', 'dismissed')),
  -- Whether text and answer are shown to everybody.
  shown         boolean not null default false,
  answered_by   uuid references person,
  answered_at   timestamptz,
  primary key (batch_id, id),
  check (num_nulls(answer, decision, answered_by, answered_at) in (0, 4))
);
-- The same objection sent twice is one.
create unique index objection_once_idx on objection (batch_id, consortium_id, name, contact, md5(text)) nulls not distinct;

-- What became of an application, with its readers' comments where the batch shows them.
create table outcome (
  consortium_id  uuid not null,
  application_id uuid not null,
  batch_id       uuid not null references batch,
  listed         boolean not null,
  -- [{ point, comments: [text] }]: without the names of those who wrote them.
  comments       jsonb not null,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id),
  foreign key (consortium_id, application_id) references application
);

create table cultivation (
  consortium_id uuid not null references unit,
  batch_id      uuid not null references batch,
  since         date not null,
  primary key (consortium_id, batch_id)
);

-- Whatever the program does: versions follow one another, and nothing is decided once the list is out.
create function keep_decision() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> (select coalesce(max(version), 0) + 1 from decision where batch_id = new.batch_id)
     or exists (select from decision where batch_id = new.batch_id and state = 'final') then
    raise exception using errcode = 'restrict_violation', message = 'a decision follows the latest, until the list is out';
  end if;
  return new;
end $$;
create trigger decision_follows before insert on decision for each row execute function keep_decision();

-- No list before its publicity days are over and every objection is decided.
create function keep_publication() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.kind = 'list' and (
    not exists (select from publication where batch_id = new.batch_id and kind = 'publicity')
    or not exists (select from batch_stage where batch_id = new.batch_id and stage = 'publicity' and closes_at < clock_timestamp())
    or exists (select from objection where batch_id = new.batch_id and decision is null)) then
    raise exception using errcode = 'restrict_violation', message = 'a list follows its publicity and the answers to objections';
  end if;
  return new;
end $$;
create trigger publication_follows before insert on publication for each row execute function keep_publication();

create function keep_objection() returns trigger language plpgsql as $$
begin
  if old.decision is not null then
    raise exception using errcode = 'restrict_violation', message = 'an objection is decided once';
  end if;
  return new;
end $$;
create trigger objection_decided before update on objection for each row execute function keep_objection();

do $$
declare
  t text;
begin
  foreach t in array array['scenario', 'decision', 'publication', 'objection', 'outcome', 'cultivation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  foreach t in array array['scenario', 'decision', 'publication'] loop
    execute format('create policy %I on %I for insert to lianheti_app with check (may_review(batch_id) and person_id = (select actor()))',
      t || '_made', t);
  end loop;
  foreach t in array array['decision', 'publication', 'outcome', 'cultivation'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function keep_record()', t || '_kept', t);
  end loop;
end $$;
create policy scenario_read on scenario for select to lianheti_app using (may_review(batch_id));
create policy scenario_dropped on scenario for delete to lianheti_app using (may_review(batch_id));
create policy decision_read on decision for select to lianheti_app using (may_review(batch_id));
-- Published is published.
create policy publication_read on publication for select to lianheti_app using (true);
create policy cultivation_read on cultivation for select to lianheti_app using (true);
create policy cultivation_made on cultivation for insert to lianheti_app with check (may_review(batch_id) and exists (
  select from application a where a.consortium_id = cultivation.consortium_id and a.batch_id = cultivation.batch_id and a.state = 'listed'));
create policy objection_read on objection for select to lianheti_app using (may_review(batch_id));
create policy objection_recorded on objection for insert to lianheti_app
  with check (may_review(batch_id) and recorded_by = (select actor()) and decision is null);
create policy objection_answered on objection for update to lianheti_app
  using (may_review(batch_id)) with check (may_review(batch_id) and answered_by = (select actor()));
create policy outcome_read on outcome for select to lianheti_app using (consortium_id in (select scope('read-application')));
create policy outcome_made on outcome for insert to lianheti_app with check (may_review(batch_id) and exists (
  select from application a where a.consortium_id = outcome.consortium_id and a.id = application_id and a.batch_id = outcome.batch_id));
grant select, insert, delete on scenario to lianheti_app;
grant select, insert on decision, publication, outcome, cultivation to lianheti_app;
grant select on objection to lianheti_app;
grant insert (batch_id, consortium_id, text, name, contact, recorded_by, received_on) on objection to lianheti_app;
grant update (answer, decision, shown, answered_by, answered_at) on objection to lianheti_app;

-- Takes an objection from anybody while a draft list is public. outcome: 'taken' | 'not-found' | 'closed'; the same once more is the one taken.
create function take_objection(p_publication uuid, p_consortium uuid, p_text text, p_name text, p_contact text)
returns table (outcome text, id uuid) language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v_batch uuid;
  v_unit  uuid;
  v_id    uuid;
begin
  -- Shared, so that a list is published either before or after it, never while it is being taken.
  select b.id, b.unit_id into v_batch, v_unit from publication p join batch b on b.id = p.batch_id
  where p.id = p_publication and p.kind = 'publicity'
    and (p_consortium is null or exists (
      select from jsonb_array_elements(p.content -> 'items') i where i ->> 'consortiumId' = p_consortium::text))
  for share of b;
  if v_batch is null then
    return query select 'not-found', null::uuid;
    return;
  end if;
  if exists (select from publication p where p.batch_id = v_batch and p.kind = 'list') or not exists (
    select from batch_stage s where s.batch_id = v_batch and s.stage = 'publicity' and clock_timestamp() <= s.closes_at) then
    return query select 'closed', null::uuid;
    return;
  end if;
  insert into objection as o (batch_id, consortium_id, text, name, contact) values (v_batch, p_consortium, p_text, p_name, p_contact)
  on conflict do nothing returning o.id into v_id;
  if v_id is null then
    select o.id into v_id from objection o where o.batch_id = v_batch and o.consortium_id is not distinct from p_consortium
      and (o.text, o.name, o.contact) = (p_text, p_name, p_contact);
  else
    perform audit_append('00000000-0000-0000-0000-000000000000', v_unit, 'objection.taken', v_id::text,
      jsonb_build_object('batch', v_batch, 'consortium', p_consortium));
  end if;
  return query select 'taken', v_id;
end $$;

-- Tells the people of each applicant what became of it, by notice and where `p_mail` is set by mail. p_items: [{ consortiumId, text, link,
-- subject, mail }]. Answers how many people were told.
create function tell_outcomes(p_batch uuid, p_items jsonb, p_mail boolean) returns integer
language plpgsql security definer set search_path = public as $$
declare
  v_told integer;
begin
  if not may_review(p_batch) then return 0; end if;
  with item as (
    select i.* from jsonb_to_recordset(p_items) as i("consortiumId" uuid, text text, link text, subject text, mail text)
    join application p on p.batch_id = p_batch and p.consortium_id = i."consortiumId"
  ), recipient as (
    select distinct i."consortiumId", i.text, i.link, i.subject, i.mail, r.id, r.email
    from item i join role_assignment a on a.unit_id = i."consortiumId" and a.role in ('secretariat', 'park-authority', 'lead-school', 'lead-enterprise')
    join person r on r.id = a.person_id
  ), mailed as (
    insert into notice_outbox (consortium_id, event, unit_id, payload)
    select "consortiumId", 'outcome', "consortiumId", jsonb_build_object('to', email, 'subject', subject, 'text', mail)
    from recipient where p_mail
  ), told as (
    insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
    select "consortiumId", id, "consortiumId", text, link, actor() from recipient returning 1
  )
  select count(*) into v_told from told;
  return v_told;
end $$;

-- All that anybody may read, and nothing else: batches with their calendar, publications, objections that are shown, 培育单位.
create function public_snapshot() returns jsonb
language sql stable security definer set search_path = public as $$
  select jsonb_build_object(
    'batches', coalesce((
      select jsonb_agg(jsonb_build_object('id', b.id, 'title', b.title, 'issuer', u.name, 'quota', b.quota, 'readers', b.readers,
        'weights', b.weights, 'notice', p.content ->> 'title', 'noticeIssuer', p.content ->> 'issuer', 'noticeOn', p.content ->> 'issuedOn',
        'targets', coalesce(p.content #> '{batch,targets}', '[]'),
        'points', coalesce((
          select jsonb_agg(jsonb_build_object('id', o ->> 'id', 'text', o ->> 'text', 'indicator', i ->> 'title') order by n, m)
          from jsonb_array_elements(p.content #> '{indicators,indicators}') with ordinality as ind (i, n),
            jsonb_array_elements(i -> 'points') with ordinality as pts (o, m)), '[]'),
        'stages', (
          select coalesce(jsonb_agg(jsonb_build_object('id', s.stage, 'closesAt', s.closes_at, 'label', coalesce((
            select e ->> 'label' from jsonb_array_elements(p.content #> '{batch,stages}') e where e ->> 'id' = s.stage), s.stage))
            order by s.position), '[]')
          from batch_stage s where s.batch_id = b.id),
        'extensions', (
          select coalesce(jsonb_agg(jsonb_build_object('stage', x.stage, 'before', x.before, 'after', x.after, 'reason', x.reason)
            order by x.at), '[]')
          from batch_extension x where x.batch_id = b.id),
        'objections', (select jsonb_build_object('taken', count(*), 'decided', count(o.decision)) from objection o where o.batch_id = b.id))
        order by b.created_at desc, b.id)
      from batch b join unit u on u.id = b.unit_id join pack p on p.digest = b.pack_digest), '[]'),
    'publications', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'batchId', p.batch_id, 'kind', p.kind, 'number', p.number, 'title', p.title,
        'publishedOn', p.published_on, 'content', p.content, 'digest', p.digest) order by p.published_on desc, p.at desc)
      from publication p), '[]'),
    'objections', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'batchId', o.batch_id, 'consortiumId', o.consortium_id, 'text', o.text,
        'answer', o.answer, 'decision', o.decision, 'answeredAt', o.answered_at) order by o.answered_at)
      from objection o where o.shown and o.decision is not null), '[]'),
    'cultivation', coalesce((
      select jsonb_agg(jsonb_build_object('consortiumId', c.consortium_id, 'batchId', c.batch_id, 'since', c.since) order by c.since, c.consortium_id)
      from cultivation c), '[]'))
$$;

-- What is public changes rarely, so that its word may go with the transaction.
create function tell_public() returns trigger language plpgsql as $$
begin
  perform pg_notify('lianheti_public', '');
  return null;
end $$;
do $$
declare
  t text;
begin
  foreach t in array array['batch', 'batch_stage', 'batch_extension', 'publication', 'objection', 'cultivation'] loop
    execute format('create trigger %I after insert or update or delete on %I for each statement execute function tell_public()', t || '_public', t);
  end loop;
end $$;

revoke execute on function take_objection, tell_outcomes, public_snapshot from public;
grant execute on function take_objection, tell_outcomes, public_snapshot to lianheti_app;
