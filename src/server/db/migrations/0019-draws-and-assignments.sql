-- Who of a directory takes part in a batch: the pool, draws by a seed that was committed to, answers, ties, and the assignment as it is worked out.
alter table expert add column invitation_id uuid references invitation;

-- Who accepts the invitation that was made for an expert is that expert.
create function link_expert() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update expert set person_id = new.accepted_by where invitation_id = new.id and person_id is null;
  return null;
end $$;
create trigger invitation_links_expert after update of accepted_by on invitation
  for each row when (new.accepted_by is not null) execute function link_expert();

create table expert_draw (
  batch_id     uuid    not null references batch,
  number       integer not null,
  -- [{ label, count }] and [{ id, stratum }]: fixed and told, with their digest, before the seed is known.
  strata       jsonb   not null,
  pool         jsonb   not null,
  pool_digest  text    not null,
  -- Who was kept out of the pool and why: [{ id, because }].
  excluded     jsonb   not null,
  -- SHA-256 of the seed; the seed itself only after the draw.
  commitment   text    not null,
  seed         text,
  committed_by uuid    not null references person,
  committed_at timestamptz not null default clock_timestamp(),
  drawn_by     uuid references person,
  drawn_at     timestamptz,
  primary key (batch_id, number),
  check ((seed is null) = (drawn_at is null))
);

-- Seeds before they are told. The application writes them and cannot read them.
create table sealed_seed (
  batch_id uuid    not null,
  number   integer not null,
  seed     text    not null,
  primary key (batch_id, number),
  foreign key (batch_id, number) references expert_draw
);

-- In the pool; drawn; next in the order of the draw; or out again.
create table batch_expert (
  batch_id    uuid    not null references batch,
  expert_id   uuid    not null references expert,
  standing    text    not null default 'pool' check (standing in ('pool', 'drawn', 'reserve', 'out')),
  draw        integer,
  stratum     integer,
  position    integer,
  answer      text check (answer in ('accepted', 'declined')),
  reason      text    not null default '' check (length(reason) <= 1000),
  -- The most applications that it reads in this batch; the directory's where none is said.
  load        integer check (load between 0 and 1000),
  answered_at timestamptz,
  version     integer not null default 0,
  primary key (batch_id, expert_id),
  foreign key (batch_id, draw) references expert_draw,
  check ((draw is null) = (position is null))
);
create index batch_expert_expert_idx on batch_expert (expert_id);

create table expert_replacement (
  batch_id   uuid    not null references batch,
  id         uuid    not null default gen_random_uuid(),
  out_expert uuid    not null references expert,
  -- None where the reserve had run out.
  in_expert  uuid references expert,
  draw       integer not null,
  stratum    integer not null,
  position   integer,
  reason     text    not null check (length(reason) between 1 and 1000),
  person_id  uuid    not null references person,
  at         timestamptz not null default clock_timestamp(),
  primary key (batch_id, id),
  unique (batch_id, out_expert)
);
create trigger expert_replacement_kept before update or delete on expert_replacement for each row execute function keep_record();

-- Why an expert should not read an application: declared by itself, put in by the office, or found by the program and decided by the office.
create table expert_tie (
  batch_id       uuid    not null references batch,
  consortium_id  uuid    not null,
  application_id uuid    not null,
  expert_id      uuid    not null references expert,
  kind           text    not null check (kind in ('unit', 'project', 'person', 'other')),
  source         text    not null check (source in ('declared', 'office', 'found')),
  reason         text    not null check (length(reason) between 1 and 1000),
  -- Why it is none after all.
  dismissed      text check (length(dismissed) between 1 and 1000),
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (application_id, expert_id, kind, source),
  foreign key (consortium_id, application_id) references application
);
create index expert_tie_batch_idx on expert_tie (batch_id);

-- One a batch: what the office insists on, what was worked out from it, and what of that was taken.
create table assignment (
  batch_id        uuid    primary key references batch,
  version         integer not null default 0,
  -- [[application, expert]]
  fixed           jsonb   not null default '[]',
  forbidden       jsonb   not null default '[]',
  job_id          uuid,
  -- Of which version `outcome` is: { assignments, worst, total, proven, costs } or { clashes }.
  solved_version  integer,
  outcome         jsonb,
  accepted_version integer,
  changed_by      uuid    not null references person,
  changed_at      timestamptz not null default clock_timestamp()
);

do $$
declare
  t text;
begin
  foreach t in array array['expert_draw', 'sealed_seed', 'batch_expert', 'expert_replacement', 'expert_tie', 'assignment'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('create policy %I on %I to lianheti_app using (may_review(batch_id)) with check (may_review(batch_id))', t || '_kept', t);
  end loop;
end $$;
grant select, insert on expert_draw, expert_replacement to lianheti_app;
grant insert on sealed_seed to lianheti_app;
grant select, insert, update on batch_expert, expert_tie, assignment to lianheti_app;

-- A draw is there to be checked: by whoever may read what the review rests on.
create policy expert_draw_read on expert_draw for select to lianheti_app
  using (exists (select from batch b where b.id = batch_id and b.unit_id in (select scope('read-verification'))));
create policy batch_expert_own on batch_expert for select to lianheti_app
  using (standing = 'drawn' and expert_id in (select own_experts()));
create policy expert_tie_own on expert_tie for select to lianheti_app
  using (source = 'declared' and expert_id in (select own_experts()));

-- Tells a seed that was committed to; the same again.
create function reveal_seed(p_batch uuid, p_number integer) returns text
language plpgsql security definer set search_path = public as $$
declare
  v_seed text;
begin
  if not may_review(p_batch) then return null; end if;
  select seed into v_seed from sealed_seed where batch_id = p_batch and number = p_number;
  update expert_draw set seed = v_seed, drawn_by = actor(), drawn_at = clock_timestamp()
  where batch_id = p_batch and number = p_number and seed is null and v_seed is not null;
  return v_seed;
end $$;

-- Who applies in a batch that the actor reviews or was drawn for: names, and nothing of what they say.
create function batch_applicants(p_batch uuid)
returns table (application_id uuid, consortium_id uuid, consortium text, province text)
language sql stable security definer set search_path = public rows 100 as $$
  select a.id, a.consortium_id, c.name, p.name
  from application a join unit c on c.id = a.consortium_id join unit p on p.id = c.parent_id
  where a.batch_id = p_batch and a.state in ('recommended', 'admitted')
    and (may_review(p_batch) or exists (select from batch_expert e
      where e.batch_id = p_batch and e.standing = 'drawn' and e.expert_id in (select own_experts())))
  order by c.name, a.id
$$;

-- An expert's own answer. False where the actor was not drawn, or the version is another.
create function answer_batch(p_batch uuid, p_expert uuid, p_answer text, p_reason text, p_load integer, p_version integer) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  if p_expert not in (select own_experts()) then return false; end if;
  update batch_expert set answer = p_answer, reason = p_reason, load = p_load, answered_at = clock_timestamp(), version = version + 1
  where batch_id = p_batch and expert_id = p_expert and standing = 'drawn' and version = p_version;
  return found;
end $$;

-- An expert's own declaration, once for an application and kind; withdrawn where no reason is given, unless the office has dismissed it.
create function declare_tie(p_batch uuid, p_expert uuid, p_application uuid, p_kind text, p_reason text) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  if p_expert not in (select own_experts())
    or not exists (select from batch_expert where batch_id = p_batch and expert_id = p_expert and standing = 'drawn') then return false; end if;
  if p_reason = '' then
    delete from expert_tie where batch_id = p_batch and application_id = p_application and expert_id = p_expert and kind = p_kind
      and source = 'declared' and dismissed is null;
    return found;
  end if;
  insert into expert_tie (batch_id, consortium_id, application_id, expert_id, kind, source, reason, person_id)
  select p_batch, a.consortium_id, a.application_id, p_expert, p_kind, 'declared', p_reason, actor()
  from batch_applicants(p_batch) a where a.application_id = p_application
  on conflict (application_id, expert_id, kind, source) do update
    set reason = excluded.reason, dismissed = null, person_id = excluded.person_id, at = clock_timestamp();
  return found;
end $$;

-- Readings of a batch that have begun: whoever began keeps them unless it must not read.
create function begun_readings(p_batch uuid) returns table (application_id uuid, expert_id uuid)
language sql stable security definer set search_path = public rows 100 as $$
  select r.application_id, r.expert_id from reader r
  where r.batch_id = p_batch and r.removed_at is null and may_review(p_batch)
    and (r.submitted_at is not null or exists (select from reading_score s where s.consortium_id = r.consortium_id
      and s.application_id = r.application_id and s.expert_id = r.expert_id and (s.score is not null or s.reason <> '')))
$$;

revoke execute on function reveal_seed, batch_applicants, answer_batch, declare_tie, begun_readings from public;
grant execute on function reveal_seed, batch_applicants, answer_batch, declare_tie, begun_readings to lianheti_app;
