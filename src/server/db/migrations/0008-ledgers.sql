-- Ledgers: one entry an event, with what each side says of it, the facts it makes, and the figures that are sums of facts. Written by
-- `write_entries` alone, so that no entry is without its facts, figures, history and audit event.

-- One row a consortium: counts its writes. Whoever writes takes it first, so that two writers never wait for each other's rows crosswise.
create table ledger_head (
  consortium_id uuid primary key references unit,
  sequence      bigint not null default 0
) with (fillfactor = 50);

-- Written by `write_entries` alone, which takes the consortium's head first: keys that it makes sure of itself are not checked row by row
-- a second time.
create table ledger_entry (
  consortium_id uuid     not null,
  id            uuid     not null,
  kind          text     not null,
  -- SHA-256 of the identity's text: the event that all voices speak of.
  identity      bytea    not null,
  values        jsonb    not null,
  standing      text     not null check (standing in ('confirmed', 'oneSided', 'disputed', 'withdrawn')),
  -- [{"side", "by", "at", "values"}] in the order in which the sides first spoke; without values where a voice says what the entry says.
  voices        jsonb    not null,
  -- Members whose event it is; sides that have not spoken, the nil uuid for the secretariat.
  parties       uuid[]   not null,
  awaited       uuid[]   not null,
  -- [[figure, from year, to year, amount, base]]: what it adds to figures, just as it was added.
  facts         jsonb    not null,
  from_year     smallint,
  to_year       smallint,
  warnings      jsonb    not null default '[]',
  -- Keyed hash of a person's identity number, where one was given; the number itself is never kept.
  person_key    text,
  version       integer  not null,
  returned      boolean  not null default false,
  created_by    uuid     not null,
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  primary key (consortium_id, id),
  unique (consortium_id, kind, identity)
) with (fillfactor = 85);
create index ledger_entry_id_idx on ledger_entry (id);
create index ledger_entry_changed_idx on ledger_entry (consortium_id, kind, changed_at desc, id);
create index ledger_entry_open_idx on ledger_entry (consortium_id, kind, standing) where standing in ('disputed', 'oneSided');
create index ledger_entry_person_idx on ledger_entry (consortium_id, person_key) where person_key is not null;

-- Entries by member: what a member has filed, and what it is asked to confirm.
create table ledger_party (
  consortium_id uuid not null,
  member_id     uuid not null references unit,
  kind          text not null,
  entry_id      uuid not null,
  role          text not null check (role in ('reporter', 'counterpart')),
  primary key (consortium_id, member_id, kind, entry_id)
);

create table ledger_entry_history (
  consortium_id uuid    not null,
  entry_id      uuid    not null,
  version       integer not null,
  action        text    not null,
  side          text    not null,
  -- {"field": [from, to]} of the side's voice.
  change        jsonb   not null,
  reason        text,
  person_id     uuid    not null,
  at            timestamptz not null,
  primary key (consortium_id, entry_id, version),
  foreign key (consortium_id, entry_id) references ledger_entry
);

-- Sums of facts. What is counted is confirmed and oneSided; disputed is told beside it.
create table ledger_figure (
  consortium_id uuid     not null references unit,
  figure        text     not null,
  year          smallint not null,
  standing      text     not null,
  amount        numeric  not null,
  base          numeric,
  entries       integer  not null,
  primary key (consortium_id, figure, year, standing)
) with (fillfactor = 50);

-- A closed year: its figures as they were, with their digest. Later corrections are restatements.
create table ledger_year (
  consortium_id uuid     not null references unit,
  year          smallint not null,
  figures       jsonb    not null,
  digest        text     not null,
  closed_by     uuid     not null,
  closed_at     timestamptz not null,
  primary key (consortium_id, year)
);

create table ledger_restatement (
  consortium_id uuid     not null references unit,
  year          smallint not null,
  sequence      bigint   not null,
  figure        text     not null,
  before        jsonb    not null,
  after         jsonb    not null,
  entry_ids     uuid[]   not null,
  reason        text     not null,
  person_id     uuid     not null,
  at            timestamptz not null,
  primary key (consortium_id, year, sequence, figure)
);

create table ledger_remark (
  consortium_id uuid    not null,
  entry_id      uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  kind          text    not null check (kind in ('comment', 'return')),
  field         text,
  text          text    not null check (length(text) between 1 and 2000),
  person_id     uuid    not null,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, entry_id, id),
  foreign key (consortium_id, entry_id) references ledger_entry
);

insert into role_right (role, "right") values
  ('ministry-officer', 'read-ledger'),
  ('provincial-officer', 'read-ledger'),
  ('park-authority', 'read-ledger'),
  ('secretariat', 'read-ledger'),
  ('lead-school', 'read-ledger'),
  ('lead-enterprise', 'read-ledger'),
  ('auditor', 'read-ledger'),
  ('member-reporter', 'read-own-ledger'),
  ('member-reporter', 'write-ledger'),
  ('secretariat', 'write-ledger'),
  ('secretariat', 'settle-ledger'),
  ('ministry-officer', 'comment-ledger'),
  ('provincial-officer', 'comment-ledger'),
  ('park-authority', 'comment-ledger'),
  ('secretariat', 'comment-ledger'),
  ('lead-school', 'comment-ledger'),
  ('lead-enterprise', 'comment-ledger'),
  ('member-reporter', 'comment-ledger')
on conflict do nothing;

-- Members of whose events the actor may see.
create function own_members() returns uuid[] language plpgsql stable security definer set search_path = public as $$
begin
  return array(select scope('read-own-ledger'));
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['ledger_head', 'ledger_entry', 'ledger_party', 'ledger_entry_history', 'ledger_figure', 'ledger_year',
                           'ledger_restatement', 'ledger_remark'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['ledger_head', 'ledger_figure', 'ledger_year', 'ledger_restatement'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-ledger'')))',
      t || '_read', t);
  end loop;
  foreach t in array array['ledger_entry_history', 'ledger_remark'] loop
    execute format('create policy %I on %I for select to lianheti_app using (exists (select from ledger_entry e
      where e.consortium_id = %I.consortium_id and e.id = %I.entry_id))', t || '_read', t, t, t);
  end loop;
end $$;
create policy ledger_entry_read on ledger_entry for select to lianheti_app
  using (consortium_id in (select scope('read-ledger')) or parties && (select own_members()));
create policy ledger_party_read on ledger_party for select to lianheti_app
  using (consortium_id in (select scope('read-ledger')) or member_id in (select scope('read-own-ledger')));
grant insert on ledger_remark to lianheti_app;
create policy ledger_remark_made on ledger_remark for insert to lianheti_app with check (
  person_id = (select actor()) and exists (
    select from ledger_entry e where e.consortium_id = ledger_remark.consortium_id and e.id = ledger_remark.entry_id
      and (e.consortium_id in (select scope('comment-ledger')) or e.parties && array(select scope('comment-ledger'))))
  and (kind = 'comment' or consortium_id in (select scope('settle-ledger'))));

create trigger ledger_entry_history_kept before update or delete on ledger_entry_history for each row execute function keep_record();
create trigger ledger_year_kept before update or delete on ledger_year for each row execute function keep_record();
create trigger ledger_restatement_kept before update or delete on ledger_restatement for each row execute function keep_record();
create trigger ledger_remark_kept before update or delete on ledger_remark for each row execute function keep_record();

-- What a person may write of a consortium's ledgers: for members in its scope, and as the secretariat. Who keeps the register of members has
-- entries counted again, whose words stay as they are.
create function may_speak(p_person uuid, p_consortium uuid, p_side text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (
    select from role_assignment a
    join role_right r on r.role = a.role and r."right" =
      case p_side when 'secretariat' then 'settle-ledger' when 'register' then 'manage-member' else 'write-ledger' end
    join unit_within w on w.ancestor_id = a.unit_id
      and w.unit_id = case when p_side in ('secretariat', 'register') then p_consortium else p_side::uuid end
    where a.person_id = p_person)
    and (p_side in ('secretariat', 'register') or exists (select from unit u where u.id = p_side::uuid and u.parent_id = p_consortium));
end $$;

-- Writes entries of one consortium in one trip: sessions, rights, versions and closed years are checked; then entry, parties, history,
-- figures and audit events are written. p_rows: [{"id", "base", "by", "session", "kind", "identity", "side", "values", "standing", "voices",
-- "parties", "counterparts", "awaited", "facts", "fromYear", "toYear", "warnings", "personKey", "returned", "action", "change"}]; base 0 is an
-- entry that is not there yet; a null session is the program's own work on behalf of the person (a job that the person began).
-- Rows that were not written are told: 'no-session', 'forbidden', 'exists' (another entry has that identity) or 'stale' (its version is
-- another); with p_all one of them keeps all from being written (raised as LH002). A closed year's change without a reason is raised as
-- LH001, and nothing is written.
create function write_entries(p_consortium uuid, p_rows jsonb, p_all boolean, p_how text, p_reason text) returns jsonb
language plpgsql security definer set search_path = public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_sequence bigint;
  v_now      timestamptz := clock_timestamp();
  v_rows     jsonb := p_rows;
  v_denied   jsonb;
  -- [[id, version, action, side]] by person.
  v_written  jsonb;
  v_refused  jsonb;
  v_closed   jsonb;
  v_person   uuid;
  v_entries  jsonb;
begin
  -- Who speaks for whom is asked once each, not once a row.
  with speaker as materialized (
    select distinct (r->>'by')::uuid as by, (r->>'session')::uuid as session, r->>'side' as side from jsonb_array_elements(p_rows) r
  ), denied as materialized (
    select s.*, case when s.session is not null and not session_speaks(s.session, s.by, p_consortium, s.side) then 'no-session'
      when not may_speak(s.by, p_consortium, s.side) then 'forbidden' end as outcome
    from speaker s
  )
  select jsonb_agg(jsonb_build_object('id', r->>'id', 'outcome', d.outcome)) into v_denied
  from denied d join jsonb_array_elements(p_rows) r on (r->>'by')::uuid = d.by and (r->>'session')::uuid is not distinct from d.session
    and r->>'side' = d.side
  where d.outcome is not null;
  if v_denied is not null then
    if p_all then raise exception using errcode = 'LH002', message = 'not every entry can be written', detail = v_denied::text; end if;
    select coalesce(jsonb_agg(r), '[]') into v_rows from jsonb_array_elements(p_rows) r
    where r->>'id' not in (select d->>'id' from jsonb_array_elements(v_denied) d);
  end if;
  loop
    update ledger_head h set sequence = h.sequence + 1 where h.consortium_id = p_consortium returning h.sequence into v_sequence;
    exit when found;
    insert into ledger_head (consortium_id) values (p_consortium) on conflict do nothing;
  end loop;

  -- The head is locked, so what is read of the entries here is what stands while they are written.
  with r as materialized (
    select * from jsonb_to_recordset(v_rows) as r(id uuid, base integer, by uuid, kind text, identity text, side text, values jsonb, standing text,
      voices jsonb, parties uuid[], counterparts uuid[], awaited uuid[], facts jsonb, "fromYear" smallint, "toYear" smallint,
      warnings jsonb, "personKey" text, returned boolean, action text, change jsonb)
  ), old as materialized (
    select e.id, e.facts, e.standing, e.parties from ledger_entry e join r on r.id = e.id and r.base = e.version
    where e.consortium_id = p_consortium and r.base > 0
      and (r.side <> 'register' or (e.values = r.values and e.voices = r.voices and e.standing = r.standing))
  ), inserted as (
    insert into ledger_entry (consortium_id, id, kind, identity, values, standing, voices, parties, awaited, facts, from_year, to_year, warnings,
      person_key, version, created_by, created_at, changed_at)
    select p_consortium, id, kind, decode(identity, 'hex'), values, standing, voices, parties, awaited, facts, "fromYear", "toYear", warnings,
      "personKey", 1, by, v_now, v_now from r where base = 0 and side <> 'register'
    on conflict (consortium_id, kind, identity) do nothing returning id
  ), updated as (
    update ledger_entry e set identity = decode(r.identity, 'hex'), values = r.values, standing = r.standing, voices = r.voices,
      parties = r.parties, awaited = r.awaited, facts = r.facts, from_year = r."fromYear", to_year = r."toYear", warnings = r.warnings,
      person_key = coalesce(r."personKey", e.person_key), returned = coalesce(r.returned, false), version = e.version + 1, changed_at = v_now
    from r join old on old.id = r.id where e.consortium_id = p_consortium and e.id = r.id returning e.id
  ), written as (
    select r.* from r where r.id in (select id from inserted union all select id from updated)
  ), unparted as (
    delete from ledger_party p using old o join r on r.id = o.id
    where p.consortium_id = p_consortium and p.member_id = any(o.parties) and p.kind = r.kind and p.entry_id = o.id
      and p.member_id <> all(r.parties)
  ), parted as (
    insert into ledger_party (consortium_id, member_id, kind, entry_id, role)
    select p_consortium, m, w.kind, w.id, case when m = any(w.counterparts) then 'counterpart' else 'reporter' end
    from written w cross join unnest(w.parties) m on conflict do nothing
  ), remembered as (
    insert into ledger_entry_history (consortium_id, entry_id, version, action, side, change, reason, person_id, at)
    select p_consortium, id, base + 1, action, side, change, p_reason, by, v_now from written where base > 0
  ), change as materialized (
    select f->>0 as figure, y::smallint as year, t.standing, t.id, sign * (f->>3)::numeric as amount, sign * (f->>4)::numeric as base, sign
    from (select id, facts, standing, 1 as sign from written union all select id, facts, standing, -1 from old) t
    cross join jsonb_array_elements(t.facts) f cross join generate_series((f->>1)::integer, (f->>2)::integer) y
  ), delta as (
    select figure, year, standing, sum(amount) as amount, sum(base) as base, sum(sign)::integer as entries
    from change group by 1, 2, 3
    having sum(amount) <> 0 or sum(base) <> 0 or sum(sign) <> 0
    order by 1, 2, 3
  ), summed as (
    insert into ledger_figure as s (consortium_id, figure, year, standing, amount, base, entries)
    select p_consortium, figure, year, standing, amount, base, entries from delta
    on conflict (consortium_id, figure, year, standing) do update set amount = s.amount + excluded.amount,
      base = case when s.base is null and excluded.base is null then null else coalesce(s.base, 0) + coalesce(excluded.base, 0) end,
      entries = s.entries + excluded.entries
  ), closed as (
    select d.figure, d.year, sum(d.amount) as amount, sum(d.base) as base, sum(d.entries) as entries,
      (select array_agg(distinct c.id) from change c where c.figure = d.figure and c.year = d.year) as ids
    from delta d join ledger_year y on y.consortium_id = p_consortium and y.year = d.year
    where d.standing <> 'disputed' group by 1, 2
    having sum(d.amount) <> 0 or coalesce(sum(d.base), 0) <> 0 or sum(d.entries) <> 0
  )
  select
    (select jsonb_object_agg(by, entries) from (
      select by, jsonb_agg(jsonb_build_array(id, base + 1, action, side)) as entries from written group by by)),
    (select jsonb_agg(jsonb_build_object('id', r.id, 'outcome', case when r.base = 0 then 'exists' else 'stale' end))
     from r where r.id not in (select id from written)),
    (select jsonb_agg(to_jsonb(c)) from closed c)
  into v_written, v_refused, v_closed;

  if p_all and v_refused is not null then
    raise exception using errcode = 'LH002', message = 'not every entry can be written', detail = v_refused::text;
  end if;
  if v_closed is not null then
    if p_reason is null then
      raise exception using errcode = 'LH001', message = 'a closed year changes only with a reason',
        detail = (select jsonb_agg(distinct c->'year') from jsonb_array_elements(v_closed) c)::text;
    end if;
    insert into ledger_restatement (consortium_id, year, sequence, figure, before, after, entry_ids, reason, person_id, at)
    select p_consortium, c.year, v_sequence, c.figure,
      jsonb_build_object('amount', coalesce(n.amount, 0) - c.amount, 'base', n.base - coalesce(c.base, 0), 'entries', coalesce(n.entries, 0) - c.entries),
      jsonb_build_object('amount', coalesce(n.amount, 0), 'base', n.base, 'entries', coalesce(n.entries, 0)),
      c.ids, p_reason, (v_rows->0->>'by')::uuid, v_now
    from jsonb_to_recordset(v_closed) as c(figure text, year smallint, amount numeric, base numeric, entries bigint, ids uuid[])
    left join lateral (select sum(f.amount) as amount, sum(f.base) as base, sum(f.entries) as entries from ledger_figure f
      where f.consortium_id = p_consortium and f.figure = c.figure and f.year = c.year and f.standing <> 'disputed') n on true;
  end if;
  for v_person, v_entries in select key::uuid, value from jsonb_each(coalesce(v_written, '{}')) loop
    perform set_config('lianheti.person', v_person::text, true);
    perform audit_append(p_consortium, p_consortium, 'entries.written', p_consortium::text,
      jsonb_build_object('sequence', v_sequence, 'how', p_how, 'reason', p_reason, 'entries', v_entries));
  end loop;
  return coalesce(v_denied, '[]') || coalesce(v_refused, '[]');
end $$;
revoke execute on function write_entries from public;
grant execute on function write_entries to lianheti_app;

-- Entries by what they speak of or by id, for whoever is about to speak of the same: what a side may then write, `write_entries` decides.
create function find_entries(p_consortium uuid, p_kind text, p_identities bytea[], p_ids uuid[])
returns table (id uuid, kind text, identity text, version integer, standing text, voices jsonb, "values" jsonb, facts jsonb, returned boolean)
language sql stable security definer set search_path = public as $$
  select e.id, e.kind, encode(e.identity, 'hex'), e.version, e.standing, e.voices, e.values, e.facts, e.returned
  from ledger_entry e where e.consortium_id = p_consortium and e.kind = p_kind and e.identity = any(p_identities)
  union
  select e.id, e.kind, encode(e.identity, 'hex'), e.version, e.standing, e.voices, e.values, e.facts, e.returned
  from ledger_entry e where e.consortium_id = p_consortium and e.id = any(p_ids)
$$;
revoke execute on function find_entries from public;
grant execute on function find_entries to lianheti_app;

-- Entries of some kinds that name one of these members, for who keeps the register of members: to count them again.
create function entries_of_members(p_consortium uuid, p_kinds text[], p_members uuid[])
returns table (id uuid, kind text, version integer, standing text, voices jsonb, "values" jsonb, returned boolean)
language plpgsql stable security definer set search_path = public as $$
begin
  if not has_right('manage-member', p_consortium) then return; end if;
  return query
    select e.id, e.kind, e.version, e.standing, e.voices, e.values, e.returned
    from ledger_entry e
    where e.consortium_id = p_consortium and e.standing <> 'withdrawn' and e.id in (
      select p.entry_id from ledger_party p
      where p.consortium_id = p_consortium and p.member_id = any(p_members) and p.kind = any(p_kinds));
end $$;
revoke execute on function entries_of_members from public;
grant execute on function entries_of_members to lianheti_app;

-- Consortia whose ledgers a person may read, with how many writes each has seen: figures remembered at that count are still good.
create function figure_heads(p_person uuid)
returns table (consortium_id uuid, consortium text, province_id uuid, province text, sequence bigint)
language plpgsql stable security definer set search_path = public as $$
begin
  return query
    select u.id, u.name, p.id, p.name, h.sequence
    from ledger_head h join unit u on u.id = h.consortium_id join unit p on p.id = u.parent_id
    where exists (
      select from role_assignment a join role_right r on r.role = a.role and r."right" = 'read-ledger'
      join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = h.consortium_id
      where a.person_id = p_person)
    order by p.name, p.id, u.name, u.id;
end $$;
revoke execute on function figure_heads from public;
grant execute on function figure_heads to lianheti_app;

-- How much has been written in all ledgers together: while it stands still, so do all figures.
create function ledger_writes() returns bigint language sql stable security definer set search_path = public as $$
  select coalesce(sum(sequence), 0)::bigint from ledger_head
$$;
revoke execute on function ledger_writes from public;
grant execute on function ledger_writes to lianheti_app;

-- What a person may read changes with the units as well as with the person's roles.
create function tell_units_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('lianheti_unit', '');
  return null;
end $$;
create trigger unit_changed after insert or update or delete on unit for each statement execute function tell_units_changed();

-- Closes a year: its figures as the caller read them at p_sequence are kept with their digest, and change from then on by restatement only.
-- outcome: 'closed' | 'already' | 'moved' (something was written since) | 'forbidden' | 'no-session'
create function close_year(p_person uuid, p_session uuid, p_consortium uuid, p_year smallint, p_sequence bigint, p_figures jsonb, p_digest text)
returns text language plpgsql security definer set search_path = public as $$
begin
  perform set_config('lianheti.person', p_person::text, true);
  if not session_lives(p_session, p_person) then return 'no-session'; end if;
  if not has_right('settle-ledger', p_consortium) then return 'forbidden'; end if;
  insert into ledger_head (consortium_id) values (p_consortium) on conflict do nothing;
  if (select h.sequence from ledger_head h where h.consortium_id = p_consortium for update) <> p_sequence then return 'moved'; end if;
  if exists (select from ledger_year y where y.consortium_id = p_consortium and y.year = p_year) then return 'already'; end if;
  insert into ledger_year (consortium_id, year, figures, digest, closed_by, closed_at)
  values (p_consortium, p_year, p_figures, p_digest, p_person, clock_timestamp());
  perform audit_append(p_consortium, p_consortium, 'year.closed', p_year::text, jsonb_build_object('digest', p_digest));
  return 'closed';
end $$;
revoke execute on function close_year from public;
grant execute on function close_year to lianheti_app;
