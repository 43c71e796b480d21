-- Members: who belongs to a consortium and since when, with its contact; and certificates of membership that anyone can verify.

-- One organisation, in however many consortia. Found again by its credit code; without one, each membership is an organisation of its own.
create table organisation (
  id          uuid primary key default gen_random_uuid(),
  name        text not null,
  credit_code text unique
);

create table member (
  consortium_id        uuid    not null references unit,
  id                   uuid    not null references unit,
  organisation_id      uuid    not null references organisation,
  name                 text    not null check (length(name) between 1 and 200),
  -- Short and former names, by which files and entries may call it.
  other_names          text[]  not null default '{}',
  -- A category of the pack's roster.
  category             text    not null,
  credit_code          text    check (credit_code ~ '^[0-9A-Z]{18}$'),
  -- Why an officer accepted a code whose check digit is wrong.
  credit_code_override text,
  contact_name         text,
  contact_phone        text,
  contact_email        text,
  joined_on            date    not null,
  -- The first day on which it is no longer a member.
  left_on              date,
  -- Spells before the present one.
  earlier              datemultirange not null default '{}',
  -- 0 where only its name is known: a unit that was set up without the directory.
  version              integer not null default 0,
  primary key (consortium_id, id),
  check (left_on >= joined_on)
);
create index member_id_idx on member (id);
create index member_organisation_idx on member (organisation_id);
create unique index member_credit_code_idx on member (consortium_id, credit_code);

create table member_history (
  consortium_id uuid    not null,
  member_id     uuid    not null,
  version       integer not null,
  action        text    not null check (action in ('added', 'changed', 'left', 'rejoined')),
  how           text    not null check (how in ('typed', 'import')),
  -- {"field": [from, to]}
  change        jsonb   not null,
  person_id     uuid    not null,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, member_id, version),
  foreign key (consortium_id, member_id) references member
);

create table certificate (
  consortium_id uuid not null,
  id            uuid not null default gen_random_uuid(),
  member_id     uuid not null,
  code          text not null unique,
  -- SHA-256 of the content's canonical JSON.
  digest        text not null,
  content       jsonb not null,
  issued_at     timestamptz not null,
  issued_by     uuid not null references person,
  revoked_at    timestamptz,
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member
);
create index certificate_member_idx on certificate (consortium_id, member_id, issued_at desc);

-- `read-directory` is for those whose unit is itself a member: they see the other members' names, never their contacts.
insert into role_right (role, "right") values
  ('ministry-officer', 'read-member'),
  ('provincial-officer', 'read-member'),
  ('park-authority', 'read-member'),
  ('secretariat', 'read-member'),
  ('lead-school', 'read-member'),
  ('lead-enterprise', 'read-member'),
  ('auditor', 'read-member'),
  ('system-administrator', 'read-member'),
  ('member-reporter', 'read-directory'),
  ('park-authority', 'manage-member'),
  ('secretariat', 'manage-member'),
  ('system-administrator', 'manage-member'),
  ('park-authority', 'issue-certificate'),
  ('secretariat', 'issue-certificate');

-- Consortia whose directory the actor may see: those in its scope, and those of which its own unit is a member.
create function directory_scope() returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as $$
begin
  -- By the tree's three steps, not by all that lies below: a nation has a hundred times more members than consortia.
  return query
    select c.id
    from role_assignment a join role_right r on r.role = a.role and r."right" = 'read-member'
    join unit own on own.id = a.unit_id
    cross join lateral (
      select own.id where own.kind = 'consortium'
      union all select u.id from unit u where own.kind = 'province' and u.parent_id = own.id
      union all select u.id from unit p join unit u on u.parent_id = p.id where own.kind = 'ministry' and p.parent_id = own.id
    ) c
    where a.person_id = actor()
    union
    select u.parent_id
    from role_assignment a join role_right r on r.role = a.role and r."right" = 'read-directory'
    join unit u on u.id = a.unit_id and u.kind = 'member'
    where a.person_id = actor();
end $$;

-- How two writings of a name are told to be one: full-width and half-width, spaces and capitals do not matter.
create function name_key(p_name text) returns text language sql immutable parallel safe as $$
  select lower(regexp_replace(normalize(p_name, NFKC), '\s', '', 'g'))
$$;
create index member_name_idx on member (consortium_id, name_key(name));

-- A unit of kind member always stands in the directory, also where it was set up without it.
create function list_member() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_organisation uuid := gen_random_uuid();
begin
  insert into organisation (id, name) values (v_organisation, new.name);
  insert into member (consortium_id, id, organisation_id, name, category, joined_on)
  values (new.parent_id, new.id, v_organisation, new.name, 'other', (new.created_at at time zone 'Asia/Shanghai')::date);
  perform pg_notify('lianheti_member', new.parent_id::text);
  return new;
end $$;
create trigger unit_listed after insert on unit for each row when (new.kind = 'member') execute function list_member();

with known as materialized (
  select gen_random_uuid() as organisation_id, id, parent_id, name, created_at from unit where kind = 'member'
), organised as (
  insert into organisation (id, name) select organisation_id, name from known
)
insert into member (consortium_id, id, organisation_id, name, category, joined_on)
select parent_id, id, organisation_id, name, 'other', (created_at at time zone 'Asia/Shanghai')::date from known;

-- Who was a member on a day.
create function members_on(p_consortium uuid, p_day date)
returns table (id uuid, organisation_id uuid, name text, category text, credit_code text) language sql stable as $$
  select m.id, m.organisation_id, m.name, m.category, m.credit_code from member m
  where m.consortium_id = p_consortium and (daterange(m.joined_on, m.left_on) @> p_day or m.earlier @> p_day)
$$;

-- Contacts are personal data: whole for who manages members and for the member itself, masked for who else reads the consortium's
-- affairs, and nothing for other members.
create function member_contacts(p_consortium uuid, p_members uuid[])
returns table (id uuid, name text, phone text, email text) language plpgsql stable security definer set search_path = public as $$
declare
  v_whole  boolean := has_right('manage-member', p_consortium);
  v_masked boolean := has_right('read-member', p_consortium);
begin
  return query
    select m.id,
      case when s.whole then m.contact_name when v_masked then left(m.contact_name, 1) || '**' end,
      case when s.whole then m.contact_phone when v_masked then '***' || right(m.contact_phone, 2) end,
      case when s.whole then m.contact_email when v_masked then left(m.contact_email, 1) || '***' || substring(m.contact_email from '@.*$') end
    from member m cross join lateral (select v_whole or has_right('read-directory', m.id) as whole) s
    where m.consortium_id = p_consortium and m.id = any(p_members) and (s.whole or v_masked);
end $$;

-- One writer of a consortium's directory at a time; what is read after this is what stands while it is written. False where the actor may not.
create function lock_members(p_consortium uuid) returns boolean language plpgsql security definer set search_path = public as $$
begin
  if not has_right('manage-member', p_consortium) then return false; end if;
  perform from unit u where u.id = p_consortium and u.kind = 'consortium' for no key update;
  return found;
end $$;

-- A member as it is written: whole, with what changed. `base` is the version it is written over; null adds a member.
create type member_write as (
  id uuid, base integer, action text, change jsonb, name text, "otherNames" text[], category text, "creditCode" text,
  "creditCodeOverride" text, "contactName" text, "contactPhone" text, "contactEmail" text, "joinedOn" date, "leftOn" date,
  earlier datemultirange
);

-- Writes members, each with its unit, organisation and history, and one audit event. The caller holds `lock_members` and has judged the rows.
-- Nothing is written unless every row is.
create function write_members(p_consortium uuid, p_rows jsonb, p_how text) returns void
language plpgsql security definer set search_path = public as $$
declare
  v_rows member_write[] := array(select r from jsonb_populate_recordset(null::member_write, p_rows) r);
  v_ids  uuid[] := array(select id from unnest(v_rows) where id is not null);
  v_old  uuid[];
begin
  if not lock_members(p_consortium) then raise insufficient_privilege using message = 'members are not the actor''s to manage'; end if;
  insert into unit (id, kind, name, parent_id) select r.id, 'member', r.name, p_consortium from unnest(v_rows) r where r.base is null;
  if exists (select from unnest(v_rows) r left join member m on m.consortium_id = p_consortium and m.id = r.id
             where m.version is distinct from coalesce(r.base, 0)) then
    raise serialization_failure using message = 'a member was changed meanwhile';
  end if;

  -- A credit code is what makes one organisation of members in several consortia. Whoever names it first gives it to its own.
  v_old := array(select m.organisation_id from member m where m.consortium_id = p_consortium and m.id = any(v_ids));
  update organisation o set name = r.name, credit_code = r."creditCode"
  from unnest(v_rows) r join member m on m.consortium_id = p_consortium and m.id = r.id
  where o.id = m.organisation_id and o.credit_code is null and r."creditCode" is not null
    and not exists (select from organisation x where x.credit_code = r."creditCode");
  insert into organisation (name, credit_code)
  select r.name, r."creditCode" from unnest(v_rows) r where r."creditCode" is not null
  on conflict (credit_code) do nothing;

  update member m set organisation_id = coalesce((select o.id from organisation o where o.credit_code = r."creditCode"), m.organisation_id),
    name = r.name, other_names = coalesce(r."otherNames", '{}'), category = r.category, credit_code = r."creditCode",
    credit_code_override = r."creditCodeOverride", contact_name = r."contactName", contact_phone = r."contactPhone",
    contact_email = r."contactEmail", joined_on = r."joinedOn", left_on = r."leftOn", earlier = coalesce(r.earlier, '{}'),
    version = m.version + 1
  from unnest(v_rows) r where m.consortium_id = p_consortium and m.id = r.id;
  if exists (select from member m where m.consortium_id = p_consortium group by name_key(m.name)
             having count(*) > 1 and array_agg(m.id) && v_ids) then
    raise unique_violation using message = 'a member of that name is there already';
  end if;
  delete from organisation o where o.id = any(v_old) and o.credit_code is null
    and not exists (select from member m where m.organisation_id = o.id);
  update unit u set name = r.name from unnest(v_rows) r where u.id = r.id and u.name <> r.name;
  insert into member_history (consortium_id, member_id, version, action, how, change, person_id)
  select p_consortium, r.id, coalesce(r.base, 0) + 1, r.action, p_how, r.change, actor() from unnest(v_rows) r;
  -- Whoever remembers the directory forgets it.
  perform pg_notify('lianheti_member', p_consortium::text);
  perform audit_append(p_consortium, p_consortium, 'members.written', p_consortium::text, jsonb_build_object('how', p_how,
    'members', (select jsonb_agg(jsonb_build_array(r.id, coalesce(r.base, 0) + 1, r.action)) from unnest(v_rows) r)));
end $$;

-- What a certificate says, for whoever has its code: nothing personal stands in it.
create function verify_certificate(p_code text)
returns table (code text, digest text, content jsonb, issued_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = public as $$
  select c.code, c.digest, c.content, c.issued_at, c.revoked_at from certificate c where c.code = p_code
$$;

do $$
declare
  t text;
begin
  foreach t in array array['organisation', 'member', 'member_history', 'certificate'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
end $$;
create policy member_read on member for select to lianheti_app using (consortium_id in (select directory_scope()));
create policy organisation_read on organisation for select to lianheti_app using (id in (select m.organisation_id from member m));
-- History tells contacts too.
create policy member_history_read on member_history for select to lianheti_app
  using (consortium_id in (select scope('manage-member')) or member_id in (select scope('read-directory')));
create policy certificate_read on certificate for select to lianheti_app
  using (consortium_id in (select scope('read-member')) or member_id in (select scope('read-directory')));
create policy certificate_issued on certificate for insert to lianheti_app
  with check (consortium_id in (select scope('issue-certificate')) and issued_by = (select actor()) and revoked_at is null);
create policy certificate_revoked on certificate for update to lianheti_app
  using (consortium_id in (select scope('issue-certificate'))) with check (consortium_id in (select scope('issue-certificate')));

grant select (consortium_id, id, organisation_id, name, other_names, category, credit_code, credit_code_override, joined_on, left_on, earlier,
  version) on member to lianheti_app;
grant select on organisation, member_history, certificate to lianheti_app;
grant insert on certificate to lianheti_app;
grant update (revoked_at) on certificate to lianheti_app;
create trigger member_history_kept before update or delete on member_history for each row execute function keep_record();
revoke execute on function write_members, lock_members, member_contacts, verify_certificate from public;
grant execute on function write_members, lock_members, member_contacts, verify_certificate to lianheti_app;
