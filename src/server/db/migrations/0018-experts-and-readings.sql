-- Experts, who of them reads which application, and what each reader says of each observation point.
create table expert (
  id         uuid    primary key default gen_random_uuid(),
  -- The office that keeps the directory.
  unit_id    uuid    not null references unit,
  -- The account, once there is one.
  person_id  uuid    references person,
  name       text    not null check (length(name) between 1 and 100),
  email      text    not null check (length(email) between 3 and 200),
  -- By name, as the batch's notice names provinces; '' where there is none.
  province   text    not null default '',
  employer   text    not null default '',
  fields     text[]  not null default '{}',
  -- Consortia, units and projects that the expert worked for.
  past       text[]  not null default '{}',
  -- The most applications that the expert reads in a batch.
  load       integer not null default 8 check (load between 0 and 1000),
  retired    boolean not null default false,
  version    integer not null default 0,
  changed_by uuid    references person,
  changed_at timestamptz not null default clock_timestamp(),
  unique (unit_id, email)
);
create index expert_person_idx on expert (person_id);

-- An expert reads an application from `assigned_at` until `removed_at`; `submitted_at` ends the reading.
create table reader (
  consortium_id  uuid not null,
  application_id uuid not null,
  expert_id      uuid not null references expert,
  batch_id       uuid not null references batch,
  how            text not null check (how in ('solved', 'manual', 'replacement', 'further')),
  assigned_by    uuid not null references person,
  assigned_at    timestamptz not null default clock_timestamp(),
  removed_at     timestamptz,
  removed_reason text,
  submitted_at   timestamptz,
  primary key (consortium_id, application_id, expert_id),
  foreign key (consortium_id, application_id) references application,
  check ((removed_at is null) = (removed_reason is null))
);
create index reader_batch_idx on reader (batch_id, application_id);
create index reader_expert_idx on reader (expert_id, batch_id);

-- Out of a hundred, with at most one decimal; the note is the reader's own and nobody else's.
create table reading_score (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  expert_id      uuid    not null,
  point          text    not null,
  score          numeric(4, 1) check (score between 0 and 100),
  reason         text    not null default '' check (length(reason) <= 2000),
  note           text    not null default '' check (length(note) <= 5000),
  version        integer not null default 1,
  changed_at     timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, expert_id, point),
  foreign key (consortium_id, application_id, expert_id) references reader
);

-- The expert that the actor is, in whichever directory.
create function own_experts() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select id from expert where person_id = actor() and not retired
$$;

-- Applications that the actor reads now: the key of each.
create function own_readings() returns table (consortium_id uuid, application_id uuid)
language sql stable security definer set search_path = public rows 20 as $$
  select r.consortium_id, r.application_id from reader r
  where r.removed_at is null and r.expert_id in (select own_experts())
$$;

-- Whether the actor runs the review of a batch.
create function may_review(p_batch uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from batch b where b.id = p_batch and has_right('review-batch', b.unit_id))
$$;

do $$
declare
  t text;
begin
  foreach t in array array['expert', 'reader', 'reading_score'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
end $$;

-- Two policies on `expert`: the office keeps the directory, each expert sees its own row.
create policy expert_kept on expert to lianheti_app
  using (unit_id in (select scope('review-batch'))) with check (unit_id in (select scope('review-batch')));
create policy expert_own on expert for select to lianheti_app using (person_id = (select actor()));
grant select, insert, update on expert to lianheti_app;

create policy reader_kept on reader to lianheti_app using (may_review(batch_id)) with check (may_review(batch_id));
create policy reader_own on reader for select to lianheti_app using (expert_id in (select own_experts()));
grant select, insert, update on reader to lianheti_app;
