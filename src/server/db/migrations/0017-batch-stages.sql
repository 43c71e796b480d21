-- A batch's calendar, quota, readers and weights; and what the province says of each application: verdicts, spot checks, findings, and at
-- last its recommendations.
insert into role_right (role, "right") values
  ('provincial-officer', 'read-verification'),
  ('ministry-officer', 'read-verification'),
  ('auditor', 'read-verification'),
  ('provincial-officer', 'verify-application'),
  ('provincial-officer', 'recommend'),
  ('secretariat', 'answer-finding'),
  ('park-authority', 'answer-finding'),
  ('ministry-officer', 'review-batch');

alter table batch
  add column quota integer not null default 3 check (quota between 1 and 1000),
  add column readers integer not null default 5 check (readers between 1 and 50),
  add column weights jsonb,
  add column comments_shown boolean not null default false;

update batch set weights = '{}';
alter table batch alter column weights set not null;

create table batch_stage (
  batch_id  uuid not null references batch,
  stage     text not null,
  position  integer not null,
  closes_at timestamptz not null,
  primary key (batch_id, stage),
  unique (batch_id, position)
);

insert into batch_stage (batch_id, stage, position, closes_at)
select b.id, s ->> 'id', n, b.deadline + make_interval(days => (s ->> 'days')::integer)
from batch b join pack p on p.digest = b.pack_digest,
  jsonb_array_elements(coalesce(p.content #> '{batch,stages}', '[{"id": "application", "days": 0}]')) with ordinality as e (s, n);
alter table batch drop column deadline;

-- An extension is an act: it stays beside the day that it moved.
create table batch_extension (
  batch_id  uuid not null references batch,
  id        uuid not null default gen_random_uuid(),
  stage     text not null,
  before    timestamptz not null,
  after     timestamptz not null,
  reason    text not null,
  person_id uuid not null references person,
  at        timestamptz not null default clock_timestamp(),
  primary key (batch_id, id)
);
create trigger batch_extension_kept before update or delete on batch_extension for each row execute function keep_record();

-- The province's word on a figure of a revision. The latest counts, the others stay.
create table verdict (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  id             uuid    not null default gen_random_uuid(),
  number         integer not null,
  cell           text    not null,
  verdict        text    not null check (verdict in ('true', 'corrected', 'rejected')),
  value          jsonb,
  reason         text    not null default '',
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, id),
  foreign key (consortium_id, application_id, number) references revision,
  check ((verdict = 'corrected') = (value is not null)),
  check (verdict = 'true' or reason <> '')
);
create index verdict_latest_idx on verdict (consortium_id, application_id, number, cell, at desc);

-- Which entries the province looks at: those at risk first, then some by a seed that is published, so that anyone can draw them again.
create table spot_check (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  number         integer not null,
  seed           text    not null,
  -- What was drawn from: digest and count of the ledgers' entries.
  pool_digest    text    not null,
  pool_size      integer not null,
  person_id      uuid    not null references person,
  drawn_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, number),
  foreign key (consortium_id, application_id, number) references revision
);

create table spot_check_entry (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  number         integer not null,
  entry_id       uuid    not null,
  position       integer not null,
  how            text    not null check (how in ('risk', 'random')),
  risks          text[]  not null,
  verdict        text check (verdict in ('true', 'corrected', 'rejected')),
  note           text    not null default '',
  person_id      uuid references person,
  at             timestamptz,
  version        integer not null default 0,
  primary key (consortium_id, application_id, number, entry_id),
  foreign key (consortium_id, application_id, number) references spot_check
);

-- Seen on site. The id is made where it was written, so that sending it again changes nothing.
create table finding (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  id             uuid    not null,
  number         integer not null,
  -- A cell, an entry's id, or nothing in particular.
  cell           text,
  entry_id       uuid,
  text           text    not null check (length(text) between 1 and 5000),
  place          text    not null default '',
  seen_at        timestamptz not null,
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  answer         text,
  answered_by    uuid references person,
  answered_at    timestamptz,
  primary key (consortium_id, application_id, id),
  foreign key (consortium_id, application_id, number) references revision
);

-- Pictures and papers of a finding, by the digest of their bytes.
create table finding_file (
  consortium_id  uuid   not null,
  application_id uuid   not null,
  finding_id     uuid   not null,
  digest         text   not null check (digest ~ '^[0-9a-f]{64}$'),
  name           text   not null,
  media_type     text   not null,
  bytes          bigint not null,
  person_id      uuid   not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, finding_id, digest),
  foreign key (consortium_id, application_id, finding_id) references finding
);

-- When an officer last looked at an application, and at which revision: "what changed since you looked".
create table last_look (
  consortium_id  uuid not null,
  application_id uuid not null,
  person_id      uuid not null references person,
  number         integer not null,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, person_id),
  foreign key (consortium_id, application_id) references application
);

-- A province's recommendations of one batch: one list, in its order, until it is handed in.
create table recommendation (
  batch_id     uuid    not null references batch,
  unit_id      uuid    not null references unit,
  version      integer not null default 0,
  -- [{ applicationId, consortiumId, opinion }], the first ranks first.
  items        jsonb   not null,
  opinion      text    not null default '',
  changed_by   uuid    not null references person,
  changed_at   timestamptz not null default clock_timestamp(),
  submitted_by uuid references person,
  submitted_at timestamptz,
  primary key (batch_id, unit_id)
);

-- Whatever the program does: no province recommends more than the batch's quota, and what was handed in stays.
create function keep_recommendation() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.submitted_at is not null and jsonb_array_length(new.items) > (select quota from batch where id = new.batch_id) then
    raise exception using errcode = 'restrict_violation', message = 'more recommendations than the quota';
  end if;
  if tg_op = 'UPDATE' and old.submitted_at is not null then
    raise exception using errcode = 'restrict_violation', message = 'recommendations that were handed in stay';
  end if;
  return new;
end $$;
create trigger recommendation_kept before insert or update on recommendation for each row execute function keep_recommendation();

do $$
declare
  t text;
begin
  foreach t in array array['batch_stage', 'batch_extension', 'verdict', 'spot_check', 'spot_check_entry', 'finding', 'finding_file', 'last_look', 'recommendation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  -- Office and ministry read as it is written; the applicant once the application was given back or verified.
  foreach t in array array['verdict', 'spot_check', 'spot_check_entry', 'finding', 'finding_file'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-verification'')) or '
      '(consortium_id in (select scope(''read-application'')) and exists (select from application a where a.consortium_id = %I.consortium_id '
      'and a.id = %I.application_id and a.state not in (''submitted'', ''confirmed''))))', t || '_read', t, t, t);
    execute format('create policy %I on %I for insert to lianheti_app with check (consortium_id in (select scope(''verify-application'')))',
      t || '_made', t);
    execute format('grant select, insert on %I to lianheti_app', t);
  end loop;
end $$;

create policy batch_stage_known on batch_stage for select to lianheti_app using (exists (select from batch where id = batch_id));
create policy batch_stage_made on batch_stage for insert to lianheti_app
  with check (exists (select from batch where id = batch_id and has_right('manage-batches', unit_id)));
create policy batch_stage_moved on batch_stage for update to lianheti_app
  using (exists (select from batch where id = batch_id and has_right('manage-batches', unit_id)));
create policy batch_extension_known on batch_extension for select to lianheti_app using (exists (select from batch where id = batch_id));
create policy batch_extension_made on batch_extension for insert to lianheti_app with check (
  person_id = (select actor()) and exists (select from batch where id = batch_id and has_right('manage-batches', unit_id)));
grant select, insert on batch_stage, batch_extension to lianheti_app;
grant update (closes_at) on batch_stage to lianheti_app;

create policy batch_changed on batch for update to lianheti_app
  using (has_right('manage-batches', unit_id)) with check (has_right('manage-batches', unit_id));
grant update (title, quota, readers, weights, comments_shown) on batch to lianheti_app;

create trigger verdict_kept before update or delete on verdict for each row execute function keep_record();
create policy spot_check_entry_judged on spot_check_entry for update to lianheti_app
  using (consortium_id in (select scope('verify-application')));
grant update (verdict, note, person_id, at, version) on spot_check_entry to lianheti_app;
create policy finding_answered on finding for update to lianheti_app
  using (consortium_id in (select scope('answer-finding')) and exists (select from application a where a.consortium_id = finding.consortium_id
    and a.id = finding.application_id and a.state not in ('submitted', 'confirmed')));
grant update (answer, answered_by, answered_at) on finding to lianheti_app;
create policy last_look_own on last_look to lianheti_app using (person_id = (select actor()))
  with check (person_id = (select actor()) and consortium_id in (select scope('verify-application')));
grant select, insert, update on last_look to lianheti_app;

-- The ministry sees a province's list once it is handed in.
create policy recommendation_read on recommendation for select to lianheti_app using (
  unit_id in (select scope('recommend'))
  or (submitted_at is not null and unit_id in (select scope('read-verification'))));
create policy recommendation_made on recommendation for insert to lianheti_app with check (unit_id in (select scope('recommend')));
create policy recommendation_changed on recommendation for update to lianheti_app using (unit_id in (select scope('recommend')));
grant select, insert, update on recommendation to lianheti_app;
