-- Reading: what an expert sees of what it reads, its scores and private notes, questions that reach the secretariat through the ministry,
-- texts that stand in two applications, and points taken off for incidents on record.
alter table batch add column spread_limit numeric(4, 1) not null default 15 check (spread_limit between 0 and 100);
grant update (spread_limit) on batch to lianheti_app;

-- The actor's readings while the stage is open: the revision to read, and whether the reading was handed in.
create function open_readings()
returns table (consortium_id uuid, application_id uuid, expert_id uuid, number integer, is_submitted boolean)
language sql stable security definer set search_path = public rows 20 as $$
  select r.consortium_id, r.application_id, r.expert_id, a.latest_revision, r.submitted_at is not null
  from reader r
  join application a on a.consortium_id = r.consortium_id and a.id = r.application_id and a.state <> 'rejected'
  join batch_stage s on s.batch_id = r.batch_id and s.stage = 'reading' and s.closes_at >= clock_timestamp()
  where r.removed_at is null and r.expert_id in (select own_experts())
$$;

-- The actor's reading of an application, locked: saving a score and handing in wait for each other.
create function lock_reading(p_application uuid) returns setof reader
language sql volatile security definer set search_path = public rows 1 as $$
  select r.* from reader r
  where r.application_id = p_application and r.removed_at is null and r.expert_id in (select own_experts())
  for update of r
$$;

create function submit_reading(p_application uuid) returns boolean
language plpgsql volatile security definer set search_path = public as $$
begin
  update reader r set submitted_at = clock_timestamp()
  where (r.consortium_id, r.application_id, r.expert_id) in (
    select o.consortium_id, o.application_id, o.expert_id from open_readings() o
    where o.application_id = p_application and not o.is_submitted);
  return found;
end $$;

-- Readings that were handed in and still count, of applications whose review the actor runs.
create function submitted_readings() returns table (consortium_id uuid, application_id uuid, expert_id uuid)
language sql stable security definer set search_path = public rows 500 as $$
  select r.consortium_id, r.application_id, r.expert_id from reader r
  where r.submitted_at is not null and r.removed_at is null and r.consortium_id in (select scope('review-batch'))
$$;

-- An expert stands in the ministry's unit and yet knows no unit below it but those that it reads.
create or replace function known_units() returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as $$
declare
  v_unit uuid := actor_unit();
begin
  return query
    select w.unit_id from role_assignment a join unit_within w on w.ancestor_id = a.unit_id
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit) and a.role <> 'expert'
    union
    select w.ancestor_id from role_assignment a join unit_within w on w.unit_id = a.unit_id
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit)
    union
    select w.ancestor_id from open_readings() o join unit_within w on w.unit_id = o.consortium_id;
end $$;

-- Nobody's but the reader's: the office reads scores, never these.
create table reading_note (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  person_id      uuid    not null references person,
  point          text    not null,
  text           text    not null check (length(text) <= 5000),
  version        integer not null default 1,
  changed_at     timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, person_id, point),
  foreign key (consortium_id, application_id) references application
);
alter table reading_score drop column note;

-- What a reader wants to know, in its own words; the applicant sees only what the ministry makes of it.
create table reading_question (
  consortium_id  uuid not null,
  application_id uuid not null,
  id             uuid not null,
  expert_id      uuid not null references expert,
  point          text,
  text           text not null check (length(text) between 1 and 2000),
  asked_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, id),
  foreign key (consortium_id, application_id, expert_id) references reader
);

-- A question in the ministry's words: forwarded to the applicant or answered by the ministry, and released to all readers.
create table inquiry (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  id             uuid    not null default gen_random_uuid(),
  question_id    uuid    not null,
  text           text    not null check (length(text) between 1 and 2000),
  is_forwarded   boolean not null,
  sent_by        uuid    not null references person,
  sent_at        timestamptz not null default clock_timestamp(),
  answer         text    check (length(answer) between 1 and 5000),
  answered_by    uuid    references person,
  answered_at    timestamptz,
  released_at    timestamptz,
  primary key (consortium_id, application_id, id),
  unique (consortium_id, application_id, question_id),
  foreign key (consortium_id, application_id, question_id) references reading_question,
  check ((answer is null) = (answered_at is null)),
  check (released_at is null or answer is not null)
);

-- When the texts of a batch were last compared, and by which measure.
create table text_comparison (
  batch_id     uuid    primary key references batch,
  compared_by  uuid    not null references person,
  compared_at  timestamptz not null default clock_timestamp(),
  applications integer not null,
  passages     integer not null,
  -- Fewest characters of a passage; in more applications than `most` it is a phrase that everybody uses.
  least        integer not null,
  most         integer not null
);

-- A passage that another application has too, once from either side, with what stands around it: a reader sees no more of the other.
create table repeated_text (
  consortium_id        uuid    not null,
  application_id       uuid    not null,
  id                   uuid    not null default gen_random_uuid(),
  batch_id             uuid    not null references batch,
  number               integer not null,
  cell                 text    not null,
  start                integer not null,
  before               text    not null,
  text                 text    not null,
  after                text    not null,
  -- Characters that are compared: neither white space nor punctuation.
  length               integer not null,
  other_consortium_id  uuid    not null,
  other_application_id uuid    not null,
  other_cell           text    not null,
  other_before         text    not null,
  other_text           text    not null,
  other_after          text    not null,
  primary key (consortium_id, application_id, id),
  foreign key (consortium_id, application_id, number) references revision
);
create index repeated_text_batch_idx on repeated_text (batch_id, length desc);

-- 扣分 by rule 7: nothing without an entry in the ledger of incidents, or a document with its reference.
create table deduction (
  consortium_id    uuid    not null,
  application_id   uuid    not null,
  id               uuid    not null default gen_random_uuid(),
  point            text    not null,
  points           numeric(4, 1) not null check (points > 0 and points <= 100),
  reason           text    not null check (length(reason) between 1 and 2000),
  entry_id         uuid,
  document_digest  text    check (document_digest ~ '^[0-9a-f]{64}$'),
  document_name    text,
  document_type    text,
  reference        text    not null default '',
  made_by          uuid    not null references person,
  made_at          timestamptz not null default clock_timestamp(),
  withdrawn_by     uuid    references person,
  withdrawn_at     timestamptz,
  withdrawn_reason text,
  primary key (consortium_id, application_id, id),
  foreign key (consortium_id, application_id) references application,
  foreign key (consortium_id, entry_id) references ledger_entry,
  check (num_nonnulls(entry_id, document_digest) = 1),
  check (document_digest is null or (reference <> '' and document_name is not null and document_type is not null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);

do $$
declare
  t text;
begin
  foreach t in array array['reading_note', 'reading_question', 'inquiry', 'text_comparison', 'repeated_text', 'deduction'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  -- What a reader sees of the revision that it reads.
  foreach t in array array['revision', 'verdict'] loop
    execute format('create policy %I on %I for select to lianheti_app using ((consortium_id, application_id, number) in '
      '(select o.consortium_id, o.application_id, o.number from open_readings() o))', t || '_reading', t);
  end loop;
end $$;

create policy ledger_figure_reading on ledger_figure for select to lianheti_app
  using (consortium_id in (select o.consortium_id from open_readings() o));

-- Evidence marked to observation points, of the consortia whose applications the actor reads.
create function reading_evidence() returns setof uuid language sql stable security definer set search_path = public as $$
  select l.evidence_id from open_readings() o join evidence_link l on l.consortium_id = o.consortium_id and l.point is not null
$$;
create policy evidence_reading on evidence for select to lianheti_app
  using (withdrawn_at is null and id in (select reading_evidence()));

create policy reading_score_own on reading_score for select to lianheti_app using (
  expert_id in (select own_experts())
  and (consortium_id, application_id) in (select o.consortium_id, o.application_id from own_readings() o));
create policy reading_score_read on reading_score for select to lianheti_app
  using ((consortium_id, application_id, expert_id) in (select s.consortium_id, s.application_id, s.expert_id from submitted_readings() s));
create policy reading_score_given on reading_score for insert to lianheti_app with check (
  (consortium_id, application_id, expert_id) in (
    select o.consortium_id, o.application_id, o.expert_id from open_readings() o where not o.is_submitted));
create policy reading_score_changed on reading_score for update to lianheti_app using (
  (consortium_id, application_id, expert_id) in (
    select o.consortium_id, o.application_id, o.expert_id from open_readings() o where not o.is_submitted));
grant select, insert on reading_score to lianheti_app;
grant update (score, reason, version, changed_at) on reading_score to lianheti_app;

create policy reading_note_own on reading_note to lianheti_app
  using (person_id = (select actor())
    and (consortium_id, application_id) in (select o.consortium_id, o.application_id from own_readings() o))
  with check (person_id = (select actor())
    and (consortium_id, application_id) in (select o.consortium_id, o.application_id from own_readings() o));
grant select, insert on reading_note to lianheti_app;
grant update (text, version, changed_at) on reading_note to lianheti_app;

create policy reading_question_own on reading_question for select to lianheti_app using (
  expert_id in (select own_experts())
  and (consortium_id, application_id) in (select o.consortium_id, o.application_id from own_readings() o));
create policy reading_question_read on reading_question for select to lianheti_app
  using (consortium_id in (select scope('review-batch')));
create policy reading_question_asked on reading_question for insert to lianheti_app with check (
  (consortium_id, application_id, expert_id) in (select o.consortium_id, o.application_id, o.expert_id from open_readings() o));
grant select, insert on reading_question to lianheti_app;

create policy inquiry_office on inquiry to lianheti_app
  using (consortium_id in (select scope('review-batch'))) with check (consortium_id in (select scope('review-batch')));
create policy inquiry_readers on inquiry for select to lianheti_app using (
  released_at is not null
  and (consortium_id, application_id) in (select o.consortium_id, o.application_id from own_readings() o));
-- The applicant answers what was forwarded to it, until the answer is released.
create policy inquiry_applicant on inquiry for select to lianheti_app
  using (is_forwarded and consortium_id in (select scope('answer-finding')));
create policy inquiry_answered on inquiry for update to lianheti_app
  using (is_forwarded and released_at is null and consortium_id in (select scope('answer-finding')))
  with check (is_forwarded and released_at is null and answered_by = (select actor()));
grant select, insert on inquiry to lianheti_app;
grant update (answer, answered_by, answered_at, released_at) on inquiry to lianheti_app;

create policy text_comparison_read on text_comparison for select to lianheti_app using (may_review(batch_id));
create policy repeated_text_read on repeated_text for select to lianheti_app
  using (consortium_id in (select scope('review-batch')));
create policy repeated_text_reading on repeated_text for select to lianheti_app
  using ((consortium_id, application_id) in (select o.consortium_id, o.application_id from open_readings() o));
-- A job writes them, as the owner.
grant select on text_comparison, repeated_text to lianheti_app;

create policy deduction_read on deduction for select to lianheti_app using (consortium_id in (select scope('review-batch')));
create policy deduction_made on deduction for insert to lianheti_app
  with check (consortium_id in (select scope('review-batch')) and made_by = (select actor()) and withdrawn_at is null);
create policy deduction_withdrawn on deduction for update to lianheti_app
  using (withdrawn_at is null and consortium_id in (select scope('review-batch')))
  with check (withdrawn_by = (select actor()) and consortium_id in (select scope('review-batch')));
grant select, insert on deduction to lianheti_app;
grant update (withdrawn_by, withdrawn_at, withdrawn_reason) on deduction to lianheti_app;
