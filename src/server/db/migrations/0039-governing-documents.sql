-- Governing documents: charter and rules of a consortium, version by version; who approved each, from when until when it holds, who has read it; and
-- what their texts are searched by.
insert into role_right (role, "right") values
  ('secretariat', 'manage-document'),
  ('secretariat', 'read-document'),
  ('park-authority', 'read-document'),
  ('lead-school', 'read-document'),
  ('lead-enterprise', 'read-document'),
  ('provincial-officer', 'read-document'),
  ('ministry-officer', 'read-document'),
  ('auditor', 'read-document');

create table governing_document (
  consortium_id uuid not null references unit,
  id            uuid not null default gen_random_uuid(),
  -- One of the pack's kinds.
  kind          text not null check (length(kind) between 1 and 50),
  title         text not null check (length(title) between 1 and 100),
  -- Roles whose people it concerns: they are asked to read it.
  readers       text[] not null check (readers <@ array['secretariat', 'park-authority', 'lead-school', 'lead-enterprise', 'member-reporter']),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);
create index governing_document_id_idx on governing_document (id);
create unique index governing_document_title_idx on governing_document (consortium_id, title);

create table governing_document_version (
  consortium_id uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  document_id   uuid     not null,
  number        smallint not null check (number between 1 and 999),
  state         text     not null default 'draft' check (state in ('draft', 'discarded', 'submitted', 'approved', 'repealed')),
  -- Counts its saves and steps, so that nobody writes over what it has not seen.
  version       integer  not null default 1,
  -- What is new in it, for those who decide.
  note          text     not null default '' check (length(note) <= 500),
  -- As it was typed, or as it stands in the file.
  text          text     not null check (length(text) <= 500000),
  -- Where in the text each page of the file begins, counted from 0; none where it has no fixed pages.
  pages         integer[] not null default '{}',
  file_digest   text     check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name     text     check (length(file_name) between 1 and 200),
  media_type    text,
  bytes         bigint,
  submitted_by  uuid     references person,
  approved_by   text     check (approved_by in ('council', 'secretariat')),
  -- 决议文号 of the council's resolution.
  resolution    text     check (length(resolution) between 1 and 100),
  approver      uuid     references person,
  approved_at   timestamptz,
  effective_on  date,
  repealed_on   date     check (repealed_on > effective_on),
  -- Title and text as they are searched: letters and digits alone, and the pairs of them that an index knows.
  folded_title  text     not null,
  folded        text     not null,
  terms         text[]   not null,
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, document_id, number),
  foreign key (consortium_id, document_id) references governing_document,
  check (num_nulls(file_digest, file_name, media_type, bytes) in (0, 4)),
  check ((state in ('approved', 'repealed')) = (num_nulls(approved_by, approver, approved_at, effective_on) = 0)),
  check (approved_by <> 'council' or resolution is not null),
  check ((state = 'repealed') = (repealed_on is not null))
);
create index governing_document_version_id_idx on governing_document_version (id);
-- One at a time is worked on; one at most holds.
create unique index governing_document_version_open_idx on governing_document_version (consortium_id, document_id)
  where state in ('draft', 'submitted');
create unique index governing_document_version_held_idx on governing_document_version (consortium_id, document_id) where state = 'approved';
-- Kept up at once: what waits in a list is searched row by row.
create index governing_document_version_terms_idx on governing_document_version using gin (terms) with (fastupdate = off);

-- What was done with a version, in its order.
create table governing_document_act (
  consortium_id uuid not null,
  version_id    uuid not null,
  id            uuid not null default gen_random_uuid(),
  action        text not null,
  text          text not null default '' check (length(text) <= 2000),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, version_id, id),
  foreign key (consortium_id, version_id) references governing_document_version
);
create trigger governing_document_act_kept before update or delete on governing_document_act for each row execute function keep_record();

create table governing_document_receipt (
  consortium_id uuid not null,
  version_id    uuid not null,
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, version_id, person_id),
  foreign key (consortium_id, version_id) references governing_document_version
);
create trigger governing_document_receipt_kept before update or delete on governing_document_receipt for each row execute function keep_record();

-- The consortia of whose members the actor reports for one.
create function consortia_of_own_members() returns setof uuid language plpgsql stable security definer set search_path = public rows 5 as $$
begin
  return query select distinct u.parent_id from unit u where u.kind = 'member' and u.id in (select scope('read-own-ledger'));
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['governing_document', 'governing_document_version', 'governing_document_act', 'governing_document_receipt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
end $$;

-- Drafts are their secretariat's; what was submitted is seen by its leads and offices, what was approved by its members, too.
create policy governing_document_version_read on governing_document_version for select to lianheti_app using (
  consortium_id in (select scope('manage-document'))
  or (state in ('submitted', 'approved', 'repealed') and consortium_id in (select scope('read-document')))
  or (state in ('approved', 'repealed') and consortium_id in (select consortia_of_own_members())));
create policy governing_document_read on governing_document for select to lianheti_app using (
  consortium_id in (select scope('manage-document')) or exists (select from governing_document_version v
    where v.consortium_id = governing_document.consortium_id and v.document_id = governing_document.id));
create policy governing_document_made on governing_document for insert to lianheti_app
  with check (consortium_id in (select scope('manage-document')) and person_id = (select actor()));
create policy governing_document_changed on governing_document for update to lianheti_app
  using (consortium_id in (select scope('manage-document'))) with check (consortium_id in (select scope('manage-document')));
create policy governing_document_version_made on governing_document_version for insert to lianheti_app
  with check (consortium_id in (select scope('manage-document')) and person_id = (select actor()) and state = 'draft');
create policy governing_document_version_moved on governing_document_version for update to lianheti_app
  using (consortium_id in (select scope('manage-document'))) with check (consortium_id in (select scope('manage-document')));
create policy governing_document_act_read on governing_document_act for select to lianheti_app using (
  consortium_id in (select scope('read-document')));
create policy governing_document_act_made on governing_document_act for insert to lianheti_app
  with check (consortium_id in (select scope('manage-document')) and person_id = (select actor()));
create policy governing_document_receipt_read on governing_document_receipt for select to lianheti_app
  using (person_id = (select actor()) or consortium_id in (select scope('manage-document')));
create policy governing_document_receipt_made on governing_document_receipt for insert to lianheti_app with check (
  person_id = (select actor()) and exists (select from governing_document_version v
    where v.consortium_id = governing_document_receipt.consortium_id and v.id = version_id and v.state in ('approved', 'repealed')));
grant insert on governing_document, governing_document_act, governing_document_receipt to lianheti_app;
grant update (kind, title, readers) on governing_document to lianheti_app;
grant insert (consortium_id, id, document_id, number, note, text, pages, file_digest, file_name, media_type, bytes, folded_title, folded, terms,
  person_id) on governing_document_version to lianheti_app;
grant update (state, version, note, text, pages, file_digest, file_name, media_type, bytes, submitted_by, approved_by, resolution, approver,
  approved_at, effective_on, repealed_on, folded_title, folded, terms) on governing_document_version to lianheti_app;

-- What a document is and is called stays once a version of it was submitted.
create function keep_governing_document() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (new.kind, new.title) is distinct from (old.kind, old.title) and exists (select from governing_document_version v
      where v.consortium_id = new.consortium_id and v.document_id = new.id and v.state in ('submitted', 'approved', 'repealed')) then
    raise exception using errcode = 'restrict_violation', message = 'a document that was submitted keeps its name';
  end if;
  return new;
end $$;
create trigger governing_document_kept before update on governing_document for each row execute function keep_governing_document();

-- A draft alone is written; each step follows on the one before; who submitted a version does not approve it for the secretariat; and a version
-- begins to hold after the one before it.
create function keep_governing_version() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1
     or (old.state <> 'draft' and (new.note, new.text, new.pages, new.file_digest, new.file_name, new.media_type, new.bytes, new.folded)
       is distinct from (old.note, old.text, old.pages, old.file_digest, old.file_name, old.media_type, old.bytes, old.folded))
     or (old.state, new.state) not in (('draft', 'draft'), ('draft', 'discarded'), ('draft', 'submitted'), ('submitted', 'draft'),
       ('submitted', 'approved'), ('approved', 'repealed'))
     or (new.state = 'submitted' and new.submitted_by is distinct from actor())
     or (new.state = 'approved' and (new.approver is distinct from actor()
       or (new.approved_by = 'secretariat' and old.submitted_by = actor())))
     or (old.state = 'approved' and (new.approved_by, new.resolution, new.approver, new.approved_at, new.effective_on)
       is distinct from (old.approved_by, old.resolution, old.approver, old.approved_at, old.effective_on))
     or (new.state = 'approved' and exists (select from governing_document_version v where v.consortium_id = new.consortium_id
       and v.document_id = new.document_id and v.id <> new.id and v.effective_on >= new.effective_on)) then
    raise exception using errcode = 'restrict_violation', message = 'a version of a document takes its steps in their order';
  end if;
  return new;
end $$;
create trigger governing_document_version_kept before update on governing_document_version for each row execute function keep_governing_version();

-- Whom a version concerns: the people with one of its document's roles in the consortium or in a member of it, and when each has read it.
create function governing_readers(p_version uuid)
returns table (person_id uuid, name text, role text, unit_id uuid, unit text, read_at timestamptz)
language sql stable security definer set search_path = public as $$
  select distinct on (a.person_id) a.person_id, p.name, a.role, u.id, u.name, r.at
  from governing_document_version v
  join governing_document d on d.consortium_id = v.consortium_id and d.id = v.document_id
  join unit u on u.id = v.consortium_id or u.parent_id = v.consortium_id
  join role_assignment a on a.unit_id = u.id and a.role = any(d.readers)
  join person p on p.id = a.person_id
  left join governing_document_receipt r on r.consortium_id = v.consortium_id and r.version_id = v.id and r.person_id = a.person_id
  where v.id = p_version and v.state in ('approved', 'repealed') and has_right('manage-document', v.consortium_id)
  order by a.person_id, u.id = v.consortium_id desc, u.name
$$;

-- Whether a version that holds concerns the actor.
create function governing_concerns(p_consortium uuid, p_readers text[]) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from role_assignment a join unit u on u.id = a.unit_id
    where a.person_id = actor() and a.role = any(p_readers) and (u.id = p_consortium or u.parent_id = p_consortium))
$$;

-- Puts a version before those of whom it concerns who have not read it, once a day; by mail as well where p_subject says so. Tells how many.
create function ask_governing_readers(p_version uuid, p_text text, p_link text, p_subject text, p_mail text)
returns table (people bigint, mails bigint) language plpgsql security definer set search_path = public as $$
declare
  v_consortium uuid := (select v.consortium_id from governing_document_version v where v.id = p_version);
begin
  if v_consortium is null or not has_right('manage-document', v_consortium) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not manage a document asks nobody to read it';
  end if;
  return query
    with asked as (
      select r.person_id, r.unit_id from governing_readers(p_version) r
      where r.read_at is null and r.person_id is distinct from actor() and not exists (
        select from notice n where n.person_id = r.person_id and n.consortium_id = v_consortium and n.link = p_link
          and (n.created_at at time zone 'Asia/Shanghai')::date = (clock_timestamp() at time zone 'Asia/Shanghai')::date)
    ), told as (
      insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
      select v_consortium, a.person_id, a.unit_id, p_text, p_link, actor() from asked a returning 1
    ), mailed as (
      insert into notice_outbox (consortium_id, event, unit_id, payload)
      select v_consortium, 'reminder', a.unit_id, jsonb_build_object('to', p.email, 'subject', p_subject, 'text', p_mail)
      from asked a join person p on p.id = a.person_id where p_subject is not null returning 1
    )
    select (select count(*) from told), (select count(*) from mailed);
end $$;

-- Versions that have all terms and all words, of those that the actor may see: where a title says it first, then what holds, then the latest.
-- As the owner, since row-level security would keep the index from being asked before each row was judged: the rights are those of
-- `governing_document_version_read`, asked once here and not again for what comes out.
create function find_governing_versions(p_terms text[], p_words text[], p_consortium uuid, p_day date, p_offset integer, p_limit integer)
returns table (id uuid, document_id uuid, consortium_id uuid, consortium text, kind text, title text, number smallint, state text,
  effective_on date, repealed_on date, text text, pages integer[])
language plpgsql stable security definer set search_path = public
-- Rows look short, since long values lie beside them: of a common word the planner would read every one of those instead of the index.
set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query
    select h.id, h.document_id, h.consortium_id, u.name, d.kind, d.title, h.number, h.state, h.effective_on, h.repealed_on, h.text, h.pages
    from (
      select row_number() over () as place, f.* from (
        select v.* from governing_document_version v
        where v.terms @> p_terms and (p_consortium is null or v.consortium_id = p_consortium)
          and (v.consortium_id in (select scope('manage-document'))
            or (v.state in ('submitted', 'approved', 'repealed') and v.consortium_id in (select scope('read-document')))
            or (v.state in ('approved', 'repealed') and v.consortium_id in (select consortia_of_own_members())))
          and v.state <> 'discarded'
        order by (select bool_and(strpos(v.folded_title, w) > 0) from unnest(p_words) w) desc,
          (v.state in ('approved', 'repealed') and v.effective_on <= p_day and (v.repealed_on is null or v.repealed_on > p_day)) desc,
          coalesce(v.effective_on, current_date) desc, v.id
        -- The long texts are looked into one after the other, only until there are enough.
        offset 0) f
      where (select bool_and(strpos(f.folded_title, w) > 0 or strpos(f.folded, w) > 0) from unnest(p_words) w)
      offset p_offset limit p_limit) h
    join governing_document d on d.consortium_id = h.consortium_id and d.id = h.document_id
    join unit u on u.id = h.consortium_id
    order by h.place;
end $$;

revoke execute on function governing_readers, governing_concerns, ask_governing_readers, find_governing_versions from public;
grant execute on function governing_readers, governing_concerns, ask_governing_readers, find_governing_versions to lianheti_app;
