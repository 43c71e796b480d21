-- Accounts: sessions, passwords, second factors and links to single sign-on (kept by better-auth), lock-out and invitations (ours).
create table auth_session (
  id         uuid primary key default gen_random_uuid(),
  user_id    uuid not null references person on delete cascade,
  token      text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_session_user_idx on auth_session (user_id);

create table auth_account (
  id                       uuid primary key default gen_random_uuid(),
  account_id               text not null,
  provider_id              text not null,
  user_id                  uuid not null references person on delete cascade,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index auth_account_user_idx on auth_account (user_id);

create table auth_verification (
  id         uuid primary key default gen_random_uuid(),
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verification_identifier_idx on auth_verification (identifier);

create table auth_two_factor (
  id                        uuid primary key default gen_random_uuid(),
  user_id                   uuid not null references person on delete cascade,
  secret                    text not null,
  backup_codes              text not null,
  verified                  boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until              timestamptz
);
create index auth_two_factor_user_idx on auth_two_factor (user_id);

-- Failed sign-ins by account, whether the account exists or not; five in fifteen minutes lock it.
create table sign_in_failure (
  email text not null,
  at    timestamptz not null default clock_timestamp()
);
create index sign_in_failure_idx on sign_in_failure (email, at);

-- A session that ends is forgotten at once by every server process.
create function tell_session_ended() returns trigger language plpgsql as $$
begin
  perform pg_notify('lianheti_session', old.id::text);
  return null;
end $$;
create trigger auth_session_ended after delete on auth_session for each row execute function tell_session_ended();

create function tell_roles_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('lianheti_person', coalesce(new.person_id, old.person_id)::text);
  return null;
end $$;
create trigger role_assignment_changed after insert or update or delete on role_assignment
  for each row execute function tell_roles_changed();

create table invitation (
  id          uuid primary key default gen_random_uuid(),
  token_hash  text not null unique,
  unit_id     uuid not null references unit,
  role        text not null,
  email       text,
  invited_by  uuid references person,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references person
);

alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_owner on invitation to lianheti_owner using (true) with check (true);
create policy invitation_own on invitation for select to lianheti_app using (invited_by = (select actor()));
create policy invitation_made on invitation for insert to lianheti_app
  with check (invited_by = (select actor()) and may_invite(role, unit_id));

-- What the holder of a link may know of it. Only an open invitation answers.
create function open_invitation(p_token_hash text) returns table (unit_name text, role text, email text)
language sql stable security definer set search_path = public as $$
  select u.name, i.role, i.email from invitation i join unit u on u.id = i.unit_id
  where i.token_hash = p_token_hash and i.accepted_at is null and i.expires_at > now()
$$;

-- Takes an open invitation for a person, once; says nothing (null) where it is used or expired.
create function take_invitation(p_token_hash text, p_person uuid) returns uuid
language plpgsql security definer set search_path = public as $$
declare
  v_invitation invitation;
begin
  update invitation set accepted_at = now(), accepted_by = p_person
  where token_hash = p_token_hash and accepted_at is null and expires_at > now() returning * into v_invitation;
  if not found then return null; end if;
  insert into role_assignment (person_id, unit_id, role, granted_by)
  values (p_person, v_invitation.unit_id, v_invitation.role, v_invitation.invited_by) on conflict do nothing;
  perform set_config('lianheti.person', p_person::text, true);
  perform audit_append('00000000-0000-0000-0000-000000000000', v_invitation.unit_id, 'invitation.accepted', p_person::text,
    jsonb_build_object('role', v_invitation.role, 'invitation', v_invitation.id));
  return v_invitation.unit_id;
end $$;
revoke execute on function open_invitation, take_invitation from public;
grant execute on function open_invitation, take_invitation to lianheti_auth;

-- The actor's own sessions, and the end of those in reach of a security administrator. Tokens never leave these functions.
create function own_sessions() returns table (id uuid, created_at timestamptz, updated_at timestamptz, user_agent text)
language sql stable security definer set search_path = public as $$
  select id, created_at, updated_at, user_agent from auth_session where user_id = actor() and expires_at > now()
  order by updated_at desc
$$;

create function end_own_session(p_session uuid) returns boolean language plpgsql security definer set search_path = public as $$
begin
  delete from auth_session where id = p_session and user_id = actor();
  if found then
    perform audit_append('00000000-0000-0000-0000-000000000000', home_unit(actor()), 'session.ended', actor()::text, '{}');
  end if;
  return found;
end $$;

-- The unit under which a person's security events are filed.
create function home_unit(p_person uuid) returns uuid language sql stable security definer set search_path = public as $$
  select unit_id from role_assignment where person_id = p_person order by granted_at, unit_id limit 1
$$;

-- True where the actor administers the accounts of every unit the person has a role in.
create function manages_account(p_person uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from role_assignment where person_id = p_person)
    and not exists (select from role_assignment where person_id = p_person and unit_id not in (select scope('manage-accounts')))
$$;

create function end_sessions_of(p_person uuid) returns integer language plpgsql security definer set search_path = public as $$
declare
  v_ended integer;
begin
  if not manages_account(p_person) then return null; end if;
  delete from auth_session where user_id = p_person;
  get diagnostics v_ended = row_count;
  perform audit_append('00000000-0000-0000-0000-000000000000', home_unit(p_person), 'sessions.ended', p_person::text,
    jsonb_build_object('count', v_ended));
  return v_ended;
end $$;

create function unlock_account(p_person uuid) returns boolean language plpgsql security definer set search_path = public as $$
begin
  if not manages_account(p_person) then return null; end if;
  delete from sign_in_failure f using person p where p.id = p_person and f.email = p.email;
  update auth_two_factor set failed_verification_count = 0, locked_until = null where user_id = p_person;
  perform audit_append('00000000-0000-0000-0000-000000000000', home_unit(p_person), 'account.unlocked', p_person::text, '{}');
  return true;
end $$;

-- Until when an account is locked; null where it is open.
create function locked_until(p_email text) returns timestamptz language sql stable security definer set search_path = public as $$
  select case when count(*) >= 5 then max(at) + interval '15 minutes' end
  from (select at from sign_in_failure where email = p_email and at > clock_timestamp() - interval '15 minutes'
        order by at desc limit 5) recent
$$;

-- Records a failed sign-in and, when it is the one that locks, the security event. Returns how many stand in the window.
create function record_sign_in_failure(p_email text) returns integer language plpgsql security definer set search_path = public as $$
declare
  v_person uuid := (select id from person where email = p_email);
  v_count  integer;
begin
  delete from sign_in_failure where email = p_email and at < clock_timestamp() - interval '1 day';
  insert into sign_in_failure (email) values (p_email);
  select count(*) into v_count from sign_in_failure where email = p_email and at > clock_timestamp() - interval '15 minutes';
  if v_count = 5 then
    perform audit_append('00000000-0000-0000-0000-000000000000', home_unit(v_person), 'account.locked',
      coalesce(v_person::text, 'unknown'), jsonb_build_object('failures', v_count));
  end if;
  return v_count;
end $$;

create function record_sign_in(p_person uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  delete from sign_in_failure f using person p where p.id = p_person and f.email = p.email;
  perform set_config('lianheti.person', p_person::text, true);
  perform audit_append('00000000-0000-0000-0000-000000000000', home_unit(p_person), 'signed-in', p_person::text, '{}');
end $$;
revoke execute on function record_sign_in_failure, record_sign_in from public;
grant execute on function record_sign_in_failure, record_sign_in to lianheti_auth;

create function session_is_live(p_session uuid, p_person uuid) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from auth_session where id = p_session and user_id = p_person and expires_at > now());
end $$;

grant select, insert, update, delete on auth_session, auth_account, auth_verification, auth_two_factor to lianheti_auth;
grant select, insert on invitation to lianheti_app;
