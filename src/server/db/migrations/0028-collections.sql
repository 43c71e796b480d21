-- Collections: what the platform asks of the consortia that it monitors, their returns as typed, as frozen and as judged level by level, the
-- figures that came of them, and the years whose plan was not fulfilled.
create table collection (
  id          uuid primary key default gen_random_uuid(),
  -- The office that asks: the ministry, or a province for its own.
  unit_id     uuid     not null references unit,
  pack_digest text     not null references pack,
  -- A kind of the pack's collections.
  kind        text     not null,
  year        smallint not null check (year between 2000 and 2999),
  quarter     smallint check (quarter between 1 and 4),
  title       text     not null check (length(title) between 1 and 200),
  note        text     not null default '' check (length(note) <= 5000),
  opens_at    timestamptz not null,
  version     integer  not null default 1,
  created_by  uuid     not null references person,
  created_at  timestamptz not null default clock_timestamp()
);
create unique index collection_once_idx on collection (unit_id, kind, year, quarter) nulls not distinct;

-- By when each level has done its part, and after when nothing is taken any more.
create table collection_level (
  collection_id uuid not null references collection,
  level         text not null check (level in ('consortium', 'province', 'ministry')),
  due_at        timestamptz not null,
  closes_at     timestamptz not null,
  primary key (collection_id, level),
  check (due_at <= closes_at)
);

create table collection_extension (
  collection_id uuid not null references collection,
  id            uuid not null default gen_random_uuid(),
  level         text not null,
  -- {"dueAt": [from, to], "closesAt": [from, to]}
  change        jsonb not null,
  reason        text not null check (length(reason) between 1 and 1000),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (collection_id, id)
);

-- What a consortium owes to a collection, from the moment it was asked.
create table collection_return (
  consortium_id uuid    not null references unit,
  collection_id uuid    not null references collection,
  state         text    not null,
  -- Counts the acts on it: whoever acts names the one it saw.
  version       integer not null default 0,
  -- The latest frozen revision.
  revision      integer,
  first_sent_at timestamptz,
  sent_at       timestamptz,
  approved_at   timestamptz,
  handed_at     timestamptz,
  final_at      timestamptz,
  -- Where the kind judges a plan: whether it was fulfilled, as the province says.
  fulfilled     boolean,
  primary key (consortium_id, collection_id)
);
create index collection_return_collection_idx on collection_return (collection_id, state);

-- Texts, planned figures and reasons as they are typed, cell by cell.
create table collection_text (
  consortium_id uuid    not null,
  collection_id uuid    not null,
  cell          text    not null check (length(cell) between 1 and 100),
  value         text    not null check (length(value) <= 10000),
  version       integer not null,
  changed_by    uuid    not null references person,
  changed_at    timestamptz not null default clock_timestamp(),
  primary key (consortium_id, collection_id, cell),
  foreign key (consortium_id, collection_id) references collection_return
) with (fillfactor = 70);

create table collection_text_history (
  consortium_id uuid    not null,
  collection_id uuid    not null,
  cell          text    not null,
  version       integer not null,
  value         text    not null,
  changed_by    uuid    not null,
  changed_at    timestamptz not null,
  primary key (consortium_id, collection_id, cell, version)
);

-- A return as it was sent: figures and texts, with the SHA-256 of their canonical JSON.
create table collection_revision (
  consortium_id uuid    not null,
  collection_id uuid    not null,
  number        integer not null,
  content       jsonb   not null,
  digest        text    not null check (digest ~ '^[0-9a-f]{64}$'),
  sent_by       uuid    not null references person,
  sent_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, collection_id, number),
  foreign key (consortium_id, collection_id) references collection_return
);

-- What each level did with a return, remarks at cells as [{"cell", "text"}].
create table collection_act (
  consortium_id uuid    not null,
  collection_id uuid    not null,
  -- The return's version that it made.
  version       integer not null,
  level         text    not null check (level in ('consortium', 'province', 'ministry')),
  action        text    not null,
  revision      integer,
  text          text    not null default '' check (length(text) <= 5000),
  remarks       jsonb   not null default '[]',
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, collection_id, version),
  foreign key (consortium_id, collection_id) references collection_return
);

-- What a province handed to the ministry, with its remark: its own return, as often as something followed.
create table collection_handing (
  collection_id uuid    not null references collection,
  unit_id       uuid    not null references unit,
  number        integer not null check (number > 0),
  remark        text    not null default '' check (length(remark) <= 5000),
  -- [{"consortiumId", "revision"}]
  items         jsonb   not null,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (collection_id, unit_id, number)
);

-- The figures of the latest frozen revision: written in the transaction that freezes it or moves its level.
create table collection_figure (
  consortium_id uuid     not null,
  collection_id uuid     not null,
  figure        text     not null,
  year          smallint not null,
  amount        numeric  not null,
  -- Of a rate.
  base          numeric,
  -- Shares from 0 to 1 of the entries behind it: those that both sides confirmed, those with evidence.
  confirmed     numeric  not null check (confirmed between 0 and 1),
  evidenced     numeric  not null check (evidenced between 0 and 1),
  entries       integer  not null check (entries >= 0),
  -- 1 sent, 2 approved by the province, 3 by the ministry.
  level         smallint not null check (level between 1 and 3),
  primary key (consortium_id, collection_id, figure, year),
  foreign key (consortium_id, collection_id) references collection_return
);
create index collection_figure_level_idx on collection_figure (collection_id, level);

-- A year whose plan was not fulfilled, as the province judged it with the self-evaluation; withdrawn where it judged anew.
create table collection_strike (
  consortium_id uuid     not null,
  year          smallint not null,
  collection_id uuid     not null,
  reason        text     not null check (length(reason) between 1 and 5000),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  withdrawn_at  timestamptz,
  primary key (consortium_id, year),
  foreign key (consortium_id, collection_id) references collection_return
);

insert into role_right (role, "right") values
  ('ministry-officer', 'manage-collections'),
  ('provincial-officer', 'manage-collections'),
  ('ministry-officer', 'read-return'),
  ('provincial-officer', 'read-return'),
  ('park-authority', 'read-return'),
  ('secretariat', 'read-return'),
  ('lead-school', 'read-return'),
  ('lead-enterprise', 'read-return'),
  ('auditor', 'read-return'),
  ('park-authority', 'write-return'),
  ('secretariat', 'write-return'),
  ('provincial-officer', 'approve-return'),
  ('ministry-officer', 'approve-return'),
  ('ministry-officer', 'accept-return'),
  ('provincial-officer', 'hand-returns');

-- The pack's workflow of returns, read out of its content like that of applications.
create table pack_return_transition (
  pack_digest text not null references pack,
  from_state  text not null,
  action      text not null,
  to_state    text not null,
  role        text not null,
  primary key (pack_digest, action, from_state, role, to_state)
);
create function read_return_transitions() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into pack_return_transition
  select distinct new.digest, t ->> 'from', t ->> 'action', t ->> 'to', r
  from jsonb_array_elements(new.content #> '{monitoring,workflow,transitions}') t, jsonb_array_elements_text(t -> 'by') r;
  return null;
end $$;
create trigger pack_returns_stored after insert on pack for each row execute function read_return_transitions();
grant select on pack_return_transition to lianheti_app;

-- Whether the actor has a role that the collection's pack lets do this in the return's present state.
create function may_act_on_return(p_consortium uuid, p_collection uuid, p_action text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (
    select from collection_return t join collection c on c.id = t.collection_id
    join pack_return_transition p on p.pack_digest = c.pack_digest and p.action = p_action and p.from_state = t.state
    join role_assignment a on a.person_id = actor() and a.role = p.role
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
    where t.consortium_id = p_consortium and t.collection_id = p_collection);
end $$;

-- Whatever the program does: a return moves as its pack says, by whom it says, one version at a time.
create function keep_return() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1 then
    raise exception using errcode = 'restrict_violation', message = 'a return moves one version at a time';
  end if;
  if actor() is not null and not exists (
    select from collection c
    join pack_return_transition p on p.pack_digest = c.pack_digest and p.from_state = old.state and p.to_state = new.state
    join role_assignment a on a.person_id = actor() and a.role = p.role
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = new.consortium_id
    where c.id = new.collection_id) then
    raise exception using errcode = 'insufficient_privilege', message = 'a return moves as its pack says';
  end if;
  return new;
end $$;
create trigger collection_return_moved before update on collection_return for each row execute function keep_return();

create function keep_text_version() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into collection_text_history values
    (new.consortium_id, new.collection_id, new.cell, new.version, new.value, new.changed_by, new.changed_at);
  return null;
end $$;
create trigger collection_text_kept after insert or update on collection_text for each row execute function keep_text_version();

-- Whether something was done in time: late counts from the day it was due, whatever the close.
create function punctuality(p_done timestamptz, p_due timestamptz) returns text language sql stable as $$
  select case when p_done > p_due then 'late' when p_done is not null then 'onTime' when p_due < clock_timestamp() then 'missing' else 'open' end
$$;

-- Notices about a return to people of these roles over its consortium, the actor left out; each person once a day with the same words. Only who
-- works on it tells. Answers how many were told.
create function tell_of_return(p_consortium uuid, p_roles text[], p_text text, p_link text)
returns integer language plpgsql security definer set search_path = public as $$
declare
  v_told integer;
begin
  if not (has_right('write-return', p_consortium) or has_right('approve-return', p_consortium)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not work on a return tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) p_consortium, a.person_id, a.unit_id, p_text, p_link, actor()
  from role_assignment a join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
  where a.person_id <> actor() and a.role = any(p_roles)
    and not exists (select from notice n where n.person_id = a.person_id and n.consortium_id = p_consortium and n.link = p_link
      and n.text = p_text and n.created_at > clock_timestamp() - interval '20 hours')
  order by a.person_id;
  get diagnostics v_told = row_count;
  return v_told;
end $$;
revoke execute on function tell_of_return from public;
grant execute on function tell_of_return to lianheti_app;

do $$
declare
  t text;
begin
  foreach t in array array['collection', 'collection_level', 'collection_extension', 'collection_return', 'collection_text',
    'collection_text_history', 'collection_revision', 'collection_act', 'collection_handing', 'collection_figure', 'collection_strike'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['collection_return', 'collection_revision', 'collection_act', 'collection_figure', 'collection_strike'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-return'')))', t || '_read', t);
  end loop;
  -- What is being typed is the consortium's own until it is sent.
  foreach t in array array['collection_text', 'collection_text_history'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''write-return'')))', t || '_read', t);
  end loop;
  foreach t in array array['collection_extension', 'collection_text_history', 'collection_revision', 'collection_act', 'collection_handing'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function keep_record()', t || '_kept', t);
  end loop;
  foreach t in array array['collection_level', 'collection_extension'] loop
    execute format('create policy %I on %I for select to lianheti_app using (exists (select from collection where id = collection_id))',
      t || '_known', t);
    execute format('create policy %I on %I for insert to lianheti_app with check (exists (select from collection
      where id = collection_id and has_right(''manage-collections'', unit_id)))', t || '_made', t);
    execute format('grant insert on %I to lianheti_app', t);
  end loop;
end $$;

create policy collection_known on collection for select to lianheti_app using (unit_id in (select known_units()));
create policy collection_made on collection for insert to lianheti_app
  with check (has_right('manage-collections', unit_id) and created_by = (select actor()));
create policy collection_changed on collection for update to lianheti_app
  using (has_right('manage-collections', unit_id)) with check (has_right('manage-collections', unit_id));
grant insert on collection to lianheti_app;
grant update (title, note, version) on collection to lianheti_app;
create policy collection_level_moved on collection_level for update to lianheti_app
  using (exists (select from collection where id = collection_id and has_right('manage-collections', unit_id)));
grant update (due_at, closes_at) on collection_level to lianheti_app;

-- Whoever asks puts the consortia below it on the list; whoever fills or judges a return moves it.
create policy collection_return_asked on collection_return for insert to lianheti_app with check (
  exists (select from collection c join unit_within w on w.ancestor_id = c.unit_id and w.unit_id = collection_return.consortium_id
    where c.id = collection_id and has_right('manage-collections', c.unit_id))
  and version = 0 and revision is null);
create policy collection_return_moves on collection_return for update to lianheti_app
  using (consortium_id in (select scope('write-return')) or consortium_id in (select scope('approve-return')));
grant insert on collection_return to lianheti_app;
grant update (state, version, revision, first_sent_at, sent_at, approved_at, handed_at, final_at, fulfilled) on collection_return
  to lianheti_app;

create policy collection_text_typed on collection_text for insert to lianheti_app with check (
  changed_by = (select actor()) and may_act_on_return(consortium_id, collection_id, 'edit'));
create policy collection_text_retyped on collection_text for update to lianheti_app
  using (may_act_on_return(consortium_id, collection_id, 'edit')) with check (changed_by = (select actor()));
grant insert on collection_text to lianheti_app;
grant update (value, version, changed_by, changed_at) on collection_text to lianheti_app;

create policy collection_revision_made on collection_revision for insert to lianheti_app with check (
  sent_by = (select actor()) and may_act_on_return(consortium_id, collection_id, 'send'));
create policy collection_act_made on collection_act for insert to lianheti_app with check (
  person_id = (select actor()) and (consortium_id in (select scope('write-return')) or consortium_id in (select scope('approve-return'))));
grant insert on collection_revision, collection_act to lianheti_app;

create policy collection_handing_read on collection_handing for select to lianheti_app using (
  unit_id in (select scope('hand-returns')) or unit_id in (select scope('manage-collections')));
create policy collection_handing_made on collection_handing for insert to lianheti_app with check (
  person_id = (select actor()) and unit_id in (select scope('hand-returns')) and exists (select from unit where id = unit_id and kind = 'province'));
grant insert on collection_handing to lianheti_app;

create policy collection_figure_frozen on collection_figure for insert to lianheti_app with check (
  level = 1 and may_act_on_return(consortium_id, collection_id, 'send'));
create policy collection_figure_replaced on collection_figure for delete to lianheti_app
  using (may_act_on_return(consortium_id, collection_id, 'send'));
create policy collection_figure_raised on collection_figure for update to lianheti_app
  using (consortium_id in (select scope('approve-return')))
  with check (level < 3 or consortium_id in (select scope('accept-return')));
grant insert, delete on collection_figure to lianheti_app;
grant update (level) on collection_figure to lianheti_app;

create policy collection_strike_given on collection_strike for insert to lianheti_app with check (
  person_id = (select actor()) and may_act_on_return(consortium_id, collection_id, 'approve'));
create policy collection_strike_judged on collection_strike for update to lianheti_app
  using (consortium_id in (select scope('approve-return')));
grant insert on collection_strike to lianheti_app;
grant update (collection_id, reason, person_id, at, withdrawn_at) on collection_strike to lianheti_app;
