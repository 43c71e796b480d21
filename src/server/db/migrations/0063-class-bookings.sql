-- Classes hold the shared resource that their room is: for each session one booking of all its places, made, moved and freed with the class. The same constraint as
-- for every booking keeps that nothing is held twice.
alter table resource_booking
  add column class_id uuid,
  add foreign key (consortium_id, class_id, member_id) references training_class (consortium_id, id, member_id),
  add check (class_id is null or state <> 'waiting'),
  drop constraint resource_booking_once;
alter table resource_booking add constraint resource_booking_once exclude using gist (consortium_id with =, resource_id with =,
    (case when class_id is null then int4range(place, place, '[]') else int4range(1, null) end) with &&, tstzrange(starts_at, ends_at) with &&)
  where (state in ('asked', 'approved', 'used'));
create index resource_booking_class_idx on resource_booking (consortium_id, class_id) where class_id is not null;
grant insert (class_id) on resource_booking to lianheti_app;

-- Who lends it may book it for a class of another.
create policy resource_booking_for_class on resource_booking for insert to lianheti_app with check (person_id = (select actor())
  and class_id is not null and host_id in (select scope('share-resource')));

-- One resource is one room; where two claimed to be it, the first remains.
update training_room r set resource_id = null, version = version + 1 where resource_id is not null and not is_withdrawn and exists (
  select from training_room o where o.consortium_id = r.consortium_id and o.resource_id = r.resource_id and not o.is_withdrawn and (o.at, o.id) < (r.at, r.id));
create unique index training_room_resource_once on training_room (consortium_id, resource_id) where resource_id is not null and not is_withdrawn;

-- A class holds all places, so that none of them is free meanwhile.
create or replace function free_place(p_consortium uuid, p_resource uuid, p_capacity integer, p_during tstzrange) returns smallint
language sql volatile security definer set search_path = public as $$
  select p::smallint from generate_series(1, p_capacity) p where not exists (
    select from resource_booking b where b.consortium_id = p_consortium and b.resource_id = p_resource and (b.place = p or b.class_id is not null)
      and b.state in ('asked', 'approved', 'used') and tstzrange(b.starts_at, b.ends_at) && p_during)
  order by p limit 1
$$;

-- The first place where the whole of a resource is free.
create function free_whole(p_consortium uuid, p_resource uuid, p_during tstzrange) returns smallint
language sql volatile security definer set search_path = public as $$
  select 1::smallint where not exists (
    select from resource_booking b where b.consortium_id = p_consortium and b.resource_id = p_resource
      and b.state in ('asked', 'approved', 'used') and tstzrange(b.starts_at, b.ends_at) && p_during)
$$;

-- As before; a class takes the whole, and its hours are no part of a member's quota.
create or replace function take_place(b resource_booking) returns smallint language plpgsql security definer set search_path = public as $$
declare
  r        resource;
  v_month  timestamp := date_trunc('month', b.starts_at at time zone 'Asia/Shanghai');
  v_during tstzrange := tstzrange(b.starts_at, b.ends_at);
  v_place  smallint;
begin
  select * into r from resource where consortium_id = b.consortium_id and id = b.resource_id;
  if r.is_withdrawn then
    raise exception using errcode = 'LH052', message = 'the resource is not lent any more', detail = 'withdrawn';
  end if;
  v_place := case when b.class_id is null then free_place(b.consortium_id, b.resource_id, r.capacity, v_during)
    else free_whole(b.consortium_id, b.resource_id, v_during) end;
  if v_place is not null then
    perform pg_advisory_xact_lock(hashtextextended('resource ' || b.resource_id::text, 0));
    v_place := case when b.class_id is null then free_place(b.consortium_id, b.resource_id, r.capacity, v_during)
      else free_whole(b.consortium_id, b.resource_id, v_during) end;
  end if;
  if v_place is null then
    raise exception using errcode = 'LH052', message = 'no place is free', detail = 'taken';
  end if;
  if exists (select from resource_blackout o where o.consortium_id = b.consortium_id and o.resource_id = b.resource_id
      and tstzrange(o.starts_at, o.ends_at) && v_during) then
    raise exception using errcode = 'LH052', message = 'the resource is closed at that time', detail = 'blackout';
  end if;
  if r.quota_hours is not null and b.class_id is null and b.member_id <> r.member_id and extract(epoch from b.ends_at - b.starts_at) + coalesce((
      select sum(extract(epoch from o.ends_at - o.starts_at)) from resource_booking o
      where o.consortium_id = b.consortium_id and o.resource_id = b.resource_id and o.member_id = b.member_id and o.id <> b.id and o.class_id is null
        and o.state in ('asked', 'approved', 'used') and date_trunc('month', o.starts_at at time zone 'Asia/Shanghai') = v_month), 0)
      > r.quota_hours * 3600 then
    raise exception using errcode = 'LH052', message = 'the member has its hours of the month', detail = 'quota';
  end if;
  return v_place;
end $$;

-- As before; for a class the owner and the secretariat have approved what they book themselves.
create or replace function keep_resource_booking() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_hosts boolean;
  v_asks  boolean;
begin
  if tg_op = 'INSERT' then
    select r.member_id, r.needs_approval into new.host_id, v_asks from resource r where r.consortium_id = new.consortium_id and r.id = new.resource_id;
    if new.state not in ('waiting', 'asked', 'approved') or new.starts_at <= clock_timestamp()
       or new.state = 'approved' and v_asks and new.member_id <> new.host_id and not (new.class_id is not null
         and (has_right('manage-resource', new.consortium_id) or has_right('share-resource', new.host_id))) then
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

-- As before, and for which class; a class holds all places.
drop function held_times;
create function held_times(p_consortium uuid, p_resources uuid[], p_from timestamptz, p_to timestamptz)
returns table (resource_id uuid, starts_at timestamptz, ends_at timestamptz, bookings integer, places integer, class_name text)
language sql stable security definer set search_path = public as $$
  select b.resource_id, b.starts_at, b.ends_at, count(*)::integer,
    sum(case when b.class_id is null then 1 else r.capacity end)::integer, max(c.name)
  from resource_booking b join resource r on r.consortium_id = b.consortium_id and r.id = b.resource_id
  left join training_class c on c.consortium_id = b.consortium_id and c.id = b.class_id
  where b.consortium_id = p_consortium and b.resource_id = any(p_resources) and b.state in ('asked', 'approved', 'used')
    and tstzrange(b.starts_at, b.ends_at) && tstzrange(p_from, p_to)
    and (has_right('read-resource', p_consortium) or p_consortium in (select consortia_of_own_members()))
  group by 1, 2, 3 order by 1, 2, 3
$$;

create or replace function used_minutes(p_consortium uuid, p_from timestamptz, p_to timestamptz)
returns table (resource_id uuid, bookings integer, minutes bigint) language sql stable security definer set search_path = public as $$
  select b.resource_id, count(*)::integer, sum(extract(epoch from least(b.ends_at, p_to) - greatest(b.starts_at, p_from)) / 60
    * case when b.class_id is null then 1 else r.capacity end)::bigint
  from resource_booking b join resource r on r.consortium_id = b.consortium_id and r.id = b.resource_id
  where b.consortium_id = p_consortium and b.state = 'used' and tstzrange(b.starts_at, b.ends_at) && tstzrange(p_from, p_to)
    and (has_right('read-resource', p_consortium) or p_consortium in (select consortia_of_own_members()))
  group by 1
$$;

create or replace function resource_feed(p_hash text) returns jsonb language sql stable security definer set search_path = public as $$
  select jsonb_build_object('name', r.name, 'place', r.place, 'times', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'from', t.starts_at, 'to', t.ends_at, 'what', t.what, 'who', t.who) order by t.starts_at, t.id)
    from (
      select b.id, b.starts_at, b.ends_at, b.state as what, concat_ws(' ', m.name, c.name) as who
      from resource_booking b join member m on m.consortium_id = b.consortium_id and m.id = b.member_id
      left join training_class c on c.consortium_id = b.consortium_id and c.id = b.class_id
      where b.consortium_id = r.consortium_id and b.resource_id = r.id and b.state in ('asked', 'approved', 'used')
      union all
      select o.id, o.starts_at, o.ends_at, 'blackout', o.reason from resource_blackout o
      where o.consortium_id = r.consortium_id and o.resource_id = r.id
    ) t where t.ends_at > clock_timestamp() - interval '31 days'), '[]'))
  from resource r where r.feed_hash = p_hash and not r.is_withdrawn
$$;

revoke execute on function free_whole, held_times from public;
grant execute on function held_times to lianheti_app;
