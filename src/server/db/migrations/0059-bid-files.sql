-- 揭榜方案附件: files of a bid, sealed as it is. And needs that an enterprise tells to the public stand on public pages.

create table technology_bid_file (
  consortium_id uuid   not null,
  id            uuid   not null,
  call_id       uuid   not null,
  bid_id        uuid   not null,
  file_digest   text   not null check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name     text   not null check (length(file_name) between 1 and 255),
  media_type    text   not null,
  bytes         bigint not null check (bytes > 0),
  person_id     uuid   not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  -- A bid that is taken back takes them with it.
  foreign key (consortium_id, call_id, bid_id) references technology_bid (consortium_id, call_id, id) on delete cascade
);
create index technology_bid_file_idx on technology_bid_file (consortium_id, bid_id);

-- As a bid itself: none comes or goes once the call has closed. The lock of the call's row lets whoever opens it wait.
create function keep_technology_bid_file() returns trigger language plpgsql security definer set search_path = public as $$
declare
  f technology_bid_file;
begin
  if tg_op = 'DELETE' then f := old; else f := new; end if;
  perform from technology_call c where c.consortium_id = f.consortium_id and c.id = f.call_id and c.state = 'open' and clock_timestamp() < c.closes_at for share;
  if not found then
    raise exception using errcode = 'LH053', message = 'the call is closed', detail = 'closed';
  end if;
  return f;
end $$;
create trigger technology_bid_file_kept before insert or update or delete on technology_bid_file for each row execute function keep_technology_bid_file();

alter table technology_bid_file enable row level security;
alter table technology_bid_file force row level security;
create policy technology_bid_file_owner on technology_bid_file to lianheti_owner using (true) with check (true);
-- Who may read the bid, by its own policy, reads its files.
create policy technology_bid_file_read on technology_bid_file for select to lianheti_app using (exists (select from technology_bid b
  where b.consortium_id = technology_bid_file.consortium_id and b.id = bid_id));
create policy technology_bid_file_made on technology_bid_file for insert to lianheti_app with check (person_id = (select actor()) and exists (
  select from technology_bid b where b.consortium_id = technology_bid_file.consortium_id and b.id = bid_id and b.member_id in (select scope('serve-technology'))));
create policy technology_bid_file_cut on technology_bid_file for delete to lianheti_app using (exists (select from technology_bid b
  where b.consortium_id = technology_bid_file.consortium_id and b.id = bid_id and b.member_id in (select scope('serve-technology'))));
grant select, delete on technology_bid_file to lianheti_app;
grant insert (consortium_id, id, call_id, bid_id, file_digest, file_name, media_type, bytes, person_id) on technology_bid_file to lianheti_app;

alter table technology_need
  -- Since when anybody may see it; kept once it is so no more, so that who comes back is told that it is over.
  add column public_at timestamptz,
  add column changed_at timestamptz not null default clock_timestamp();
alter table technology_need disable trigger technology_need_kept;
update technology_need set public_at = at where openness = 'public';
alter table technology_need enable trigger technology_need_kept;
create index technology_need_public_idx on technology_need (consortium_id, public_at desc) where openness = 'public' and closed_on is null;

create function keep_public_need() returns trigger language plpgsql set search_path = public as $$
begin
  new.changed_at := clock_timestamp();
  new.public_at := case when new.openness = 'public' and old.openness is distinct from 'public' then clock_timestamp() else old.public_at end;
  return new;
end $$;
create trigger technology_need_public before insert or update on technology_need for each row execute function keep_public_need();
create trigger technology_need_opened after insert on technology_need for each row when (new.openness = 'public') execute function tell_open();
create trigger technology_need_open after update on technology_need for each row when (old.openness = 'public' or new.openness = 'public') execute function tell_open();
-- What a need tells in full is written after it.
create function tell_open_detail() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_notify('lianheti_open', new.consortium_id::text) from technology_need n
  where n.consortium_id = new.consortium_id and n.id = new.need_id and n.openness = 'public';
  return null;
end $$;
create trigger technology_need_detail_open after insert or update on technology_need_detail for each row execute function tell_open_detail();
create trigger technology_call_open after insert or update on technology_call for each row execute function tell_open_detail();

alter table front_page drop constraint front_page_sections_check;
alter table front_page add constraint front_page_sections_check check (sections <@ array['members', 'figures', 'positions', 'needs', 'resources', 'news']);

-- What stands on public pages of a consortium by these sections: members and resources where they are shown, and positions and needs that are public and open anyhow.
-- Of an open call only its closing time: what it asks for is told within the consortium.
create or replace function open_parts(p_consortium uuid, p_sections text[]) returns jsonb language sql stable security definer set search_path = public as $$
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
        order by t.public_at desc, t.id limit 5000) o), '[]'),
    'needs', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'member', o.member, 'title', o.title, 'field', o.field, 'kind', o.kind, 'keywords', to_jsonb(o.keywords),
        'budget', o.budget::text, 'summary', o.summary, 'detail', o.detail, 'publicAt', o.public_at, 'changedAt', o.changed_at, 'closesAt', o.closes_at)
        order by o.public_at desc, o.id)
      from (
        select n.*, m.name as member, d.text as detail, c.closes_at from technology_need n
        join member m on m.consortium_id = n.consortium_id and m.id = n.member_id
        join technology_need_detail d on d.consortium_id = n.consortium_id and d.need_id = n.id
        left join technology_call c on c.consortium_id = n.consortium_id and c.need_id = n.id and c.state = 'open'
        where n.consortium_id = u.id and n.openness = 'public' and n.closed_on is null and (m.left_on is null or m.left_on > beijing_today())
        order by n.public_at desc, n.id limit 1000) o), '[]'))
  from unit u left join unit p on p.id = u.parent_id and p.kind = 'province' where u.id = p_consortium and u.kind = 'consortium'
$$;

-- All that anybody may see of a consortium; null where it never showed anything.
create or replace function open_consortium(p_consortium uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select open_parts(p_consortium, coalesce(e.sections, '{}')) || jsonb_build_object('page', case when e.number is not null then jsonb_build_object(
    'number', e.number, 'introduction', e.introduction, 'contact', e.contact, 'sections', to_jsonb(e.sections), 'publishedAt', e.published_at) end)
  from (select 1) one left join front_page_now(p_consortium) e on true
  where e.number is not null or exists (select from talent_position t where t.consortium_id = p_consortium and t.public_at is not null)
    or exists (select from technology_need n where n.consortium_id = p_consortium and n.public_at is not null)
$$;

-- Whether a need that nobody sees now was public once.
create function was_public_need(p_consortium uuid, p_need uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from technology_need where consortium_id = p_consortium and id = p_need and public_at is not null)
$$;

-- Public needs of all consortia for search engines, the newest first: few beside the positions.
create function open_need_addresses() returns table (consortium_id uuid, id uuid, changed_at timestamptz)
language sql stable security definer set search_path = public as $$
  select n.consortium_id, n.id, n.changed_at from technology_need n join member m on m.consortium_id = n.consortium_id and m.id = n.member_id
  where n.openness = 'public' and n.closed_on is null and (m.left_on is null or m.left_on > beijing_today())
  order by n.changed_at desc, n.id limit 2000
$$;

revoke execute on function was_public_need, open_need_addresses from public;
grant execute on function was_public_need, open_need_addresses to lianheti_app;
