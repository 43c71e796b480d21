-- Alerts: rules that people set over what they may read, and what each of them has told while it stays true.
create table alert_rule (
  id         uuid primary key default gen_random_uuid(),
  -- Over every consortium in this unit: a nation, a province, or one consortium.
  unit_id    uuid not null references unit,
  person_id  uuid not null references person,
  name       text not null check (length(name) between 1 and 60),
  measure    text not null,
  figure     text check (length(figure) <= 80),
  comparison text not null,
  "limit"    numeric not null,
  -- Null for the running year, whichever that is.
  year       smallint check (year between 2000 and 2999),
  channels   text[] not null check (cardinality(channels) > 0 and channels <@ array['app', 'mail', 'webhook']),
  paused     boolean not null default false,
  removed    boolean not null default false,
  version    integer not null default 1,
  changed_at timestamptz not null default clock_timestamp()
);
create index alert_rule_person_idx on alert_rule (person_id) where not removed;

create table alert_rule_history (
  rule_id uuid    not null references alert_rule,
  version integer not null,
  rule    jsonb   not null,
  at      timestamptz not null,
  primary key (rule_id, version)
);

-- What a rule has told and what is true since: a row goes when it is seen to be false.
create table alert_state (
  consortium_id uuid     not null references unit,
  rule_id       uuid     not null references alert_rule,
  year          smallint not null,
  value         text     not null,
  before        text,
  told_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, rule_id, year)
);
create index alert_state_rule_idx on alert_state (rule_id, told_at);

create function keep_alert_version() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into alert_rule_history values (new.id, new.version, to_jsonb(new), new.changed_at);
  -- Another condition is another question: what was told of the old one answers nothing.
  if tg_op = 'UPDATE' and (new.removed or (old.unit_id, old.measure, old.figure, old.comparison, old."limit", old.year)
      is distinct from (new.unit_id, new.measure, new.figure, new.comparison, new."limit", new.year)) then
    delete from alert_state where rule_id = new.id;
  end if;
  return null;
end $$;
create trigger alert_rule_kept after insert or update on alert_rule for each row execute function keep_alert_version();
create trigger alert_rule_history_kept before update or delete on alert_rule_history for each row execute function keep_record();

-- A rule's owner may read a consortium's figures at this moment: only then is it told of them.
create function may_be_told(p_person uuid, p_consortium uuid) returns boolean language sql stable as $$
  select exists (
    select from role_assignment a join role_right r on r.role = a.role and r."right" = 'read-ledger'
    join unit_within w on w.ancestor_id = a.unit_id and w.unit_id = p_consortium
    where a.person_id = p_person)
$$;
revoke execute on function may_be_told from public;

do $$
declare
  t text;
begin
  foreach t in array array['alert_rule', 'alert_rule_history', 'alert_state'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
end $$;
create policy alert_rule_own on alert_rule for select to lianheti_app using (person_id = (select actor()));
create policy alert_rule_made on alert_rule for insert to lianheti_app
  with check (person_id = (select actor()) and unit_id in (select scope('read-ledger')));
-- Whoever lost the role still stops a rule or takes it away.
create policy alert_rule_changed on alert_rule for update to lianheti_app using (person_id = (select actor()) and not removed)
  with check (person_id = (select actor()) and (removed or paused or unit_id in (select scope('read-ledger'))));
grant insert on alert_rule to lianheti_app;
grant update (unit_id, name, measure, figure, comparison, "limit", year, channels, paused, removed, version, changed_at) on alert_rule to lianheti_app;
create policy alert_rule_history_own on alert_rule_history for select to lianheti_app
  using (exists (select from alert_rule r where r.id = rule_id and r.person_id = (select actor())));
create policy alert_state_own on alert_state for select to lianheti_app
  using (consortium_id in (select scope('read-ledger')) and exists (select from alert_rule r where r.id = rule_id and r.person_id = (select actor())));

-- Provinces and the ministry listen with systems of their own, too.
create or replace function speaks_for(p_unit uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare
  v_unit uuid := actor_unit();
begin
  return exists (select from role_assignment a where a.person_id = actor() and a.unit_id = p_unit
    and a.role in ('member-reporter', 'secretariat', 'provincial-officer', 'ministry-officer') and (v_unit is null or a.unit_id = v_unit));
end $$;
