-- Open to others 对外开放: positions that anybody may see, the numbers by which other systems know what they gave, and the consortium's front page 联合体主页.
insert into role_right (role, "right") values
  ('secretariat', 'manage-front-page'),
  ('secretariat', 'read-front-page'),
  ('park-authority', 'read-front-page'),
  ('lead-school', 'read-front-page'),
  ('lead-enterprise', 'read-front-page'),
  ('provincial-officer', 'read-front-page'),
  ('auditor', 'read-front-page');

alter table api_token drop constraint api_token_scopes_check;
alter table api_token add constraint api_token_scopes_check check (
  scopes <@ array['ledger:read', 'ledger:write', 'monitoring:read', 'talent:read', 'talent:write'] and cardinality(scopes) > 0);

-- Which system gave a thing, empty where a member has one only, and its number there: what comes again is known by it.
alter table talent_position
  add column source text not null default '' check (length(source) <= 50),
  add column external_id text check (length(external_id) between 1 and 100),
  -- Whether anybody may see it, as its enterprise says.
  add column is_public boolean not null default false,
  -- Since when; kept once it is so no more, so that who comes back is told that it is over.
  add column public_at timestamptz,
  add column changed_at timestamptz not null default clock_timestamp();
create unique index talent_position_external_idx on talent_position (consortium_id, member_id, source, external_id);
create index talent_position_public_idx on talent_position (consortium_id, expires_on) where is_public and not is_withdrawn;
grant update (is_public) on talent_position to lianheti_app;

alter table talent_programme
  add column source text not null default '' check (length(source) <= 50),
  add column external_id text check (length(external_id) between 1 and 100);
create unique index talent_programme_external_idx on talent_programme (consortium_id, member_id, source, external_id);
grant update (source, external_id) on talent_programme to lianheti_app;

-- Whether who is no member may ask for it.
alter table resource add column is_public boolean not null default false;
grant select (is_public), insert (is_public), update (is_public) on resource to lianheti_app;

create function keep_public_position() returns trigger language plpgsql set search_path = public as $$
begin
  new.changed_at := clock_timestamp();
  new.public_at := case when new.is_public and old.is_public is not true then clock_timestamp() else old.public_at end;
  return new;
end $$;
create trigger talent_position_public before insert or update on talent_position for each row execute function keep_public_position();

-- Word that what anybody may see of a consortium has changed goes with the transaction.
create function tell_open() returns trigger language plpgsql as $$
begin
  perform pg_notify('lianheti_open', new.consortium_id::text);
  return null;
end $$;
create trigger talent_position_opened after insert on talent_position for each row when (new.is_public) execute function tell_open();
create trigger talent_position_open after update on talent_position for each row when (old.is_public or new.is_public) execute function tell_open();
create trigger resource_opened after insert on resource for each row when (new.is_public) execute function tell_open();
create trigger resource_open after update on resource for each row when (old.is_public or new.is_public) execute function tell_open();

-- 联合体主页 as the secretariat is writing it.
create table front_page (
  consortium_id uuid    primary key references unit,
  introduction  text    not null default '' check (length(introduction) <= 5000),
  -- Nothing of how to reach anybody is told but what stands here.
  contact       text    not null default '' check (length(contact) <= 500),
  sections      text[]  not null check (sections <@ array['members', 'figures', 'positions', 'resources', 'news']),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp()
);

-- As it was published. The latest one is what anybody sees, until it is withdrawn.
create table front_page_edition (
  consortium_id uuid    not null references unit,
  number        integer not null check (number > 0),
  introduction  text    not null check (length(introduction) between 1 and 5000),
  contact       text    not null check (length(contact) <= 500),
  sections      text[]  not null,
  person_id     uuid    not null references person,
  published_at  timestamptz not null default clock_timestamp(),
  withdrawn_at  timestamptz,
  primary key (consortium_id, number)
);
create trigger front_page_edition_open after insert or update on front_page_edition for each row execute function tell_open();
-- The pages of the nation name who has a front page.
create trigger front_page_edition_public after insert or update on front_page_edition for each statement execute function tell_public();

do $$
declare
  t text;
begin
  foreach t in array array['front_page', 'front_page_edition'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-front-page'')))', t || '_read', t);
    execute format('create policy %I on %I for insert to lianheti_app
      with check (person_id = (select actor()) and consortium_id in (select scope(''manage-front-page'')))', t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app using (consortium_id in (select scope(''manage-front-page'')))', t || '_changed', t);
  end loop;
end $$;
create policy front_page_edition_withdrawn on front_page_edition as restrictive for update to lianheti_app
  using (withdrawn_at is null) with check (withdrawn_at is not null);
grant select, insert on front_page to lianheti_app;
grant update (introduction, contact, sections, version, person_id, at) on front_page to lianheti_app;
grant select on front_page_edition to lianheti_app;
grant insert (consortium_id, number, introduction, contact, sections, person_id) on front_page_edition to lianheti_app;
grant update (withdrawn_at) on front_page_edition to lianheti_app;

-- The edition that anybody sees; none where there is none, or the latest was withdrawn.
create function front_page_now(p_consortium uuid) returns setof front_page_edition language sql stable security definer set search_path = public rows 1 as $$
  select * from (select * from front_page_edition where consortium_id = p_consortium order by number desc limit 1) latest where withdrawn_at is null
$$;

-- What stands on public pages of a consortium by these sections: members and resources where they are shown, and positions that are public and open anyhow.
create function open_parts(p_consortium uuid, p_sections text[]) returns jsonb language sql stable security definer set search_path = public as $$
  select jsonb_build_object(
    'id', u.id, 'name', u.name, 'region', coalesce(p.name, ''),
    'members', case when 'members' = any(p_sections) then coalesce((
      select jsonb_agg(jsonb_build_object('name', m.name, 'category', m.category) order by m.category, m.name)
      from member m where m.consortium_id = u.id and (m.left_on is null or m.left_on > beijing_today())), '[]') else '[]' end,
    'resources', case when 'resources' = any(p_sections) then coalesce((
      select jsonb_agg(jsonb_build_object('kind', r.kind, 'name', r.name, 'place', r.place, 'description', r.description, 'conditions', r.conditions,
        'member', m.name) order by r.kind, r.name)
      from resource r join member m on m.consortium_id = r.consortium_id and m.id = r.member_id
      -- A teacher is a person: nobody beyond the consortium is told of one.
      where r.consortium_id = u.id and r.is_public and r.kind <> 'teacher' and not r.is_withdrawn and (m.left_on is null or m.left_on > beijing_today())), '[]') else '[]' end,
    'positions', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'member', o.member, 'kind', o.kind, 'title', o.title, 'occupation', o.occupation, 'occupationCode', o.occupation_code,
        'level', o.level,
        'skills', to_jsonb(o.skills), 'headcount', o.headcount, 'startsOn', o.starts_on, 'endsOn', o.ends_on, 'payFrom', o.pay_from, 'payTo', o.pay_to,
        'place', o.place, 'expiresOn', o.expires_on, 'publicAt', o.public_at, 'changedAt', o.changed_at) order by o.public_at desc, o.id)
      from (
        select t.*, m.name as member from talent_position t join member m on m.consortium_id = t.consortium_id and m.id = t.member_id
        where t.consortium_id = u.id and t.is_public and not t.is_withdrawn and t.expires_on >= beijing_today()
          and (m.left_on is null or m.left_on > beijing_today())
        order by t.public_at desc, t.id limit 5000) o), '[]'))
  from unit u left join unit p on p.id = u.parent_id and p.kind = 'province' where u.id = p_consortium and u.kind = 'consortium'
$$;

-- All that anybody may see of a consortium; null where it never showed anything.
create function open_consortium(p_consortium uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select open_parts(p_consortium, coalesce(e.sections, '{}')) || jsonb_build_object('page', case when e.number is not null then jsonb_build_object(
    'number', e.number, 'introduction', e.introduction, 'contact', e.contact, 'sections', to_jsonb(e.sections), 'publishedAt', e.published_at) end)
  from (select 1) one left join front_page_now(p_consortium) e on true
  where e.number is not null or exists (select from talent_position t where t.consortium_id = p_consortium and t.public_at is not null)
$$;

-- The same as it would be with what is being written, for who may see that.
create function open_preview(p_consortium uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select open_parts(p_consortium, f.sections) || jsonb_build_object('page', jsonb_build_object(
    'number', f.version, 'introduction', f.introduction, 'contact', f.contact, 'sections', to_jsonb(f.sections), 'publishedAt', f.at))
  from front_page f where f.consortium_id = p_consortium and has_right('read-front-page', p_consortium)
$$;

-- Whether a position that nobody sees now was public once.
create function was_public_position(p_consortium uuid, p_position uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from talent_position where consortium_id = p_consortium and id = p_position and public_at is not null)
$$;

-- Public positions of all consortia for search engines, the newest first: as many as one sitemap may name beside the other pages.
create function open_addresses() returns table (consortium_id uuid, id uuid, changed_at timestamptz)
language sql stable security definer set search_path = public as $$
  select t.consortium_id, t.id, t.changed_at from talent_position t join member m on m.consortium_id = t.consortium_id and m.id = t.member_id
  where t.is_public and not t.is_withdrawn and t.expires_on >= beijing_today() and (m.left_on is null or m.left_on > beijing_today())
  order by t.changed_at desc, t.id limit 45000
$$;

-- Who has a front page, by name.
create function public_front_pages() returns jsonb language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_agg(jsonb_build_object('consortiumId', u.id, 'name', u.name) order by u.name), '[]')
  from (select distinct consortium_id from front_page_edition) any_of cross join lateral front_page_now(any_of.consortium_id) e join unit u on u.id = e.consortium_id
$$;

revoke execute on function front_page_now, open_parts, open_consortium, open_preview, was_public_position, open_addresses, public_front_pages from public;
grant execute on function open_consortium, open_preview, was_public_position, open_addresses, public_front_pages to lianheti_app;
