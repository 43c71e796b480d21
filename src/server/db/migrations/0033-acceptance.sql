-- Acceptance: a batch of its own kind whose applications are self-reports, so that experts, readings and visits are those of every batch; each
-- consortium's way through it, its outcomes act by act, and to whom the list was handed on.
insert into role_right (role, "right") values
  ('secretariat', 'report-acceptance'),
  ('park-authority', 'report-acceptance'),
  ('provincial-officer', 'opine-acceptance');

alter table batch add column kind text not null default 'application' check (kind in ('application', 'acceptance'));

create table acceptance (
  batch_id   uuid     primary key references batch,
  -- Whose listed consortia are accepted, by the record of which year.
  of_batch   uuid     not null references batch,
  year       smallint not null,
  -- By criterion of the pack, where the office set another than the pack's.
  thresholds jsonb    not null default '{}',
  opened_by  uuid     not null references person,
  opened_at  timestamptz not null default clock_timestamp(),
  unique (of_batch, year)
);
create trigger acceptance_kept before update or delete on acceptance for each row execute function keep_record();

create table acceptance_case (
  consortium_id     uuid    not null references unit,
  batch_id          uuid    not null references acceptance,
  state             text    not null default 'reporting'
                    check (state in ('reporting', 'opinion', 'review', 'passed', 'rectifying', 'rectified', 'failed')),
  version           integer not null default 0,
  -- By text of the pack, until the report is sent.
  texts             jsonb   not null default '{}',
  -- The self-report as it was sent: { texts, commitments, points, returns, quality, standing, judgements }; SHA-256 of its canonical JSON.
  report            jsonb,
  digest            text    check (digest ~ '^[0-9a-f]{64}$'),
  reported_by       uuid    references person,
  reported_at       timestamptz,
  -- What experts read and visits look at.
  application_id    uuid,
  supports          boolean,
  opinion           text    check (length(opinion) between 1 and 5000),
  opined_by         uuid    references person,
  opined_at         timestamptz,
  -- The outcome that was published with the list; earlier ones were drafts.
  published_version integer,
  primary key (consortium_id, batch_id),
  foreign key (consortium_id, application_id) references application,
  check (num_nulls(report, digest, reported_by, reported_at, application_id) in (0, 5)),
  check (num_nulls(supports, opinion, opined_by, opined_at) in (0, 4))
);
create index acceptance_case_batch_idx on acceptance_case (batch_id);
create index acceptance_case_application_idx on acceptance_case (consortium_id, application_id);

-- Each act is a version of its own; the latest counts. Drafts until the list is out; afterwards a second look or an appeal, each published.
create table acceptance_outcome (
  consortium_id  uuid    not null,
  batch_id       uuid    not null,
  version        integer not null check (version > 0),
  act            text    not null check (act in ('decision', 'second-look', 'appeal')),
  outcome        text    not null check (outcome in ('pass', 'rectify', 'fail')),
  reason         text    not null check (length(reason) between 1 and 5000),
  -- The last day of a rectification.
  due_on         date,
  -- Each criterion as it was judged when this was decided.
  judgements     jsonb   not null,
  publication_id uuid,
  decided_by     uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, batch_id, version),
  foreign key (consortium_id, batch_id) references acceptance_case,
  foreign key (batch_id, publication_id) references publication,
  check ((outcome = 'rectify') = (due_on is not null)),
  check ((act = 'decision') = (publication_id is null))
);
create trigger acceptance_outcome_kept before update or delete on acceptance_outcome for each row execute function keep_record();

-- What was done about an outcome, once, with pieces of the consortium's evidence.
create table acceptance_rectification (
  consortium_id uuid    not null,
  batch_id      uuid    not null,
  version       integer not null,
  text          text    not null check (length(text) between 1 and 5000),
  evidence      uuid[]  not null check (cardinality(evidence) between 1 and 50),
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, batch_id, version),
  foreign key (consortium_id, batch_id, version) references acceptance_outcome
);
create trigger acceptance_rectification_kept before update or delete on acceptance_rectification
  for each row execute function keep_record();

-- The outcome list of a province, handed on for one of the notice's uses: to whom, when, by whom, and exactly what.
create table acceptance_use (
  batch_id    uuid not null references acceptance,
  id          uuid not null default gen_random_uuid(),
  use         text not null check (length(use) between 1 and 50),
  -- The province whose consortia are on it.
  unit_id     uuid not null references unit,
  recipient   text not null check (length(recipient) between 1 and 200),
  content     jsonb not null,
  -- SHA-256 of the content's canonical JSON, which is what was signed: { ed25519, sm2 } by the office's keys of this fingerprint.
  digest      text not null check (digest ~ '^[0-9a-f]{64}$'),
  signatures  jsonb not null,
  fingerprint text not null,
  person_id   uuid not null references person,
  at          timestamptz not null default clock_timestamp(),
  primary key (batch_id, id)
);
create index acceptance_use_unit_idx on acceptance_use (unit_id);
create trigger acceptance_use_kept before update or delete on acceptance_use for each row execute function keep_record();

-- Whatever the program does: versions follow one another, a decision only before the list is out, any other act only after.
create function keep_acceptance_outcome() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> (select coalesce(max(version), 0) + 1 from acceptance_outcome
      where (consortium_id, batch_id) = (new.consortium_id, new.batch_id))
     or (new.act = 'decision') <> exists (select from acceptance_case
      where (consortium_id, batch_id) = (new.consortium_id, new.batch_id) and published_version is null) then
    raise exception using errcode = 'restrict_violation', message = 'an outcome follows the latest; once published, by a new act only';
  end if;
  return new;
end $$;
create trigger acceptance_outcome_follows before insert on acceptance_outcome for each row execute function keep_acceptance_outcome();

-- A report, an opinion and a publication are given once.
create function keep_acceptance_case() returns trigger language plpgsql as $$
begin
  if (old.consortium_id, old.batch_id) is distinct from (new.consortium_id, new.batch_id)
    or (old.reported_at is not null
      and (old.texts, old.report, old.digest, old.reported_at) is distinct from (new.texts, new.report, new.digest, new.reported_at))
    or (old.opined_at is not null and (old.supports, old.opinion, old.opined_at) is distinct from (new.supports, new.opinion, new.opined_at))
    or (old.published_version is not null and old.published_version is distinct from new.published_version) then
    raise exception using errcode = 'restrict_violation', message = 'what was sent, said or published of an acceptance stays';
  end if;
  return new;
end $$;
create trigger acceptance_case_kept before update on acceptance_case for each row execute function keep_acceptance_case();

do $$
declare
  t text;
begin
  foreach t in array array['acceptance', 'acceptance_case', 'acceptance_outcome', 'acceptance_rectification', 'acceptance_use'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select, insert on %I to lianheti_app', t);
  end loop;
end $$;

create policy acceptance_known on acceptance for select to lianheti_app using (exists (select from batch b where b.id = batch_id));
create policy acceptance_opened on acceptance for insert to lianheti_app
  with check (may_review(batch_id) and may_review(of_batch) and opened_by = (select actor()));

create policy acceptance_case_read on acceptance_case for select to lianheti_app using (consortium_id in (select scope('read-application')));
-- Whoever reads or visits a self-report reads what was sent.
create policy acceptance_case_reviewed on acceptance_case for select to lianheti_app using (
  (consortium_id, application_id) in (select o.consortium_id, o.application_id from open_readings() o)
  or (consortium_id, application_id) in (select * from own_visits()));
create policy acceptance_case_opened on acceptance_case for insert to lianheti_app with check (
  may_review(batch_id) and state = 'reporting' and report is null and opinion is null and published_version is null);
create policy acceptance_case_reported on acceptance_case for update to lianheti_app
  using (state in ('reporting', 'rectifying') and consortium_id in (select scope('report-acceptance')))
  with check (state in ('reporting', 'opinion', 'rectifying', 'rectified') and consortium_id in (select scope('report-acceptance')));
create policy acceptance_case_opined on acceptance_case for update to lianheti_app
  using (state = 'opinion' and consortium_id in (select scope('opine-acceptance')))
  with check (state = 'review' and opined_by = (select actor()) and consortium_id in (select scope('opine-acceptance')));
create policy acceptance_case_decided on acceptance_case for update to lianheti_app
  using (may_review(batch_id)) with check (may_review(batch_id) and published_version is not null);
grant update (state, version, texts, report, digest, reported_by, reported_at, application_id, supports, opinion, opined_by, opined_at,
  published_version) on acceptance_case to lianheti_app;

-- Drafts are the office's; what was published and all that followed is for whoever sees the consortium's acceptance.
create policy acceptance_outcome_kept_by_office on acceptance_outcome for select to lianheti_app using (may_review(batch_id));
create policy acceptance_outcome_read on acceptance_outcome for select to lianheti_app using (
  consortium_id in (select scope('read-application')) and exists (select from acceptance_case c
    where (c.consortium_id, c.batch_id) = (acceptance_outcome.consortium_id, acceptance_outcome.batch_id)
      and c.published_version <= acceptance_outcome.version));
create policy acceptance_outcome_made on acceptance_outcome for insert to lianheti_app
  with check (may_review(batch_id) and decided_by = (select actor()));

create policy acceptance_rectification_read on acceptance_rectification for select to lianheti_app
  using (consortium_id in (select scope('read-application')));
create policy acceptance_rectification_sent on acceptance_rectification for insert to lianheti_app with check (
  consortium_id in (select scope('report-acceptance')) and person_id = (select actor()) and exists (select from acceptance_case c
    where (c.consortium_id, c.batch_id) = (acceptance_rectification.consortium_id, acceptance_rectification.batch_id)
      and c.state = 'rectifying'));

create policy acceptance_use_read on acceptance_use for select to lianheti_app using (unit_id in (select scope('read-application')));
create policy acceptance_use_made on acceptance_use for insert to lianheti_app
  with check (may_review(batch_id) and person_id = (select actor()));

-- Whoever hands an outcome list on signs it, with the key that its office has for its discs.
create policy disc_key_made_by_office on disc_key for insert to lianheti_app
  with check (unit_id in (select scope('review-batch')) and made_by = (select actor()));

-- Takes a self-report into the batch as an application whose one revision is what was reported: answers by cell for whoever opens its form,
-- the frozen whole for readers. Nothing where the actor may not report, or it was reported already.
create function take_self_report(p_consortium uuid, p_batch uuid, p_cells jsonb, p_answers jsonb, p_digest text, p_receipt text)
returns uuid language plpgsql security definer set search_path = public as $$
declare
  v_application uuid;
  v_pack        text := (select pack_digest from batch where id = p_batch and kind = 'acceptance');
begin
  if v_pack is null or p_consortium not in (select scope('report-acceptance')) or not exists (select from acceptance_case c
      where (c.consortium_id, c.batch_id) = (p_consortium, p_batch) and c.state = 'reporting') then
    return null;
  end if;
  insert into application (consortium_id, batch_id, pack_digest, state, sequence, latest_revision)
  values (p_consortium, p_batch, v_pack, 'admitted', 1, 1) returning id into v_application;
  insert into answer (consortium_id, application_id, cell, value, version, changed_by, changed_at)
  select p_consortium, v_application, key, value, 1, actor(), clock_timestamp() from jsonb_each(p_cells);
  insert into revision (consortium_id, application_id, number, sequence, answers, pack_digest, findings, reasons, digest, receipt_number,
    submitted_by, taken_at)
  values (p_consortium, v_application, 1, 1, p_answers, v_pack, '[]', '{}', p_digest, p_receipt, actor(), clock_timestamp());
  return v_application;
end $$;

-- Puts a notice about an acceptance before everyone with one of these roles over the consortium, the actor left out. Only who has a part in it tells.
create function tell_of_acceptance(p_consortium uuid, p_batch uuid, p_roles text[], p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from acceptance_case where (consortium_id, batch_id) = (p_consortium, p_batch))
    or not (may_review(p_batch) or p_consortium in (select scope('report-acceptance')) or p_consortium in (select scope('opine-acceptance'))) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has no part in an acceptance tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id, p_text, p_link, actor()
  from role_assignment a join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
  where a.person_id <> actor() and a.role = any(p_roles)
  order by a.person_id;
end $$;

revoke execute on function take_self_report, tell_of_acceptance from public;
grant execute on function take_self_report, tell_of_acceptance to lianheti_app;

-- What anybody may read, as before, with the acceptances among the batches told apart and their stages in their own words.
alter function public_snapshot() rename to public_record;
create function public_snapshot() returns jsonb
language sql stable security definer set search_path = public as $$
  select r || jsonb_build_object('batches', coalesce((
    select jsonb_agg(b || jsonb_build_object('kind', t.kind) || case t.kind when 'application' then '{}' else jsonb_build_object('stages', (
      select jsonb_agg(s || jsonb_build_object('label', coalesce((
        select e ->> 'label' from jsonb_array_elements(p.content #> '{monitoring,acceptance,stages}') e where e ->> 'id' = s ->> 'id'),
        s ->> 'label')) order by m)
      from jsonb_array_elements(b -> 'stages') with ordinality stages (s, m))) end order by n)
    from jsonb_array_elements(r -> 'batches') with ordinality batches (b, n)
    join batch t on t.id = (b ->> 'id')::uuid join pack p on p.digest = t.pack_digest), '[]'))
  from (select public_record() as r) known
$$;
revoke execute on function public_record from lianheti_app;
revoke execute on function public_snapshot from public;
grant execute on function public_snapshot to lianheti_app;
