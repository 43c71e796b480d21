-- Tokens for a unit's own systems, what such systems are told (webhooks), notices and reminders to people.

-- The unit to which a token narrows its transaction; null where a person acts in a session.
create function actor_unit() returns uuid language sql stable as $$
  select nullif(current_setting('lianheti.unit', true), '')::uuid
$$;

-- The three functions by which every policy decides, as in 0001, and narrowed to the token's unit.
create or replace function scope(p_right text) returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as $$
declare
  v_unit uuid := actor_unit();
begin
  return query
    select distinct w.unit_id
    from role_assignment a join role_right r on r.role = a.role and r."right" = p_right
    join unit_within w on w.ancestor_id = a.unit_id
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit);
end $$;

create or replace function known_units() returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as $$
declare
  v_unit uuid := actor_unit();
begin
  return query
    select w.unit_id from role_assignment a join unit_within w on w.ancestor_id = a.unit_id
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit)
    union
    select w.ancestor_id from role_assignment a join unit_within w on w.unit_id = a.unit_id
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit);
end $$;

create or replace function has_right(p_right text, p_unit uuid) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
  v_unit uuid := actor_unit();
begin
  return exists (
    select from role_assignment a join role_right r on r.role = a.role and r."right" = p_right
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_unit
    where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit));
end $$;

-- Tokens: of the text only its SHA-256 is kept.
create table api_token (
  id           uuid primary key default gen_random_uuid(),
  person_id    uuid not null references person,
  unit_id      uuid not null references unit,
  name         text not null check (length(name) between 1 and 60),
  scopes       text[] not null check (scopes <@ array['ledger:read', 'ledger:write'] and cardinality(scopes) > 0),
  token_hash   text not null unique,
  created_at   timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_token_person_idx on api_token (person_id);
alter table api_token enable row level security;
alter table api_token force row level security;
create policy api_token_owner on api_token to lianheti_owner using (true) with check (true);
create policy api_token_own on api_token for select to lianheti_app using (person_id = (select actor()));
create policy api_token_made on api_token for insert to lianheti_app with check (
  person_id = (select actor()) and actor_unit() is null
  and exists (select from role_assignment a where a.person_id = api_token.person_id and a.unit_id = api_token.unit_id));
create policy api_token_revoked on api_token for update to lianheti_app
  using (person_id = (select actor()) and revoked_at is null) with check (person_id = (select actor()) and revoked_at is not null);
grant select (id, person_id, unit_id, name, scopes, created_at, expires_at, last_used_at, revoked_at) on api_token to lianheti_app;
grant insert on api_token to lianheti_app;
grant update (revoked_at) on api_token to lianheti_app;

-- Whose a live token is, with its roles at the token's unit; notes its use to the minute.
create function use_token(p_token_hash text)
returns table (id uuid, person_id uuid, person_name text, email text, unit_id uuid, unit_name text, unit_kind text, scopes text[], roles text[])
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
begin
  update api_token t set last_used_at = clock_timestamp()
  where t.token_hash = p_token_hash and t.revoked_at is null and t.expires_at > clock_timestamp()
    and (t.last_used_at is null or t.last_used_at < clock_timestamp() - interval '1 minute');
  return query
    select t.id, p.id, p.name, p.email, u.id, u.name, u.kind, t.scopes, array_agg(a.role)
    from api_token t join person p on p.id = t.person_id join unit u on u.id = t.unit_id
    join role_assignment a on a.person_id = t.person_id and a.unit_id = t.unit_id
    where t.token_hash = p_token_hash and t.revoked_at is null and t.expires_at > clock_timestamp()
    group by t.id, p.id, u.id;
end $$;
revoke execute on function use_token from public;
grant execute on function use_token to lianheti_auth;

-- Whoever ends a person's sessions ends its tokens, too.
create function end_tokens_with_sessions() returns trigger language plpgsql as $$
begin
  update api_token set revoked_at = clock_timestamp() where person_id = new.subject::uuid and revoked_at is null;
  return null;
end $$;
create trigger audit_event_ends_tokens after insert on audit_event for each row when (new.action = 'sessions.ended')
  execute function end_tokens_with_sessions();

-- Who may speak in the ledgers for a side at this moment, as `write_entries` asks it: a live session, or a live token that may write and whose unit the side is in.
-- Every other function asks `session_lives`, which knows no tokens: a token never answers a form and never closes a year.
create function session_speaks(p_session uuid, p_person uuid, p_consortium uuid, p_side text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return session_lives(p_session, p_person) or exists (
    select from api_token t
    join unit_within w on w.ancestor_id = t.unit_id
      and w.unit_id = case p_side when 'secretariat' then p_consortium else p_side::uuid end
    join role_assignment a on a.person_id = t.person_id and a.unit_id = t.unit_id
    join role_right r on r.role = a.role and r."right" = case p_side when 'secretariat' then 'settle-ledger' else 'write-ledger' end
    where t.id = p_session and t.person_id = p_person and t.revoked_at is null and t.expires_at > clock_timestamp()
      and 'ledger:write' = any(t.scopes));
end $$;

-- Answers to requests that carried an Idempotency-Key, kept for a day. Without a status: still being worked on.
create table idempotency_key (
  person_id  uuid not null references person,
  key        text not null check (length(key) between 1 and 200),
  digest     text not null,
  status     smallint,
  body       jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (person_id, key)
);
create index idempotency_key_created_idx on idempotency_key (created_at);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy idempotency_key_owner on idempotency_key to lianheti_owner using (true) with check (true);
create policy idempotency_key_own on idempotency_key to lianheti_app
  using (person_id = (select actor())) with check (person_id = (select actor()));
grant select, insert, update, delete on idempotency_key to lianheti_app;

-- True where the actor speaks for this very unit, as its reporter or its secretariat.
create function speaks_for(p_unit uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare
  v_unit uuid := actor_unit();
begin
  return exists (select from role_assignment a where a.person_id = actor() and a.unit_id = p_unit
    and a.role in ('member-reporter', 'secretariat') and (v_unit is null or a.unit_id = v_unit));
end $$;

-- Addresses of a unit's own systems and group robots.
create table webhook (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  unit_id       uuid    not null references unit,
  url           text    not null check (length(url) between 8 and 1000),
  secret        text    not null,
  events        text[]  not null check (cardinality(events) > 0),
  format        text    not null check (format in ('json', 'wecom', 'dingtalk')),
  active        boolean not null default true,
  created_by    uuid    not null references person,
  created_at    timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);
create index webhook_unit_idx on webhook (unit_id);

-- What still has to be sent, and for some time what was: written in the transaction of the event itself.
create table notice_outbox (
  consortium_id   uuid    not null references unit,
  id              uuid    not null default gen_random_uuid(),
  event           text    not null,
  entry_id        uuid,
  unit_id         uuid    not null,
  -- Null for mail, whose payload is {"to", "subject", "text"}.
  webhook_id      uuid,
  payload         jsonb   not null,
  created_at      timestamptz not null default clock_timestamp(),
  delivered_at    timestamptz,
  -- Given up after the last attempt.
  failed_at       timestamptz,
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  error           text,
  primary key (consortium_id, id),
  foreign key (consortium_id, webhook_id) references webhook on delete cascade
);
create index notice_outbox_open_idx on notice_outbox (next_attempt_at) where delivered_at is null and failed_at is null;
create index notice_outbox_webhook_idx on notice_outbox (consortium_id, webhook_id, created_at desc);

-- Notices to a person, shown in the app.
create table notice (
  consortium_id uuid not null references unit,
  id            uuid not null default gen_random_uuid(),
  person_id     uuid not null references person,
  unit_id       uuid not null references unit,
  text          text not null check (length(text) between 1 and 1000),
  link          text not null check (link like '/%'),
  created_by    uuid references person,
  created_at    timestamptz not null default clock_timestamp(),
  read_at       timestamptz,
  primary key (consortium_id, id)
);
create index notice_person_idx on notice (person_id, created_at desc);
create index notice_unread_idx on notice (person_id) where read_at is null;

-- At most one reminder a member and day, whoever sends it. A null person is the daily sweep.
create table reminder (
  consortium_id uuid not null references unit,
  member_id     uuid not null references unit,
  day           date not null,
  person_id     uuid references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, member_id, day)
);

do $$
declare
  t text;
begin
  foreach t in array array['webhook', 'notice_outbox', 'notice', 'reminder'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
end $$;
create policy webhook_own on webhook to lianheti_app using (speaks_for(unit_id)) with check (
  speaks_for(unit_id) and (unit_id = consortium_id or exists (select from unit u where u.id = unit_id and u.parent_id = consortium_id)));
grant select (consortium_id, id, unit_id, url, events, format, active, created_by, created_at) on webhook to lianheti_app;
grant insert, delete on webhook to lianheti_app;
grant update (active) on webhook to lianheti_app;
create policy notice_outbox_own on notice_outbox for select to lianheti_app using (webhook_id is not null and speaks_for(unit_id));
grant select on notice_outbox to lianheti_app;
create policy notice_own on notice for select to lianheti_app using (person_id = (select actor()));
create policy notice_read on notice for update to lianheti_app using (person_id = (select actor())) with check (person_id = (select actor()));
grant select on notice to lianheti_app;
grant update (read_at) on notice to lianheti_app;
create policy reminder_read on reminder for select to lianheti_app
  using (consortium_id in (select scope('settle-ledger')) or speaks_for(member_id));
grant select on reminder to lianheti_app;

-- Tells the systems of an entry's other sides what happened to it. Costs one look at `webhook` where nobody listens. Nothing is notified:
-- that would let writers commit only one after the other.
create function tell_entries_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from webhook w where w.active and w.consortium_id = (select consortium_id from added limit 1)) then return null; end if;
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
create trigger ledger_entry_history_told after insert on ledger_entry_history
  referencing new table as added for each statement execute function tell_entries_changed();

-- Reminds members: notices to the people who report for them, mail to their contacts, a word to their robots; one reminder a member and day.
-- p_members: [{"id", "text", "link", "subject", "mail", "count"}]. Answers for each member how many people, addresses and robots it goes to;
-- 'already' where the member was reminded that day. A null person is the program itself.
create function remind_members(p_person uuid, p_consortium uuid, p_members jsonb, p_channels text[], p_day date)
returns table (member_id uuid, outcome text, people integer, mails integer, robots integer)
language plpgsql set search_path = public as $$
#variable_conflict use_column
declare
  v_member record;
  v_people integer;
  v_mails  integer;
  v_robots integer;
  v_sent   uuid[] := '{}';
begin
  for v_member in
    select m.id, m.contact_email, u.name, r.text, r.link, r.subject, r.mail, r.count
    from jsonb_to_recordset(p_members) as r(id uuid, text text, link text, subject text, mail text, count integer)
    join unit u on u.id = r.id and u.parent_id = p_consortium
    join member m on m.consortium_id = p_consortium and m.id = r.id
    order by m.id
  loop
    insert into reminder (consortium_id, member_id, day, person_id) values (p_consortium, v_member.id, p_day, p_person)
    on conflict do nothing;
    if not found then
      return query select v_member.id, 'already', 0, 0, 0;
      continue;
    end if;
    v_people := 0; v_mails := 0; v_robots := 0;
    if 'app' = any(p_channels) then
      insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
      select p_consortium, a.person_id, v_member.id, v_member.text, v_member.link, p_person
      from role_assignment a where a.unit_id = v_member.id and a.role = 'member-reporter';
      get diagnostics v_people = row_count;
    end if;
    if 'mail' = any(p_channels) and v_member.contact_email <> '' then
      insert into notice_outbox (consortium_id, event, unit_id, payload) values (p_consortium, 'reminder', v_member.id,
        jsonb_build_object('to', v_member.contact_email, 'subject', v_member.subject, 'text', v_member.mail));
      v_mails := 1;
    end if;
    if 'robot' = any(p_channels) then
      insert into notice_outbox (consortium_id, event, unit_id, webhook_id, payload)
      select p_consortium, 'reminder', v_member.id, w.id, jsonb_build_object('event', 'reminder', 'consortiumId', p_consortium,
        'unit', v_member.name, 'count', v_member.count, 'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from webhook w where w.consortium_id = p_consortium and w.unit_id = v_member.id and w.active and 'reminder' = any(w.events);
      get diagnostics v_robots = row_count;
    end if;
    v_sent := v_sent || v_member.id;
    return query select v_member.id, 'sent', v_people, v_mails, v_robots;
  end loop;
  if cardinality(v_sent) > 0 then
    perform audit_append(p_consortium, p_consortium, 'members.reminded', p_consortium::text,
      jsonb_build_object('members', v_sent, 'channels', p_channels, 'automatic', p_person is null));
  end if;
end $$;

-- The same for the secretariat in its session; one row without a member says 'no-session' or 'forbidden'.
create function send_reminders(p_person uuid, p_session uuid, p_consortium uuid, p_members jsonb, p_channels text[], p_day date)
returns table (member_id uuid, outcome text, people integer, mails integer, robots integer)
language plpgsql security definer set search_path = public as $$
begin
  perform set_config('lianheti.person', p_person::text, true);
  if not session_lives(p_session, p_person) then return query select null::uuid, 'no-session', 0, 0, 0; return; end if;
  if not has_right('settle-ledger', p_consortium) then return query select null::uuid, 'forbidden', 0, 0, 0; return; end if;
  return query select * from remind_members(p_person, p_consortium, p_members, p_channels, p_day);
end $$;
revoke execute on function remind_members, send_reminders, tell_entries_changed, session_speaks from public;
grant execute on function send_reminders to lianheti_app;

-- A password set anew by mail: its security event. The account's tokens end with its sessions.
create function record_password_reset(p_person uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  update api_token set revoked_at = clock_timestamp() where person_id = p_person and revoked_at is null;
  perform set_config('lianheti.person', p_person::text, true);
  perform audit_append('00000000-0000-0000-0000-000000000000', home_unit(p_person), 'password.reset', p_person::text, '{}');
end $$;
revoke execute on function record_password_reset from public;
grant execute on function record_password_reset to lianheti_auth;
