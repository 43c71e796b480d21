-- Applications: answers cell by cell with their history, frozen revisions, confirmations and remarks. Every key begins with the
-- consortium, so that a distributed PostgreSQL can spread these tables by it.
create table application (
  consortium_id   uuid not null references unit,
  id              uuid not null default gen_random_uuid(),
  batch_id        uuid not null references batch,
  pack_digest     text not null references pack,
  state           text not null,
  sequence        bigint not null default 0,
  latest_revision integer,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  primary key (consortium_id, id),
  unique (consortium_id, batch_id)
) with (fillfactor = 70);
create index application_id_idx on application (id);
create index application_batch_idx on application (batch_id);

create table answer (
  consortium_id  uuid   not null,
  application_id uuid   not null,
  cell           text   not null,
  value          jsonb,
  version        integer not null,
  changed_by     uuid   not null,
  changed_at     timestamptz not null,
  primary key (consortium_id, application_id, cell),
  foreign key (consortium_id, application_id) references application
) with (fillfactor = 70);

create table answer_history (
  consortium_id  uuid   not null,
  application_id uuid   not null,
  cell           text   not null,
  version        integer not null,
  sequence       bigint not null,
  value          jsonb,
  how            text   not null check (how in ('typed', 'import', 'restored')),
  changed_by     uuid   not null,
  changed_at     timestamptz not null,
  -- In the order in which it is followed. A cell's own history is found within its application: a second index would cost every save.
  primary key (consortium_id, application_id, sequence, cell)
);

create table revision (
  consortium_id   uuid    not null,
  application_id  uuid    not null,
  number          integer not null,
  sequence        bigint  not null,
  idempotency_key text,
  answers         jsonb   not null,
  pack_digest     text    not null references pack,
  findings        jsonb   not null,
  reasons         jsonb   not null,
  digest          text    not null,
  receipt_number  text    not null,
  submitted_by    uuid    not null,
  taken_at        timestamptz not null,
  primary key (consortium_id, application_id, number),
  unique (consortium_id, application_id, sequence),
  unique (consortium_id, application_id, idempotency_key),
  foreign key (consortium_id, application_id) references application
);

create table revision_confirmation (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  number         integer not null,
  role           text    not null,
  person_id      uuid    not null,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, number, role),
  unique (consortium_id, application_id, number, person_id),
  foreign key (consortium_id, application_id, number) references revision
);

-- The documents of a revision as they were first set: the same bytes for ever.
create table revision_document (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  number         integer not null,
  kind           text    not null check (kind in ('docx', 'pdf')),
  bytes          bytea   not null,
  primary key (consortium_id, application_id, number, kind),
  foreign key (consortium_id, application_id, number) references revision
);

create table remark (
  consortium_id  uuid    not null,
  application_id uuid    not null,
  id             uuid    not null default gen_random_uuid(),
  number         integer not null,
  cell           text,
  text           text    not null,
  person_id      uuid    not null,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, application_id, id),
  foreign key (consortium_id, application_id, number) references revision
);

-- Whether the actor has a role that the application's pack lets do this in the application's present state.
create function may_act(p_consortium uuid, p_application uuid, p_action text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (
    select from application p
    join pack_transition t on t.pack_digest = p.pack_digest and t.action = p_action and t.from_state = p.state
    join role_assignment a on a.person_id = actor() and a.role = t.role
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
    where p.consortium_id = p_consortium and p.id = p_application);
end $$;

-- Whether the actor could ever act on applications of this consortium under this pack.
create function may_touch(p_consortium uuid, p_pack_digest text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (
    select from role_assignment a
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
    join pack_transition t on t.pack_digest = p_pack_digest and t.role = a.role
    where a.person_id = actor());
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['application', 'answer', 'answer_history', 'revision', 'revision_confirmation', 'revision_document', 'remark'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-application'')))',
      t || '_read', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
end $$;
-- Answers and their history are written by `save_answers` alone.
grant insert, update on application to lianheti_app;
grant insert on revision, revision_confirmation, revision_document, remark to lianheti_app;

create policy application_begun on application for insert to lianheti_app with check (
  state = (select content #>> '{workflow,initial}' from pack where digest = pack_digest) and sequence = 0
  and may_touch(consortium_id, pack_digest));
create policy application_acted on application for update to lianheti_app
  using (may_touch(consortium_id, pack_digest)) with check (may_touch(consortium_id, pack_digest));
create policy revision_taken on revision for insert to lianheti_app
  with check (may_act(consortium_id, application_id, 'submit') and submitted_by = (select actor()));
create policy revision_confirmed on revision_confirmation for insert to lianheti_app
  with check (may_act(consortium_id, application_id, 'confirm') and person_id = (select actor()));
-- Whoever first asks for a document has it set and kept.
create policy revision_document_kept on revision_document for insert to lianheti_app
  with check (consortium_id in (select scope('read-application')));
create policy remark_made on remark for insert to lianheti_app
  with check (may_act(consortium_id, application_id, 'return') and person_id = (select actor()));

-- An application keeps its consortium, batch and pack, and moves only along its pack's workflow, by one whom the workflow names.
create function keep_application() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (new.consortium_id, new.id, new.batch_id, new.pack_digest) is distinct from
     (old.consortium_id, old.id, old.batch_id, old.pack_digest) or new.sequence < old.sequence then
    raise exception using errcode = 'restrict_violation', message = 'an application keeps its consortium, batch and pack';
  end if;
  if new.state <> old.state and not exists (
    select from pack_transition t
    join role_assignment a on a.person_id = actor() and a.role = t.role
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = old.consortium_id
    where t.pack_digest = old.pack_digest and t.from_state = old.state and t.to_state = new.state) then
    raise exception using errcode = 'restrict_violation', message = 'no transition of the pack leads the actor there';
  end if;
  return new;
end $$;
create trigger application_kept before update on application for each row
  when (new.state <> old.state or new.sequence < old.sequence or (new.consortium_id, new.id, new.batch_id, new.pack_digest)
        is distinct from (old.consortium_id, old.id, old.batch_id, old.pack_digest))
  execute function keep_application();

create function keep_record() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', message = 'a record is never changed or removed';
end $$;
create trigger answer_history_kept before update or delete on answer_history for each row execute function keep_record();
create trigger revision_kept before update or delete on revision for each row execute function keep_record();
create trigger revision_confirmation_kept before update or delete on revision_confirmation
  for each row execute function keep_record();
create trigger revision_document_kept before update or delete on revision_document
  for each row execute function keep_record();
create trigger remark_kept before update or delete on remark for each row execute function keep_record();
