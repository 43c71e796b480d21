-- What a recommended application promised, as reported and as the province verified it: what its monitoring is measured against. Never changed afterwards.
create table baseline (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  number         integer not null,
  submitted      jsonb   not null,
  verified       jsonb   not null,
  -- Of the verified answers, SHA-256.
  digest         text    not null check (digest ~ '^[0-9a-f]{64}$'),
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id),
  foreign key (consortium_id, application_id, number) references revision
);
create trigger baseline_kept before update or delete on baseline for each row execute function keep_record();
alter table baseline enable row level security;
alter table baseline force row level security;
create policy baseline_owner on baseline to lianheti_owner using (true) with check (true);
create policy baseline_read on baseline for select to lianheti_app using (consortium_id in (select scope('read-application')));
-- Whoever recommends takes it, of just what was submitted.
create policy baseline_taken on baseline for insert to lianheti_app with check (
  consortium_id in (select scope('verify-application')) and person_id = (select actor())
  and exists (select from application a where a.consortium_id = baseline.consortium_id and a.id = baseline.application_id
    and a.state = 'recommended' and a.latest_revision = baseline.number)
  and exists (select from revision r where r.consortium_id = baseline.consortium_id and r.application_id = baseline.application_id
    and r.number = baseline.number and r.answers = baseline.submitted));
grant select, insert on baseline to lianheti_app;
