-- Paper and disc: the key with which an office signs its discs, the papers that it signed and sealed, and what the ministry found on the
-- discs that it took in.
create table disc_key (
  unit_id     uuid    primary key references unit,
  fingerprint text    not null unique,
  -- Both private keys under the installation's secret. Only the program opens them, to sign.
  sealed      text    not null,
  made_by     uuid    not null references person,
  made_at     timestamptz not null default clock_timestamp()
);
create trigger disc_key_kept before update or delete on disc_key for each row execute function keep_record();

-- Scans of what was signed and sealed: of an application its form and its opinion page, of the whole list its letter.
create table signed_paper (
  batch_id       uuid   not null references batch,
  unit_id        uuid   not null references unit,
  id             uuid   not null default gen_random_uuid(),
  kind           text   not null check (kind in ('form', 'opinion', 'letter')),
  consortium_id  uuid,
  application_id uuid,
  digest         text   not null check (digest ~ '^[0-9a-f]{64}$'),
  name           text   not null,
  media_type     text   not null,
  bytes          bigint not null,
  pages          integer,
  person_id      uuid   not null references person,
  at             timestamptz not null default clock_timestamp(),
  removed_at     timestamptz,
  primary key (batch_id, unit_id, id),
  foreign key (consortium_id, application_id) references application,
  check ((application_id is null) = (consortium_id is null)),
  check ((kind = 'letter') = (application_id is null))
);
create unique index signed_paper_once_idx on signed_paper
  (batch_id, unit_id, kind, coalesce(application_id, '00000000-0000-0000-0000-000000000000'), digest) where removed_at is null;

-- A disc as the ministry took it in; `about` is its manifest's head, `problems` [{ kind, path, message }]. Never changed afterwards.
create table disc_intake (
  batch_id    uuid   not null references batch,
  id          uuid   not null,
  file_name   text   not null,
  bytes       bigint not null,
  outcome     text   not null check (outcome in ('intact', 'faulty', 'unreadable')),
  about       jsonb,
  files       integer not null,
  fingerprint text,
  -- The office whose key signed it; none where no office has that key.
  signer_id   uuid   references unit,
  problems    jsonb  not null,
  person_id   uuid   not null references person,
  at          timestamptz not null default clock_timestamp(),
  primary key (batch_id, id)
);

-- What a disc says of an application: to be laid beside what stands here, figure by figure.
create table disc_intake_application (
  batch_id       uuid    not null,
  intake_id      uuid    not null,
  application_id uuid    not null,
  consortium     text    not null,
  number         integer not null,
  digest         text    not null,
  answers        jsonb   not null,
  verified       jsonb   not null,
  primary key (batch_id, intake_id, application_id),
  foreign key (batch_id, intake_id) references disc_intake
);

-- Images on their way here: who began to send one.
create table disc_upload (
  id        uuid primary key,
  batch_id  uuid not null references batch,
  person_id uuid not null references person,
  at        timestamptz not null default clock_timestamp()
);

do $$
declare
  t text;
begin
  foreach t in array array['disc_key', 'signed_paper', 'disc_intake', 'disc_intake_application', 'disc_upload'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  foreach t in array array['disc_intake', 'disc_intake_application'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function keep_record()', t || '_kept', t);
    execute format('create policy %I on %I for select to lianheti_app using (may_review(batch_id))', t || '_read', t);
    execute format('create policy %I on %I for insert to lianheti_app with check (may_review(batch_id))', t || '_made', t);
    execute format('grant select, insert on %I to lianheti_app', t);
  end loop;
end $$;

-- Whose key it is may be known; the sealed keys are not even the office's own to read.
create policy disc_key_known on disc_key for select to lianheti_app
  using (unit_id in (select scope('recommend')) or unit_id in (select scope('read-verification')));
create policy disc_key_made on disc_key for insert to lianheti_app
  with check (unit_id in (select scope('recommend')) and made_by = (select actor()));
grant select (unit_id, fingerprint, made_by, made_at), insert on disc_key to lianheti_app;

-- The ministry sees a province's papers once its list is handed in.
create policy signed_paper_read on signed_paper for select to lianheti_app using (
  unit_id in (select scope('recommend'))
  or (unit_id in (select scope('read-verification')) and exists (select from recommendation r
    where r.batch_id = signed_paper.batch_id and r.unit_id = signed_paper.unit_id and r.submitted_at is not null)));
create policy signed_paper_made on signed_paper for insert to lianheti_app
  with check (unit_id in (select scope('recommend')) and person_id = (select actor()) and removed_at is null);
create policy signed_paper_removed on signed_paper for update to lianheti_app using (unit_id in (select scope('recommend')));
grant select, insert on signed_paper to lianheti_app;
grant update (removed_at) on signed_paper to lianheti_app;

create policy disc_upload_own on disc_upload to lianheti_app
  using (person_id = (select actor())) with check (person_id = (select actor()) and may_review(batch_id));
grant select, insert, delete on disc_upload to lianheti_app;

-- What one officer of a province had made of its package, another finds.
create policy job_package_read on job for select to lianheti_app using (kind = 'package' and consortium_id in (select scope('recommend')));
