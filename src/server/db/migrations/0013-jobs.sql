-- Jobs: work that outlasts a request, such as an import of many rows. Taken by any server; a server that dies loses its lease, and
-- another one goes on where it stopped.
create table job (
  consortium_id uuid    not null references unit,
  id            uuid    not null,
  kind          text    not null check (length(kind) between 1 and 60),
  state         text    not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done          integer not null default 0,
  -- Null while nobody knows.
  total         integer,
  -- What is being done, for people.
  text          text    not null default '',
  parameters    jsonb   not null,
  -- While it runs: what was kept to go on from. Afterwards: what came of it.
  result        jsonb,
  -- Why it failed, for people.
  message       text,
  created_by    uuid    not null,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  -- Whose lease it is, and when it was last renewed.
  taken_by      uuid,
  taken_at      timestamptz,
  attempts      integer not null default 0,
  primary key (consortium_id, id)
);
create unique index job_id_idx on job (id);
create index job_open_idx on job (created_at) where state in ('waiting', 'running');
create index job_created_idx on job (consortium_id, created_at desc);

alter table job enable row level security;
alter table job force row level security;
create policy job_owner on job to lianheti_owner using (true) with check (true);
create policy job_read on job for select to lianheti_app
  using (created_by = (select actor()) or consortium_id in (select scope('settle-ledger')));
create policy job_begun on job for insert to lianheti_app
  with check (created_by = (select actor()) and state = 'waiting' and consortium_id in (select known_units()));
create policy job_cancelled on job for update to lianheti_app
  using (state in ('waiting', 'running') and (created_by = (select actor()) or consortium_id in (select scope('settle-ledger'))))
  with check (state = 'cancelled');
grant select, insert on job to lianheti_app;
grant update (state, updated_at) on job to lianheti_app;
-- An import of many rows tells the planner what the tables hold by now; it would learn of it a minute later.
grant maintain on ledger_entry, ledger_party to lianheti_owner;
