-- Units, people and their roles; and the functions by which every later policy decides who the actor is and how far a right reaches.
create table unit (
  id         uuid primary key default gen_random_uuid(),
  kind       text not null check (kind in ('ministry', 'province', 'consortium', 'member')),
  name       text not null check (length(name) between 1 and 200),
  parent_id  uuid references unit,
  created_at timestamptz not null default now(),
  check ((kind = 'ministry') = (parent_id is null))
);
create index unit_parent_idx on unit (parent_id, name);

-- Every unit below (and including) an ancestor: a scope is one range of this index. Units never move; a new tree is a new unit.
create table unit_within (
  ancestor_id uuid not null references unit,
  unit_id     uuid not null references unit,
  primary key (ancestor_id, unit_id)
);
create index unit_within_unit_idx on unit_within (unit_id, ancestor_id);

create function place_unit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.parent_id is not null and (select kind from unit where id = new.parent_id) is distinct from
     (case new.kind when 'province' then 'ministry' when 'consortium' then 'province' when 'member' then 'consortium' end) then
    raise exception using errcode = 'check_violation', message = 'unit below a unit of the wrong kind';
  end if;
  insert into unit_within select ancestor_id, new.id from unit_within where unit_id = new.parent_id
  union all select new.id, new.id;
  return new;
end $$;
create trigger unit_placed after insert on unit for each row execute function place_unit();

create function keep_unit_in_place() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', message = 'a unit never moves';
end $$;
create trigger unit_moved before update of parent_id, kind on unit for each row execute function keep_unit_in_place();

create table person (
  id                 uuid primary key default gen_random_uuid(),
  name               text not null,
  email              text not null unique,
  email_verified     boolean not null default false,
  image              text,
  two_factor_enabled boolean not null default false,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

create table role_assignment (
  person_id  uuid not null references person,
  unit_id    uuid not null references unit,
  role       text not null,
  granted_by uuid references person,
  granted_at timestamptz not null default now(),
  primary key (person_id, unit_id, role)
);
create index role_assignment_unit_idx on role_assignment (unit_id, role);

-- What each role may do within its unit and everything below it. What a role may do with an application is its pack's to say.
-- The three administrators share no right but the sight of accounts (三员分立).
create table role_right (
  role    text not null,
  "right" text not null,
  primary key ("right", role)
);
insert into role_right (role, "right") values
  ('ministry-officer', 'read-application'),
  ('provincial-officer', 'read-application'),
  ('park-authority', 'read-application'),
  ('secretariat', 'read-application'),
  ('lead-school', 'read-application'),
  ('lead-enterprise', 'read-application'),
  ('auditor', 'read-application'),
  ('ministry-officer', 'read-people'),
  ('provincial-officer', 'read-people'),
  ('park-authority', 'read-people'),
  ('secretariat', 'read-people'),
  ('auditor', 'read-people'),
  ('system-administrator', 'read-people'),
  ('security-administrator', 'read-people'),
  ('security-administrator', 'manage-accounts'),
  ('system-administrator', 'manage-units'),
  ('ministry-officer', 'manage-batches'),
  ('provincial-officer', 'manage-batches'),
  ('auditor', 'read-audit'),
  ('audit-administrator', 'read-audit');

-- Who may give which role: an inviter's own unit and what lies below it.
create table invite_right (
  inviter text not null,
  role    text not null,
  primary key (inviter, role)
);
insert into invite_right (inviter, role) values
  ('system-administrator', 'ministry-officer'),
  ('system-administrator', 'provincial-officer'),
  ('system-administrator', 'park-authority'),
  ('system-administrator', 'secretariat'),
  ('system-administrator', 'lead-school'),
  ('system-administrator', 'lead-enterprise'),
  ('system-administrator', 'member-reporter'),
  ('system-administrator', 'expert'),
  ('security-administrator', 'system-administrator'),
  ('security-administrator', 'security-administrator'),
  ('security-administrator', 'audit-administrator'),
  ('audit-administrator', 'auditor'),
  ('ministry-officer', 'expert'),
  ('ministry-officer', 'provincial-officer'),
  ('provincial-officer', 'park-authority'),
  ('provincial-officer', 'secretariat'),
  ('park-authority', 'secretariat'),
  ('park-authority', 'lead-school'),
  ('park-authority', 'lead-enterprise'),
  ('secretariat', 'lead-school'),
  ('secretariat', 'lead-enterprise'),
  ('secretariat', 'member-reporter');

-- The person for whom this transaction acts. Nothing else about the actor is taken from the application.
create function actor() returns uuid language sql stable as $$
  select nullif(current_setting('lianheti.person', true), '')::uuid
$$;

-- Units in which the actor has a right.
create function scope(p_right text) returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as $$
begin
  return query
    select distinct w.unit_id
    from role_assignment a join role_right r on r.role = a.role and r."right" = p_right
    join unit_within w on w.ancestor_id = a.unit_id
    where a.person_id = actor();
end $$;

-- Units whose name the actor may know: those below its own and those above.
create function known_units() returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as $$
begin
  return query
    select w.unit_id from role_assignment a join unit_within w on w.ancestor_id = a.unit_id where a.person_id = actor()
    union
    select w.ancestor_id from role_assignment a join unit_within w on w.unit_id = a.unit_id where a.person_id = actor();
end $$;

create function has_right(p_right text, p_unit uuid) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (
    select from role_assignment a join role_right r on r.role = a.role and r."right" = p_right
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_unit
    where a.person_id = actor());
end $$;

create function may_invite(p_role text, p_unit uuid) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (
    select from role_assignment a join invite_right r on r.inviter = a.role and r.role = p_role
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_unit
    where a.person_id = actor());
end $$;

-- People with a role in a unit where the actor may see people, and the actor.
create function known_people() returns setof uuid language plpgsql stable security definer set search_path = public rows 50 as $$
begin
  return query
    select a.person_id from role_assignment a where a.unit_id in (select scope('read-people'))
    union select actor();
end $$;

-- The name that a visible record shows for whoever made it; the caller has that id only from such a record.
create function name_of(p_person uuid) returns text language sql stable security definer set search_path = public as $$
  select name from person where id = p_person
$$;

alter table unit enable row level security;
alter table unit force row level security;
create policy unit_owner on unit to lianheti_owner using (true) with check (true);
create policy unit_known on unit for select to lianheti_app using (id in (select known_units()));
create policy unit_added on unit for insert to lianheti_app with check (has_right('manage-units', parent_id));

alter table person enable row level security;
alter table person force row level security;
create policy person_owner on person to lianheti_owner using (true) with check (true);
create policy person_accounts on person to lianheti_auth using (true) with check (true);
create policy person_known on person for select to lianheti_app using (id in (select known_people()));

alter table role_assignment enable row level security;
alter table role_assignment force row level security;
create policy role_assignment_owner on role_assignment to lianheti_owner using (true) with check (true);
create policy role_assignment_known on role_assignment for select to lianheti_app
  using (person_id = (select actor()) or unit_id in (select scope('read-people')));

grant select, insert on unit to lianheti_app;
grant select on unit_within, person, role_assignment, role_right, invite_right to lianheti_app;
grant select, insert, update on person to lianheti_auth;
