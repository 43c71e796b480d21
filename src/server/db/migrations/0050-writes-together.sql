-- Entries of many consortia are written in one trip: a trip costs some fifteen times what a row costs within it.

-- Writes entries: sessions, rights, versions and closed years are checked; then entry, parties, history, figures and audit events are
-- written. p_orders: [{"consortium", "how", "rows": [{"id", "base", "by", "session", "kind", "identity", "side", "values", "standing", "voices",
-- "parties", "counterparts", "awaited", "facts", "fromYear", "toYear", "warnings", "personKey", "returned", "action", "change"}]}]. Base 0 is an entry that is not there yet; a null session is the program's own work on behalf of the person (a job that the
-- person began). Rows that were not written are told as [{"id", "outcome"}]: 'no-session', 'forbidden', 'exists' (another entry has that
-- identity), 'stale' (its version is another) or, unless p_wait, 'busy' (somebody else writes in that consortium at this moment); with p_all
-- one of them keeps all from being written (raised as LH002). A closed year's change without a reason is raised as LH001, and nothing is
-- written.
create function write_orders(p_orders jsonb, p_all boolean, p_reason text, p_wait boolean) returns jsonb
language plpgsql security definer set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_now        timestamptz := clock_timestamp();
  v_consortia  uuid[] := array(select (o->>'consortium')::uuid from jsonb_array_elements(p_orders) o);
  -- {consortium: its count of writes}, of those whose head is held.
  v_heads      jsonb := '{}';
  v_busy       uuid[];
  v_consortium uuid;
  v_sequence   bigint;
  v_missed     jsonb;
  v_missed_ids uuid[];
  v_written    jsonb;
  v_refused    jsonb;
  v_closed     jsonb;
  v_event      jsonb;
begin
  -- Who speaks for whom is asked once each, not once a row.
  with spoken as materialized (
    select (o->>'consortium')::uuid as consortium, r.*
    from jsonb_array_elements(p_orders) o cross join jsonb_to_recordset(o->'rows') as r(id uuid, by uuid, session uuid, side text)
  ), speaker as materialized (
    select distinct consortium, by, session, side from spoken
  ), denied as materialized (
    select s.*, case when s.session is not null and not session_speaks(s.session, s.by, s.consortium, s.side) then 'no-session'
      when not may_speak(s.by, s.consortium, s.side) then 'forbidden' end as outcome
    from speaker s
  )
  select jsonb_agg(jsonb_build_object('id', s.id, 'outcome', d.outcome)) into v_missed
  from denied d join spoken s on s.consortium = d.consortium and s.by = d.by and s.side = d.side and s.session is not distinct from d.session
  where d.outcome is not null;

  -- Whoever waits has one consortium. Who has many passes by those whose head or audit chain another holds: nobody of one consortium waits
  -- for another, and no two wait for each other crosswise.
  if p_wait then
    foreach v_consortium in array v_consortia loop
      loop
        update ledger_head h set sequence = h.sequence + 1 where h.consortium_id = v_consortium returning h.sequence into v_sequence;
        exit when found;
        insert into ledger_head (consortium_id) values (v_consortium) on conflict do nothing;
      end loop;
      v_heads := v_heads || jsonb_build_object(v_consortium, v_sequence);
    end loop;
  else
    -- A second time only where some were not there to be held yet.
    for v_round in 1..2 loop
      with held as materialized (
        select h.consortium_id from ledger_head h join audit_head a on a.stream_id = h.consortium_id
        where h.consortium_id = any(v_consortia) and not v_heads ? h.consortium_id::text for update skip locked
      ), moved as (
        update ledger_head h set sequence = h.sequence + 1 from held where h.consortium_id = held.consortium_id
        returning h.consortium_id, h.sequence
      )
      select v_heads || coalesce(jsonb_object_agg(consortium_id, sequence), '{}') into v_heads from moved;
      v_busy := array(select c from unnest(v_consortia) c where not v_heads ? c::text);
      exit when v_busy = '{}';
      insert into ledger_head (consortium_id)
      select c from unnest(v_busy) c where not exists (select from ledger_head h where h.consortium_id = c) on conflict do nothing;
      insert into audit_head (stream_id, count, hash)
      select c, 0, repeat('0', 64) from unnest(v_busy) c where not exists (select from audit_head a where a.stream_id = c) on conflict do nothing;
    end loop;
    if v_busy <> '{}' then
      select coalesce(v_missed, '[]') || coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'outcome', 'busy')), '[]') into v_missed
      from jsonb_array_elements(p_orders) o cross join jsonb_to_recordset(o->'rows') as r(id uuid)
      where (o->>'consortium')::uuid = any(v_busy)
        and not coalesce(v_missed, '[]') @> jsonb_build_array(jsonb_build_object('id', r.id));
    end if;
  end if;
  if p_all and v_missed is not null then
    raise exception using errcode = 'LH002', message = 'not every entry can be written', detail = v_missed::text;
  end if;
  v_missed_ids := array(select (m->>'id')::uuid from jsonb_array_elements(coalesce(v_missed, '[]')) m);

  -- The heads are held, so what is read of the entries here is what stands while they are written.
  with r as materialized (
    select (o->>'consortium')::uuid as consortium, o->>'how' as how, r.*
    from jsonb_array_elements(p_orders) o
    cross join jsonb_to_recordset(o->'rows') as r(id uuid, base integer, by uuid, kind text, identity text, side text, values jsonb, standing text,
      voices jsonb, parties uuid[], counterparts uuid[], awaited uuid[], facts jsonb, "fromYear" smallint, "toYear" smallint,
      warnings jsonb, "personKey" text, returned boolean, action text, change jsonb)
    where r.id <> all(v_missed_ids)
  ), old as materialized (
    select r.consortium, r.id, e.facts, e.standing, e.parties
    -- Each by its key, whatever the planner thinks of how many there are.
    from r cross join lateral (select * from ledger_entry e where e.consortium_id = r.consortium and e.id = r.id offset 0) e
    where r.base > 0 and e.version = r.base and (r.side <> 'register' or (e.values = r.values and e.voices = r.voices and e.standing = r.standing))
  ), inserted as (
    insert into ledger_entry (consortium_id, id, kind, identity, values, standing, voices, parties, awaited, facts, from_year, to_year, warnings,
      person_key, version, created_by, created_at, changed_at)
    select consortium, id, kind, decode(identity, 'hex'), values, standing, voices, parties, awaited, facts, "fromYear", "toYear", warnings,
      "personKey", 1, by, v_now, v_now from r where base = 0 and side <> 'register'
    on conflict (consortium_id, kind, identity) do nothing returning id
  ), updated as (
    update ledger_entry e set identity = decode(r.identity, 'hex'), values = r.values, standing = r.standing, voices = r.voices,
      parties = r.parties, awaited = r.awaited, facts = r.facts, from_year = r."fromYear", to_year = r."toYear", warnings = r.warnings,
      person_key = coalesce(r."personKey", e.person_key), returned = coalesce(r.returned, false), version = e.version + 1, changed_at = v_now
    from r join old on old.consortium = r.consortium and old.id = r.id
    where e.consortium_id = r.consortium and e.id = r.id returning e.id
  ), written as (
    select r.* from r where r.id in (select id from inserted union all select id from updated)
  ), unparted as (
    delete from ledger_party p using old o join r on r.consortium = o.consortium and r.id = o.id
    where p.consortium_id = r.consortium and p.member_id = any(o.parties) and p.kind = r.kind and p.entry_id = o.id
      and p.member_id <> all(r.parties)
  ), parted as (
    insert into ledger_party (consortium_id, member_id, kind, entry_id, role)
    select w.consortium, m, w.kind, w.id, case when m = any(w.counterparts) then 'counterpart' else 'reporter' end
    from written w cross join unnest(w.parties) m on conflict do nothing
  ), remembered as (
    insert into ledger_entry_history (consortium_id, entry_id, version, action, side, change, reason, person_id, at)
    select consortium, id, base + 1, action, side, change, p_reason, by, v_now from written where base > 0
  ), change as materialized (
    select t.consortium, f->>0 as figure, y::smallint as year, t.standing, t.id, sign * (f->>3)::numeric as amount,
      sign * (f->>4)::numeric as base, sign
    from (select consortium, id, facts, standing, 1 as sign from written union all select consortium, id, facts, standing, -1 from old) t
    cross join jsonb_array_elements(t.facts) f cross join generate_series((f->>1)::integer, (f->>2)::integer) y
  ), delta as (
    select consortium, figure, year, standing, sum(amount) as amount, sum(base) as base, sum(sign)::integer as entries
    from change group by 1, 2, 3, 4
    having sum(amount) <> 0 or sum(base) <> 0 or sum(sign) <> 0
    order by 1, 2, 3, 4
  ), summed as (
    insert into ledger_figure as s (consortium_id, figure, year, standing, amount, base, entries)
    select consortium, figure, year, standing, amount, base, entries from delta
    on conflict (consortium_id, figure, year, standing) do update set amount = s.amount + excluded.amount,
      base = case when s.base is null and excluded.base is null then null else coalesce(s.base, 0) + coalesce(excluded.base, 0) end,
      entries = s.entries + excluded.entries
  ), closed as (
    select d.consortium, d.figure, d.year, sum(d.amount) as amount, sum(d.base) as base, sum(d.entries) as entries,
      (select array_agg(distinct c.id) from change c where c.consortium = d.consortium and c.figure = d.figure and c.year = d.year) as ids
    from delta d join ledger_year y on y.consortium_id = d.consortium and y.year = d.year
    where d.standing <> 'disputed' group by 1, 2, 3
    having sum(d.amount) <> 0 or coalesce(sum(d.base), 0) <> 0 or sum(d.entries) <> 0
  )
  select
    (select jsonb_agg(to_jsonb(e)) from (
      select consortium, by, how, jsonb_agg(jsonb_build_array(id, base + 1, action, side)) as entries
      from written group by consortium, by, how order by consortium, by) e),
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
    select c.consortium, c.year, (v_heads->>c.consortium::text)::bigint, c.figure,
      jsonb_build_object('amount', coalesce(n.amount, 0) - c.amount, 'base', n.base - coalesce(c.base, 0), 'entries', coalesce(n.entries, 0) - c.entries),
      jsonb_build_object('amount', coalesce(n.amount, 0), 'base', n.base, 'entries', coalesce(n.entries, 0)),
      c.ids, p_reason, (v_written->0->>'by')::uuid, v_now
    from jsonb_to_recordset(v_closed) as c(consortium uuid, figure text, year smallint, amount numeric, base numeric, entries bigint, ids uuid[])
    left join lateral (select sum(f.amount) as amount, sum(f.base) as base, sum(f.entries) as entries from ledger_figure f
      where f.consortium_id = c.consortium and f.figure = c.figure and f.year = c.year and f.standing <> 'disputed') n on true;
  end if;
  for v_event in select value from jsonb_array_elements(coalesce(v_written, '[]')) loop
    v_consortium := (v_event->>'consortium')::uuid;
    perform set_config('lianheti.person', v_event->>'by', true);
    perform audit_append(v_consortium, v_consortium, 'entries.written', v_consortium::text, jsonb_build_object(
      'sequence', v_heads->(v_consortium::text), 'how', v_event->'how', 'reason', p_reason, 'entries', v_event->'entries'));
  end loop;
  return coalesce(v_missed, '[]') || coalesce(v_refused, '[]');
end $$;

-- The same for one consortium, which may be waited for.
create or replace function write_entries(p_consortium uuid, p_rows jsonb, p_all boolean, p_how text, p_reason text) returns jsonb
language sql security definer set search_path = public as $$
  select write_orders(jsonb_build_array(jsonb_build_object('consortium', p_consortium, 'how', p_how, 'rows', p_rows)), p_all, p_reason, true)
$$;
revoke execute on function write_orders from public;
grant execute on function write_orders to lianheti_app;

-- What a trip wrote may be of many consortia.
create or replace function tell_entries_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from webhook w where w.active and w.consortium_id in (select consortium_id from added)) then return null; end if;
  insert into notice_outbox (consortium_id, event, entry_id, unit_id, webhook_id, payload)
  select a.consortium_id, k.event, a.entry_id, w.unit_id, w.id,
    jsonb_build_object('event', k.event, 'consortiumId', a.consortium_id, 'entryId', a.entry_id, 'kind', e.kind, 'version', a.version,
      'standing', e.standing, 'unit', u.name, 'count', 1, 'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from added a
  join ledger_entry e on e.consortium_id = a.consortium_id and e.id = a.entry_id
  cross join lateral (select 'entry.' || case when e.standing = 'disputed' and a.action in ('joined', 'changed') then 'disputed' else a.action end as event) k
  join webhook w on w.consortium_id = a.consortium_id and w.active and k.event = any(w.events)
    and (w.unit_id = any(e.parties) or w.unit_id = w.consortium_id)
    and w.unit_id::text <> case a.side when 'secretariat' then a.consortium_id::text else a.side end
  join unit u on u.id = w.unit_id;
  return null;
end $$;

-- Entries by what they speak of or by id, for whoever is about to speak of the same: what a side may then write, `write_entries` decides.
-- Each is looked up by its key: a plan made while there were few entries would read them all once there are many.
create or replace function find_entries(p_consortium uuid, p_kind text, p_identities bytea[], p_ids uuid[])
returns table (id uuid, kind text, identity text, version integer, standing text, voices jsonb, "values" jsonb, facts jsonb, returned boolean)
language sql stable security definer set search_path = public set enable_seqscan = off set enable_bitmapscan = off as $$
  select e.id, e.kind, encode(e.identity, 'hex'), e.version, e.standing, e.voices, e.values, e.facts, e.returned
  from (select distinct unnest(p_identities) as identity) i
  cross join lateral (
    select * from ledger_entry e where e.consortium_id = p_consortium and e.kind = p_kind and e.identity = i.identity limit 1) e
  union all
  select e.id, e.kind, encode(e.identity, 'hex'), e.version, e.standing, e.voices, e.values, e.facts, e.returned
  from (select distinct unnest(p_ids) as id) i
  cross join lateral (select * from ledger_entry e where e.consortium_id = p_consortium and e.id = i.id limit 1) e
  where not exists (select from unnest(p_identities) f where f = e.identity and e.kind = p_kind)
$$;
