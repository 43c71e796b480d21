-- Evidence: files that prove entries and observation points. A file is stored once by its digest; who may have it is decided by these rows
-- alone, so that nobody learns from a digest that another consortium has the same file.
create table evidence_upload (
  consortium_id uuid   not null references unit,
  id            uuid   not null default gen_random_uuid(),
  person_id     uuid   not null,
  bytes         bigint not null check (bytes > 0),
  begun_at      timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);
create index evidence_upload_begun_idx on evidence_upload (begun_at);

-- The id is its upload's, so that an answer that was lost can be asked for again without a second piece of evidence.
create table evidence (
  consortium_id uuid    not null references unit,
  id            uuid    not null,
  -- The member whose it is; null is the secretariat's.
  member_id     uuid    references unit,
  title         text    not null check (length(title) between 1 and 200),
  file_digest   text    not null check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name     text    not null,
  media_type    text    not null,
  bytes         bigint  not null,
  pages         integer,
  width         integer,
  height        integer,
  -- The time that it proves, apart from the day it was uploaded.
  period_from   date,
  period_to     date,
  uploaded_by   uuid    not null,
  uploaded_at   timestamptz not null default clock_timestamp(),
  withdrawn_at  timestamptz,
  primary key (consortium_id, id),
  check (period_from <= period_to)
);
create index evidence_id_idx on evidence (id);
create index evidence_uploaded_idx on evidence (consortium_id, uploaded_at desc, id);

-- What a piece of evidence supports: an entry, or an observation point.
create table evidence_link (
  consortium_id uuid not null,
  evidence_id   uuid not null,
  entry_id      uuid,
  point         text,
  linked_by     uuid not null,
  linked_at     timestamptz not null default clock_timestamp(),
  unique nulls not distinct (consortium_id, evidence_id, entry_id, point),
  check (num_nonnulls(entry_id, point) = 1),
  foreign key (consortium_id, evidence_id) references evidence,
  foreign key (consortium_id, entry_id) references ledger_entry
);
create index evidence_link_entry_idx on evidence_link (consortium_id, entry_id) where entry_id is not null;
create index evidence_link_point_idx on evidence_link (consortium_id, point) where point is not null;

-- Evidence of events that the actor's members take part in, whoever uploaded it.
create function own_linked_evidence() returns setof uuid language plpgsql stable security definer set search_path = public as $$
begin
  return query
    select l.evidence_id from ledger_party p
    join evidence_link l on l.consortium_id = p.consortium_id and l.entry_id = p.entry_id
    where p.member_id in (select scope('read-own-ledger'));
end $$;

-- What a consortium's evidence and unfinished uploads take, in bytes.
create function evidence_bytes(p_consortium uuid) returns bigint language sql stable security definer set search_path = public as $$
  select coalesce((select sum(e.bytes) from evidence e where e.consortium_id = p_consortium), 0)::bigint
    + coalesce((select sum(u.bytes) from evidence_upload u where u.consortium_id = p_consortium), 0)::bigint
$$;

-- Sets a place for an upload aside: 'unknown' and 'forbidden' where the actor may not, 'no-length' where the size is none that is taken (null),
-- 'full' where the consortium's quota has no room. One at a time in a consortium, so that two uploads never take the same room.
create function begin_upload(p_consortium uuid, p_id uuid, p_bytes bigint, p_quota bigint) returns text
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from unit u where u.id = p_consortium and u.kind = 'consortium' and u.id in (select known_units())) then
    return 'unknown';
  end if;
  if not exists (select from unit u where (u.id = p_consortium or u.parent_id = p_consortium) and u.id in (select scope('write-ledger'))) then
    return 'forbidden';
  end if;
  if p_bytes is null then return 'no-length'; end if;
  perform pg_advisory_xact_lock(hashtextextended('evidence ' || p_consortium::text, 0));
  delete from evidence_upload u where u.consortium_id = p_consortium and u.begun_at < now() - interval '2 days';
  if evidence_bytes(p_consortium) + p_bytes > p_quota then return 'full'; end if;
  insert into evidence_upload (consortium_id, id, person_id, bytes) values (p_consortium, p_id, actor(), p_bytes);
  return 'begun';
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['evidence_upload', 'evidence', 'evidence_link'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
end $$;
grant select, delete on evidence_upload to lianheti_app;
grant select, insert on evidence to lianheti_app;
grant update (title, period_from, period_to, withdrawn_at) on evidence to lianheti_app;
grant select, insert, delete on evidence_link to lianheti_app;
revoke execute on function evidence_bytes, begin_upload from public;
grant execute on function evidence_bytes, begin_upload to lianheti_app;

create policy evidence_upload_own on evidence_upload for select to lianheti_app using (person_id = (select actor()));
create policy evidence_upload_ended on evidence_upload for delete to lianheti_app using (person_id = (select actor()));
create policy evidence_read on evidence for select to lianheti_app using (
  consortium_id in (select scope('read-ledger')) or member_id in (select scope('read-own-ledger'))
  or id in (select own_linked_evidence()));
create policy evidence_made on evidence for insert to lianheti_app with check (
  uploaded_by = (select actor()) and withdrawn_at is null
  and (consortium_id in (select scope('settle-ledger')) or member_id in (select scope('write-ledger')))
  and (member_id is null or exists (select from unit u where u.id = member_id and u.parent_id = consortium_id)));
create policy evidence_changed on evidence for update to lianheti_app
  using (consortium_id in (select scope('settle-ledger')) or member_id in (select scope('write-ledger')))
  with check (consortium_id in (select scope('settle-ledger')) or member_id in (select scope('write-ledger')));
-- Whoever sees the evidence sees what it supports, but no entry that is hidden from it.
create policy evidence_link_read on evidence_link for select to lianheti_app using (
  exists (select from evidence e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.evidence_id)
  and (entry_id is null or exists (
    select from ledger_entry e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.entry_id)));
create policy evidence_link_made on evidence_link for insert to lianheti_app with check (
  linked_by = (select actor())
  and exists (select from evidence e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.evidence_id
    and (e.consortium_id in (select scope('settle-ledger')) or e.member_id in (select scope('write-ledger'))))
  and (entry_id is null or exists (
    select from ledger_entry e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.entry_id)));
create policy evidence_link_cut on evidence_link for delete to lianheti_app using (
  exists (select from evidence e where e.consortium_id = evidence_link.consortium_id and e.id = evidence_link.evidence_id
    and (e.consortium_id in (select scope('settle-ledger')) or e.member_id in (select scope('write-ledger')))));
