-- Shared resources 共享资源: what members lend each other, when it is open, who has it when, and what that costs. No place of a resource is ever held by
-- two at a time: an exclusion constraint keeps that, whatever the program does.
insert into role_right (role, "right") values
  ('secretariat', 'manage-resource'),
  ('secretariat', 'read-resource'),
  ('park-authority', 'read-resource'),
  ('lead-school', 'read-resource'),
  ('lead-enterprise', 'read-resource'),
  ('provincial-officer', 'read-resource'),
  ('auditor', 'read-resource'),
  ('member-reporter', 'share-resource');

create table resource (
  consortium_id  uuid    not null references unit,
  id             uuid    not null default gen_random_uuid(),
  -- The member that lends it.
  member_id      uuid    not null,
  -- One of the pack's kinds.
  kind           text    not null check (length(kind) between 1 and 50),
  name           text    not null check (length(name) between 1 and 100),
  place          text    not null default '' check (length(place) <= 200),
  description    text    not null default '' check (length(description) <= 2000),
  -- What whoever books it has to keep to.
  conditions     text    not null default '' check (length(conditions) <= 2000),
  -- How many may have it at the same time, each for itself.
  capacity       smallint not null check (capacity between 1 and 500),
  needs_approval boolean not null,
  -- Yuan an hour for who is not its owner.
  price          numeric(10, 2) not null default 0 check (price >= 0),
  -- Hours that another member may hold of a month; null without limit.
  quota_hours    integer check (quota_hours between 1 and 744),
  -- Weekly: [{"weekday": 1 is Monday, "from", "to": minutes of the day in Beijing}]; empty is open at any time.
  opening        jsonb   not null default '[]' check (jsonb_typeof(opening) = 'array'),
  -- What the ledger of its kind asks for besides owner and name, as it was typed; null where it is no joint one.
  details        jsonb   check (jsonb_typeof(details) = 'object'),
  is_withdrawn   boolean not null default false,
  -- SHA-256 of the token of its calendar's address.
  feed_hash      text    unique check (feed_hash ~ '^[0-9a-f]{64}$'),
  version        integer not null default 1,
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, member_id, kind, name),
  foreign key (consortium_id, member_id) references member
);

-- A time in which nobody gets it: repair, examinations, holidays.
create table resource_blackout (
  consortium_id uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  resource_id   uuid    not null,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null check (ends_at > starts_at),
  reason        text    not null check (length(reason) between 1 and 200),
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, resource_id) references resource
);
create index resource_blackout_idx on resource_blackout (consortium_id, resource_id, ends_at);

create table resource_photo (
  consortium_id uuid    not null,
  resource_id   uuid    not null,
  evidence_id   uuid    not null,
  linked_by     uuid    not null references person,
  linked_at     timestamptz not null default clock_timestamp(),
  primary key (consortium_id, resource_id, evidence_id),
  foreign key (consortium_id, resource_id) references resource,
  foreign key (consortium_id, evidence_id) references evidence
);
create index resource_photo_evidence_idx on resource_photo (evidence_id);

create table resource_booking (
  consortium_id uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  resource_id   uuid    not null,
  -- The owner as it was when it was booked, by the database.
  host_id       uuid    not null default '00000000-0000-0000-0000-000000000000',
  member_id     uuid    not null,
  -- Bookings that were made as one, every week or day.
  series_id     uuid,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null check (ends_at > starts_at),
  -- Which of the resource's places it holds; null while it waits.
  place         smallint check (place > 0),
  purpose       text    not null check (length(purpose) between 1 and 200),
  -- Yuan for the whole time, by the price of the day it was booked.
  amount        numeric(12, 2) not null check (amount >= 0),
  state         text    not null check (state in ('waiting', 'asked', 'approved', 'declined', 'cancelled', 'used', 'missed')),
  -- Why it was declined or cancelled.
  remark        text    not null default '' check (length(remark) <= 500),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, resource_id) references resource,
  foreign key (consortium_id, member_id) references member,
  check (state not in ('asked', 'approved', 'used') or place is not null),
  constraint resource_booking_once exclude using gist (consortium_id with =, resource_id with =, place with =, tstzrange(starts_at, ends_at) with &&)
    where (state in ('asked', 'approved', 'used'))
);
create index resource_booking_time_idx on resource_booking (consortium_id, resource_id, starts_at);
create index resource_booking_member_idx on resource_booking (consortium_id, member_id, starts_at);
create index resource_booking_waiting_idx on resource_booking (consortium_id, resource_id, at) where state = 'waiting';
create index resource_booking_series_idx on resource_booking (consortium_id, series_id) where series_id is not null;

-- The first place that is free for the whole of a time; null where none is.
create function free_place(p_consortium uuid, p_resource uuid, p_capacity integer, p_during tstzrange) returns smallint
language sql volatile security definer set search_path = public as $$
  select p::smallint from generate_series(1, p_capacity) p where not exists (
    select from resource_booking b where b.consortium_id = p_consortium and b.resource_id = p_resource and b.place = p
      and b.state in ('asked', 'approved', 'used') and tstzrange(b.starts_at, b.ends_at) && p_during)
  order by p limit 1
$$;

-- Whoever comes to hold a place: one after the other a resource, within its quota, at no time that is closed. Who finds none free is told so without waiting for
-- those who are about to get one.
create function take_place(b resource_booking) returns smallint language plpgsql security definer set search_path = public as $$
declare
  r       resource;
  v_month timestamp := date_trunc('month', b.starts_at at time zone 'Asia/Shanghai');
  v_place smallint;
begin
  select * into r from resource where consortium_id = b.consortium_id and id = b.resource_id;
  if r.is_withdrawn then
    raise exception using errcode = 'LH052', message = 'the resource is not lent any more', detail = 'withdrawn';
  end if;
  v_place := free_place(b.consortium_id, b.resource_id, r.capacity, tstzrange(b.starts_at, b.ends_at));
  if v_place is not null then
    perform pg_advisory_xact_lock(hashtextextended('resource ' || b.resource_id::text, 0));
    v_place := free_place(b.consortium_id, b.resource_id, r.capacity, tstzrange(b.starts_at, b.ends_at));
  end if;
  if v_place is null then
    raise exception using errcode = 'LH052', message = 'no place is free', detail = 'taken';
  end if;
  if exists (select from resource_blackout o where o.consortium_id = b.consortium_id and o.resource_id = b.resource_id
      and tstzrange(o.starts_at, o.ends_at) && tstzrange(b.starts_at, b.ends_at)) then
    raise exception using errcode = 'LH052', message = 'the resource is closed at that time', detail = 'blackout';
  end if;
  if r.quota_hours is not null and b.member_id <> r.member_id and extract(epoch from b.ends_at - b.starts_at) + coalesce((
      select sum(extract(epoch from o.ends_at - o.starts_at)) from resource_booking o
      where o.consortium_id = b.consortium_id and o.resource_id = b.resource_id and o.member_id = b.member_id and o.id <> b.id
        and o.state in ('asked', 'approved', 'used') and date_trunc('month', o.starts_at at time zone 'Asia/Shanghai') = v_month), 0)
      > r.quota_hours * 3600 then
    raise exception using errcode = 'LH052', message = 'the member has its hours of the month', detail = 'quota';
  end if;
  return v_place;
end $$;

-- A booking goes the steps that it can, by the clock of the database: who books may give up what has not begun, and the owner decides all else.
create function keep_resource_booking() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_hosts boolean;
  v_asks  boolean;
begin
  if tg_op = 'INSERT' then
    select r.member_id, r.needs_approval into new.host_id, v_asks from resource r where r.consortium_id = new.consortium_id and r.id = new.resource_id;
    if new.state not in ('waiting', 'asked', 'approved') or new.starts_at <= clock_timestamp()
       or new.state = 'approved' and v_asks and new.member_id <> new.host_id then
      raise exception using errcode = 'restrict_violation', message = 'what is booked lies ahead, and is approved where that is asked for';
    end if;
    new.place := case when new.state = 'waiting' then null else take_place(new) end;
    return new;
  end if;
  v_hosts := has_right('manage-resource', old.consortium_id) or has_right('share-resource', old.host_id);
  if new.version <> old.version + 1
     or not (case
       when new.state = 'cancelled' then old.state in ('waiting', 'asked', 'approved') and (v_hosts or clock_timestamp() < old.starts_at)
       when new.state = 'declined' then old.state in ('asked', 'waiting') and v_hosts
       when new.state = 'approved' and old.state = 'asked' then v_hosts
       when new.state in ('asked', 'approved') then old.state = 'waiting' and current_setting('lianheti.moving_up', true) = 'on'
       when new.state in ('used', 'missed') then old.state = 'approved' and v_hosts and clock_timestamp() >= old.starts_at
       else false end) then
    raise exception using errcode = 'restrict_violation', message = 'a booking goes the steps that it can';
  end if;
  if old.state = 'waiting' and new.state in ('asked', 'approved') then new.place := take_place(new); end if;
  return new;
end $$;
create trigger resource_booking_kept before insert or update on resource_booking for each row execute function keep_resource_booking();

-- Whoever waits moves up where a place has become free, the longest wait first, and is told. Answers how many did.
create function move_up_waiting(p_consortium uuid, p_resource uuid) returns integer language plpgsql security definer set search_path = public as $$
declare
  r       resource;
  b       resource_booking;
  v_state text;
  v_count integer := 0;
begin
  select * into r from resource where consortium_id = p_consortium and id = p_resource;
  perform set_config('lianheti.moving_up', 'on', true);
  for b in select * from resource_booking w where w.consortium_id = p_consortium and w.resource_id = p_resource and w.state = 'waiting'
      and w.starts_at > clock_timestamp() order by w.at, w.id loop
    v_state := case when r.needs_approval and b.member_id <> r.member_id then 'asked' else 'approved' end;
    begin
      update resource_booking set state = v_state, version = version + 1 where consortium_id = p_consortium and id = b.id;
      v_count := v_count + 1;
      insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
      select p_consortium, a.person_id, a.unit_id,
        format('“%s”%s空出，您单位的等候已递补%s。', r.name, to_char(b.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'),
          case v_state when 'asked' then '，等待提供单位审核' else '，预约成功' end),
        '/consortia/' || p_consortium || '/resources/' || p_resource, actor()
      from role_assignment a where a.unit_id = b.member_id and a.role = 'member-reporter';
    exception when sqlstate 'LH052' or exclusion_violation then null;
    end;
  end loop;
  perform set_config('lianheti.moving_up', '', true);
  return v_count;
end $$;

-- Times of a resource that are held, for whoever may see it; by whom is told to the two sides and those who read all.
create function held_times(p_consortium uuid, p_resource uuid, p_from timestamptz, p_to timestamptz)
returns table (starts_at timestamptz, ends_at timestamptz, places integer)
language sql stable security definer set search_path = public as $$
  select b.starts_at, b.ends_at, count(*)::integer from resource_booking b
  where b.consortium_id = p_consortium and b.resource_id = p_resource and b.state in ('asked', 'approved', 'used')
    and tstzrange(b.starts_at, b.ends_at) && tstzrange(p_from, p_to)
    and (has_right('read-resource', p_consortium) or p_consortium in (select consortia_of_own_members()))
  group by 1, 2 order by 1, 2
$$;

-- Minutes for which resources were used in a time, for whoever may see them.
create function used_minutes(p_consortium uuid, p_from timestamptz, p_to timestamptz) returns table (resource_id uuid, bookings integer, minutes bigint)
language sql stable security definer set search_path = public as $$
  select b.resource_id, count(*)::integer,
    sum(extract(epoch from least(b.ends_at, p_to) - greatest(b.starts_at, p_from)) / 60)::bigint
  from resource_booking b
  where b.consortium_id = p_consortium and b.state = 'used' and tstzrange(b.starts_at, b.ends_at) && tstzrange(p_from, p_to)
    and (has_right('read-resource', p_consortium) or p_consortium in (select consortia_of_own_members()))
  group by 1
$$;

-- Notices to the people of one side of a booking, the actor left out. Only a side of it, or who manages all, tells.
create function tell_of_booking(p_consortium uuid, p_booking uuid, p_side text, p_text text) returns void
language plpgsql security definer set search_path = public as $$
declare
  b resource_booking;
begin
  select * into b from resource_booking where consortium_id = p_consortium and id = p_booking;
  if not (has_right('manage-resource', p_consortium) or has_right('share-resource', b.host_id) or has_right('share-resource', b.member_id)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has nothing to do with a booking tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select p_consortium, a.person_id, a.unit_id, p_text, '/consortia/' || p_consortium || '/resources/' || b.resource_id, actor()
  from role_assignment a
  where a.unit_id = case p_side when 'host' then b.host_id else b.member_id end and a.role = 'member-reporter' and a.person_id <> actor();
end $$;

-- A resource's calendar by the hash of its address: what is held and closed, from a month ago on.
create function resource_feed(p_hash text) returns jsonb language sql stable security definer set search_path = public as $$
  select jsonb_build_object('name', r.name, 'place', r.place, 'times', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'from', t.starts_at, 'to', t.ends_at, 'what', t.what, 'who', t.who) order by t.starts_at, t.id)
    from (
      select b.id, b.starts_at, b.ends_at, b.state as what, m.name as who
      from resource_booking b join member m on m.consortium_id = b.consortium_id and m.id = b.member_id
      where b.consortium_id = r.consortium_id and b.resource_id = r.id and b.state in ('asked', 'approved', 'used')
      union all
      select o.id, o.starts_at, o.ends_at, 'blackout', o.reason from resource_blackout o
      where o.consortium_id = r.consortium_id and o.resource_id = r.id
    ) t where t.ends_at > clock_timestamp() - interval '31 days'), '[]'))
  from resource r where r.feed_hash = p_hash and not r.is_withdrawn
$$;

create function shown_photos() returns setof uuid language plpgsql stable security definer set search_path = public as $$
begin
  return query select p.evidence_id from resource_photo p
    where p.consortium_id in (select scope('read-resource')) or p.consortium_id in (select consortia_of_own_members());
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['resource', 'resource_blackout', 'resource_photo', 'resource_booking'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    if t <> 'resource_booking' then
      execute format('create policy %I on %I for select to lianheti_app
        using (consortium_id in (select scope(''read-resource'')) or consortium_id in (select consortia_of_own_members()))', t || '_read', t);
    end if;
  end loop;
end $$;

-- A member lends its own, the secretariat for all.
create policy resource_made on resource for insert to lianheti_app with check (person_id = (select actor())
  and (consortium_id in (select scope('manage-resource')) or member_id in (select scope('share-resource'))));
create policy resource_changed on resource for update to lianheti_app
  using (consortium_id in (select scope('manage-resource')) or member_id in (select scope('share-resource')));
create policy resource_blackout_made on resource_blackout for insert to lianheti_app with check (person_id = (select actor())
  and exists (select from resource r where r.consortium_id = resource_blackout.consortium_id and r.id = resource_id
    and (r.consortium_id in (select scope('manage-resource')) or r.member_id in (select scope('share-resource')))));
create policy resource_blackout_ended on resource_blackout for delete to lianheti_app
  using (exists (select from resource r where r.consortium_id = resource_blackout.consortium_id and r.id = resource_id
    and (r.consortium_id in (select scope('manage-resource')) or r.member_id in (select scope('share-resource')))));
create policy resource_photo_made on resource_photo for insert to lianheti_app with check (linked_by = (select actor())
  and exists (select from evidence e where e.consortium_id = resource_photo.consortium_id and e.id = evidence_id
    and (e.consortium_id in (select scope('settle-ledger')) or e.member_id in (select scope('write-ledger'))))
  and exists (select from resource r where r.consortium_id = resource_photo.consortium_id and r.id = resource_id
    and (r.consortium_id in (select scope('manage-resource')) or r.member_id in (select scope('share-resource')))));
create policy resource_photo_cut on resource_photo for delete to lianheti_app
  using (exists (select from resource r where r.consortium_id = resource_photo.consortium_id and r.id = resource_id
    and (r.consortium_id in (select scope('manage-resource')) or r.member_id in (select scope('share-resource')))));
create policy evidence_shown on evidence for select to lianheti_app using (id in (select shown_photos()));

create policy resource_booking_read on resource_booking for select to lianheti_app using (consortium_id in (select scope('read-resource'))
  or member_id in (select scope('share-resource')) or host_id in (select scope('share-resource')));
create policy resource_booking_made on resource_booking for insert to lianheti_app with check (person_id = (select actor())
  and (consortium_id in (select scope('manage-resource')) or member_id in (select scope('share-resource'))));
create policy resource_booking_moved on resource_booking for update to lianheti_app using (consortium_id in (select scope('manage-resource'))
  or member_id in (select scope('share-resource')) or host_id in (select scope('share-resource')));

grant select (consortium_id, id, member_id, kind, name, place, description, conditions, capacity, needs_approval, price, quota_hours, opening, details,
  is_withdrawn, version, person_id, at) on resource to lianheti_app;
grant insert (consortium_id, id, member_id, kind, name, place, description, conditions, capacity, needs_approval, price, quota_hours, opening, details, person_id)
  on resource to lianheti_app;
grant update (name, place, description, conditions, capacity, needs_approval, price, quota_hours, opening, details, is_withdrawn, feed_hash, version)
  on resource to lianheti_app;
grant select, delete on resource_blackout to lianheti_app;
grant insert (consortium_id, id, resource_id, starts_at, ends_at, reason, person_id) on resource_blackout to lianheti_app;
grant select, delete on resource_photo to lianheti_app;
grant insert (consortium_id, resource_id, evidence_id, linked_by) on resource_photo to lianheti_app;
grant select on resource_booking to lianheti_app;
grant insert (consortium_id, id, resource_id, member_id, series_id, starts_at, ends_at, purpose, amount, state, person_id) on resource_booking to lianheti_app;
grant update (state, remark, version) on resource_booking to lianheti_app;

revoke execute on function free_place, take_place, move_up_waiting, held_times, used_minutes, tell_of_booking, resource_feed, shown_photos from public;
grant execute on function move_up_waiting, held_times, used_minutes, tell_of_booking, resource_feed, shown_photos to lianheti_app;
