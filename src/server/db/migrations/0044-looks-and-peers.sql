-- A visit of its own before the second look at a rectification, where the office asks for one; and forecasts that look at consortia of the same named
-- group first: where enough of them have enough years, at no others.
create table acceptance_look (
  consortium_id uuid    not null,
  batch_id      uuid    not null,
  -- The act whose rectification is looked at.
  version       integer not null,
  reason        text    not null check (length(reason) between 1 and 2000),
  day           date    not null,
  place         text    not null check (length(place) between 1 and 200),
  -- Who goes, as the record names them.
  people        text    not null check (length(people) between 1 and 500),
  -- What is looked at: [{ id, text, outcome: settled | unsettled | null, note }].
  points        jsonb   not null,
  conclusion    text    not null default '' check (length(conclusion) <= 5000),
  -- Counts the saves.
  edit          integer not null default 1,
  opened_by     uuid    not null references person,
  opened_at     timestamptz not null default clock_timestamp(),
  ended_by      uuid    references person,
  ended_at      timestamptz,
  primary key (consortium_id, batch_id, version),
  foreign key (consortium_id, batch_id, version) references acceptance_rectification,
  check ((ended_by is null) = (ended_at is null))
);
create function keep_acceptance_look() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null then
    raise exception using errcode = 'restrict_violation', message = 'the record of a second look stays as it was closed';
  end if;
  return new;
end $$;
create trigger acceptance_look_kept before update or delete on acceptance_look for each row execute function keep_acceptance_look();

alter table acceptance_look enable row level security;
alter table acceptance_look force row level security;
create policy acceptance_look_owner on acceptance_look to lianheti_owner using (true) with check (true);
create policy acceptance_look_office on acceptance_look for select to lianheti_app using (may_review(batch_id));
-- Others read the record once it is closed.
create policy acceptance_look_read on acceptance_look for select to lianheti_app
  using (ended_at is not null and consortium_id in (select scope('read-application')));
create policy acceptance_look_opened on acceptance_look for insert to lianheti_app
  with check (may_review(batch_id) and opened_by = (select actor()) and ended_at is null);
create policy acceptance_look_written on acceptance_look for update to lianheti_app
  using (may_review(batch_id)) with check (may_review(batch_id) and (ended_by is null or ended_by = (select actor())));
grant select, insert on acceptance_look to lianheti_app;
grant update (reason, day, place, people, points, conclusion, edit, ended_by, ended_at) on acceptance_look to lianheti_app;

drop function peer_pace(uuid, text[], integer, integer);

-- How these figures grew elsewhere within years that are over, without telling where or how large they were: of at most p_most years each, in an
-- order that has nothing to do with their size. Thirteen shares of the whole year's amount; of a rate, its percent. Of a figure, years of p_group
-- alone where at least p_least others of it have at least p_fewest years between them, so that none can be recognised; else of everybody.
create function peer_pace(p_consortium uuid, p_figures text[], p_before integer, p_most integer, p_group uuid[], p_least integer, p_fewest integer)
returns table (figure text, alike boolean, grown numeric[])
language sql stable security definer set search_path = public as $$
  with elsewhere as (
    select o.figure, o.consortium_id, o.year, o.amounts, o.bases, o.consortium_id = any(p_group) as alike
    from ledger_pace o
    where o.figure = any(p_figures) and o.consortium_id <> p_consortium and o.year < p_before and o.amounts[13] > 0
      and p_consortium in (select scope('read-ledger'))
  ), grouped as (
    select e.figure from elsewhere e where e.alike
    group by e.figure having count(*) >= p_fewest and count(distinct e.consortium_id) >= greatest(p_least, 5)
  )
  select p.figure, p.chosen, case when p.bases is null
      then array(select round(a / p.amounts[13], 6) from unnest(p.amounts) with ordinality as u (a, n) order by n)
      else array(select case when b > 0 then round(a * 100 / b, 6) end from unnest(p.amounts, p.bases) with ordinality as u (a, b, n) order by n) end
  from (
    select e.figure, e.amounts, e.bases, g.figure is not null as chosen,
      row_number() over (partition by e.figure order by md5(e.consortium_id::text || e.year)) as place
    from elsewhere e left join grouped g on g.figure = e.figure
    where e.alike or g.figure is null
  ) p where p.place <= p_most
$$;
revoke execute on function peer_pace from public;
grant execute on function peer_pace to lianheti_app;
