-- Technology services 技术服务: what enterprises need, what laboratories, teams and instruments can do. What a confidential need tells stands apart from what
-- all may know of it, and is opened by the enterprise alone.
insert into role_right (role, "right") values
  ('secretariat', 'manage-technology'),
  ('secretariat', 'read-technology'),
  ('park-authority', 'read-technology'),
  ('lead-school', 'read-technology'),
  ('lead-enterprise', 'read-technology'),
  ('provincial-officer', 'read-technology'),
  ('auditor', 'read-technology'),
  ('member-reporter', 'serve-technology');

-- 技术需求: what all of the consortium may know of it. Its ledger entry follows it.
create table technology_need (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  title         text    not null check (length(title) between 1 and 100),
  field         text    not null check (length(field) between 1 and 100),
  -- One of the pack's kinds.
  kind          text    not null check (length(kind) between 1 and 50),
  keywords      text[]  not null default '{}' check (cardinality(keywords) <= 20),
  -- Yuan.
  budget        numeric(14, 2) not null check (budget >= 0),
  openness      text    not null check (openness in ('public', 'consortium', 'confidential')),
  summary       text    not null check (length(summary) between 1 and 1000),
  published_on  date    not null default beijing_today(),
  closed_on     date    check (closed_on >= published_on),
  -- The secretariat's word on it; what is changed is looked at again.
  checked_at    timestamptz,
  checked_by    uuid    references person,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, member_id, title),
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(checked_at, checked_by) in (0, 2))
);
create index technology_need_open_idx on technology_need (consortium_id, published_on desc) where closed_on is null;

-- What the need is about in full, for whom it is opened.
create table technology_need_detail (
  consortium_id uuid not null,
  need_id       uuid not null,
  text          text not null default '' check (length(text) <= 10000),
  primary key (consortium_id, need_id),
  foreign key (consortium_id, need_id) references technology_need
);

create table technology_need_file (
  consortium_id uuid   not null,
  id            uuid   not null,
  need_id       uuid   not null,
  file_digest   text   not null check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name     text   not null check (length(file_name) between 1 and 255),
  media_type    text   not null,
  bytes         bigint not null check (bytes > 0),
  person_id     uuid   not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, need_id) references technology_need
);
create index technology_need_file_idx on technology_need_file (consortium_id, need_id);

-- A member that asked to see a confidential need, and what its enterprise answered.
create table technology_admission (
  consortium_id uuid not null,
  need_id       uuid not null,
  member_id     uuid not null,
  state         text not null check (state in ('asked', 'admitted', 'declined')),
  reason        text not null default '' check (length(reason) <= 500),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, need_id, member_id),
  foreign key (consortium_id, need_id) references technology_need,
  foreign key (consortium_id, member_id) references member
);

-- 服务能力: a platform, laboratory, team or instrument. A platform's ledger entry follows it.
create table technology_capability (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  -- One of the pack's kinds.
  kind          text    not null check (length(kind) between 1 and 50),
  name          text    not null check (length(name) between 1 and 100),
  field         text    not null check (length(field) between 1 and 100),
  keywords      text[]  not null default '{}' check (cardinality(keywords) <= 20),
  -- Kinds of needs that it can serve.
  serves        text[]  not null default '{}',
  description   text    not null default '' check (length(description) <= 2000),
  opened_on     date    not null,
  closed_on     date    check (closed_on >= opened_on),
  checked_at    timestamptz,
  checked_by    uuid    references person,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, member_id, kind, name),
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(checked_at, checked_by) in (0, 2))
);

-- Whether a need is open to the actor in full.
create function opens_need(p_consortium uuid, p_need uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from technology_need n where n.consortium_id = p_consortium and n.id = p_need
    and (has_right('manage-technology', n.consortium_id) or has_right('serve-technology', n.member_id)
      or n.openness <> 'confidential' and (has_right('read-technology', n.consortium_id) or n.consortium_id in (select consortia_of_own_members()))
      or exists (select from technology_admission a where a.consortium_id = n.consortium_id and a.need_id = n.id and a.state = 'admitted'
        and has_right('serve-technology', a.member_id))))
$$;

-- Needs that anybody may read, of one consortium or of all.
create function public_technology_needs(p_consortium uuid) returns table (consortium text, member text, title text, field text, kind text, keywords text[],
  budget numeric, summary text, detail text, published_on date)
language sql stable security definer set search_path = public as $$
  select u.name, m.name, n.title, n.field, n.kind, n.keywords, n.budget, n.summary, d.text, n.published_on
  from technology_need n join unit u on u.id = n.consortium_id join member m on m.consortium_id = n.consortium_id and m.id = n.member_id
  join technology_need_detail d on d.consortium_id = n.consortium_id and d.need_id = n.id
  where n.openness = 'public' and n.closed_on is null and (p_consortium is null or n.consortium_id = p_consortium)
  order by n.published_on desc, n.id limit 500
$$;

-- Tells whoever reports for a member; only who reports for one of the consortium's members, or manages all, tells.
create function tell_of_technology(p_consortium uuid, p_member uuid, p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not (has_right('manage-technology', p_consortium) or p_consortium in (select consortia_of_own_members())) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has nothing to do with a consortium tells nobody in it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (r.person_id) p_consortium, r.person_id, r.unit_id, p_text, p_link, actor() from role_assignment r
  join unit u on u.id = r.unit_id and u.parent_id = p_consortium
  where r.role = 'member-reporter' and r.unit_id = p_member and r.person_id <> actor() order by r.person_id;
end $$;

-- The enterprise speaks of its own, the secretariat of what it has looked at.
create function keep_technology_word() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1
     or new.checked_at is not null and new.checked_at is distinct from old.checked_at and not has_right('manage-technology', old.consortium_id)
     or (to_jsonb(new) - array['version', 'checked_at', 'checked_by']) <> (to_jsonb(old) - array['version', 'checked_at', 'checked_by'])
       and (not has_right('serve-technology', old.member_id) or new.checked_at is not null) then
    raise exception using errcode = 'restrict_violation', message = 'each speaks for itself, and what is changed is looked at again';
  end if;
  return new;
end $$;
create trigger technology_need_kept before update on technology_need for each row execute function keep_technology_word();
create trigger technology_capability_kept before update on technology_capability for each row execute function keep_technology_word();

do $$
declare
  t text;
begin
  foreach t in array array['technology_need', 'technology_need_detail', 'technology_need_file', 'technology_admission', 'technology_capability'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['technology_need', 'technology_capability'] loop
    execute format('create policy %I on %I for select to lianheti_app
      using (consortium_id in (select scope(''read-technology'')) or consortium_id in (select consortia_of_own_members()))', t || '_read', t);
    execute format('create policy %I on %I for insert to lianheti_app with check (person_id = (select actor()) and checked_at is null
      and member_id in (select scope(''serve-technology'')))', t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app
      using (consortium_id in (select scope(''manage-technology'')) or member_id in (select scope(''serve-technology'')))', t || '_changed', t);
  end loop;
  foreach t in array array['technology_need_detail', 'technology_need_file'] loop
    execute format('create policy %I on %I for select to lianheti_app using (opens_need(consortium_id, need_id))', t || '_read', t);
    execute format('create policy %1$I on %2$I for insert to lianheti_app with check (exists (select from technology_need n
      where n.consortium_id = %2$I.consortium_id and n.id = need_id and n.member_id in (select scope(''serve-technology''))))', t || '_made', t);
  end loop;
end $$;
grant insert (consortium_id, id, member_id, title, field, kind, keywords, budget, openness, summary, person_id) on technology_need to lianheti_app;
grant update (title, field, kind, keywords, budget, openness, summary, closed_on, checked_at, checked_by, version) on technology_need to lianheti_app;
grant insert (consortium_id, id, member_id, kind, name, field, keywords, serves, description, opened_on, person_id) on technology_capability to lianheti_app;
grant update (name, field, keywords, serves, description, opened_on, closed_on, checked_at, checked_by, version) on technology_capability to lianheti_app;

create policy technology_need_detail_changed on technology_need_detail for update to lianheti_app using (exists (select from technology_need n
  where n.consortium_id = technology_need_detail.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
create policy technology_need_file_cut on technology_need_file for delete to lianheti_app using (exists (select from technology_need n
  where n.consortium_id = technology_need_file.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
grant insert on technology_need_detail to lianheti_app;
grant update (text) on technology_need_detail to lianheti_app;
grant insert (consortium_id, id, need_id, file_digest, file_name, media_type, bytes, person_id) on technology_need_file to lianheti_app;
grant delete on technology_need_file to lianheti_app;

create policy technology_admission_read on technology_admission for select to lianheti_app using (
  consortium_id in (select scope('manage-technology')) or member_id in (select scope('serve-technology')) or exists (select from technology_need n
    where n.consortium_id = technology_admission.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
create policy technology_admission_made on technology_admission for insert to lianheti_app with check (person_id = (select actor()) and (
  state = 'asked' and member_id in (select scope('serve-technology')) or exists (select from technology_need n
    where n.consortium_id = technology_admission.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology')))));
create policy technology_admission_answered on technology_admission for update to lianheti_app using (exists (select from technology_need n
  where n.consortium_id = technology_admission.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
grant insert (consortium_id, need_id, member_id, state, reason, person_id) on technology_admission to lianheti_app;
grant update (state, reason, person_id) on technology_admission to lianheti_app;

revoke execute on function opens_need, public_technology_needs, tell_of_technology from public;
grant execute on function opens_need, public_technology_needs, tell_of_technology to lianheti_app;
