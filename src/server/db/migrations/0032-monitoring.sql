-- Dashboards: who sees whose figures, when what they show last changed, and views that people keep.

-- How many writes each consortium's record beside its ledgers has seen: figures remembered at that count are still good.
create table monitoring_head (
  consortium_id uuid primary key references unit,
  sequence      bigint not null
) with (fillfactor = 50);
alter table monitoring_head enable row level security;
alter table monitoring_head force row level security;
create policy monitoring_head_owner on monitoring_head to lianheti_owner using (true) with check (true);

-- Once for each consortium that a statement touched, always in the same order.
create function count_monitoring() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into monitoring_head select distinct consortium_id, 1 from changed order by 1
  on conflict (consortium_id) do update set sequence = monitoring_head.sequence + 1;
  return null;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['standing_event', 'commitment', 'collection_figure'] loop
    execute format('create trigger %I after insert on %I referencing new table as changed for each statement execute function count_monitoring()',
      t || '_added_count', t);
    execute format('create trigger %I after update on %I referencing new table as changed for each statement execute function count_monitoring()',
      t || '_changed_count', t);
    execute format('create trigger %I after delete on %I referencing old table as changed for each statement execute function count_monitoring()',
      t || '_removed_count', t);
  end loop;
end $$;

-- A form's every save touches its application; only what moves it is counted.
create function count_moved_application() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into monitoring_head values (new.consortium_id, 1)
  on conflict (consortium_id) do update set sequence = monitoring_head.sequence + 1;
  return null;
end $$;
create trigger application_begun_count after insert on application for each row execute function count_moved_application();
create trigger application_moved_count after update of state on application for each row
  when (old.state is distinct from new.state) execute function count_moved_application();

-- How much has been written in all: while it stands still, so do all dashboards.
create function monitoring_writes() returns bigint language sql stable security definer set search_path = public as $$
  select (coalesce((select sum(sequence) from ledger_head), 0) + coalesce((select sum(sequence) from monitoring_head), 0))::bigint
$$;
revoke execute on function monitoring_writes from public;
grant execute on function monitoring_writes to lianheti_app;

-- The units whose figures a person may see, each with all below it; of a member, what that member itself recorded.
create function monitoring_scope(p_person uuid, p_unit uuid)
returns table (unit_id uuid, kind text) language sql stable security definer set search_path = public as $$
  select distinct u.id, u.kind
  from role_assignment a
  join role_right r on r.role = a.role and r."right" in ('read-ledger', 'read-own-ledger')
  join unit u on u.id = a.unit_id
  where a.person_id = p_person and (p_unit is null or a.unit_id = p_unit)
$$;
revoke execute on function monitoring_scope from public;
grant execute on function monitoring_scope to lianheti_app;

-- A view is what stands in a dashboard's address. Its owner's, or shared with all who have a role in the same unit.
create table saved_view (
  id         uuid primary key default gen_random_uuid(),
  unit_id    uuid    not null references unit,
  person_id  uuid    not null references person,
  name       text    not null check (length(name) between 1 and 60),
  path       text    not null check (path in ('/monitoring', '/monitoring/compare')),
  view       jsonb   not null check (jsonb_typeof(view) = 'object'),
  shared     boolean not null default false,
  version    integer not null default 1,
  changed_at timestamptz not null default clock_timestamp()
);
create index saved_view_unit_idx on saved_view (unit_id);
create index saved_view_person_idx on saved_view (person_id);

-- Units in which the actor has a role itself.
create function own_units() returns setof uuid language plpgsql stable security definer set search_path = public rows 3 as $$
declare
  v_unit uuid := actor_unit();
begin
  return query
    select a.unit_id from role_assignment a where a.person_id = actor() and (v_unit is null or a.unit_id = v_unit);
end $$;

alter table saved_view enable row level security;
alter table saved_view force row level security;
create policy saved_view_owner on saved_view to lianheti_owner using (true) with check (true);
create policy saved_view_read on saved_view for select to lianheti_app
  using (unit_id in (select own_units()) and (person_id = (select actor()) or shared));
create policy saved_view_made on saved_view for insert to lianheti_app
  with check (unit_id in (select own_units()) and person_id = (select actor()));
create policy saved_view_changed on saved_view for update to lianheti_app
  using (person_id = (select actor())) with check (unit_id in (select own_units()) and person_id = (select actor()));
create policy saved_view_dropped on saved_view for delete to lianheti_app using (person_id = (select actor()));
grant select, insert, delete on saved_view to lianheti_app;
grant update (name, view, shared, version, changed_at) on saved_view to lianheti_app;

-- A token may read dashboards and nothing else; such a one officers may make, too.
alter table api_token drop constraint api_token_scopes_check;
alter table api_token add constraint api_token_scopes_check
  check (scopes <@ array['ledger:read', 'ledger:write', 'monitoring:read'] and cardinality(scopes) > 0);
