-- 补充协议: how a running technology contract shall be, written by one side; it is so once the other confirms.

create table technology_amendment (
  consortium_id uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  contract_id   uuid    not null,
  -- As it stands on the paper.
  number        text    not null check (length(number) between 1 and 50),
  signed_on     date    not null,
  reason        text    not null check (length(reason) between 1 and 1000),
  -- What shall be. Milestones in order, each { number, title, dueOn }, those accepted as they are.
  amount        numeric(14, 2) not null check (amount > 0),
  milestones    jsonb   not null check (jsonb_typeof(milestones) = 'array' and jsonb_array_length(milestones) between 1 and 50),
  -- What was when it was written. Nothing but an amendment changes it, and one waits at a time, so that it is also what was when it was confirmed.
  amount_before     numeric(14, 2) not null,
  milestones_before jsonb not null,
  proposed_by   uuid    not null,
  state         text    not null default 'proposed' check (state in ('proposed', 'confirmed', 'declined', 'withdrawn')),
  decided_at    timestamptz,
  decided_by    uuid    references person,
  -- The version of the contract that it made.
  made_version  integer,
  file_digest   text    check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name     text    check (length(file_name) between 1 and 255),
  media_type    text,
  bytes         bigint  check (bytes > 0),
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, contract_id) references technology_contract,
  check (num_nulls(file_digest, file_name, media_type, bytes) in (0, 4)),
  check (num_nulls(decided_at, decided_by) = case state when 'proposed' then 2 else 0 end),
  check ((state = 'confirmed') = (made_version is not null))
);
create unique index technology_amendment_number on technology_amendment (consortium_id, contract_id, number) where state in ('proposed', 'confirmed');
create unique index technology_amendment_waits on technology_amendment (consortium_id, contract_id) where state = 'proposed';

-- The milestones of a contract as an amendment names them.
create function technology_milestones(p_consortium uuid, p_contract uuid, p_accepted boolean) returns jsonb language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_agg(jsonb_build_object('number', m.number, 'title', m.title, 'dueOn', m.due_on) order by m.number), '[]') from technology_milestone m
  where m.consortium_id = p_consortium and m.contract_id = p_contract and (m.accepted_on is not null or not p_accepted)
$$;

-- What was received and accepted stays: an amendment leaves room for the one and names the other as it is.
create function keep_technology_amendment() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c technology_contract;
begin
  select * into c from technology_contract where consortium_id = new.consortium_id and id = new.contract_id for update;
  if tg_op = 'INSERT' then
    new.amount_before := c.amount;
    new.milestones_before := technology_milestones(c.consortium_id, c.id, false);
    if new.state <> 'proposed' or new.proposed_by not in (c.provider_id, c.enterprise_id)
        or (select count(*) > count(distinct x.number) from jsonb_to_recordset(new.milestones) as x(number smallint)) then
      raise exception using errcode = 'restrict_violation', message = 'one side writes an amendment';
    end if;
  else
    if old.state <> 'proposed' or not (case new.state
        when 'withdrawn' then has_right('serve-technology', old.proposed_by)
        when 'confirmed' then has_right('serve-technology', case old.proposed_by when c.provider_id then c.enterprise_id else c.provider_id end)
        when 'declined' then has_right('serve-technology', case old.proposed_by when c.provider_id then c.enterprise_id else c.provider_id end)
        else false end) then
      raise exception using errcode = 'restrict_violation', message = 'an amendment goes the steps that it can';
    end if;
    new.decided_at := clock_timestamp();
    new.decided_by := actor();
    if new.state <> 'confirmed' then return new; end if;
    new.made_version := c.version + 1;
  end if;
  if c.state <> 'agreed' then
    raise exception using errcode = 'restrict_violation', message = 'a running contract is amended';
  end if;
  if new.amount < (select coalesce(sum(r.amount), 0) from technology_receipt r where r.consortium_id = c.consortium_id and r.contract_id = c.id)
      or not new.milestones @> technology_milestones(c.consortium_id, c.id, true) then
    raise exception using errcode = 'LH053', message = 'what was received and accepted stays', detail = 'overtaken';
  end if;
  return new;
end $$;
create trigger technology_amendment_kept before insert or update on technology_amendment for each row execute function keep_technology_amendment();

-- The contract becomes what was confirmed. Nobody else changes its amount or milestones: the application may not.
create function apply_technology_amendment() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update technology_contract set amount = new.amount, version = new.made_version where consortium_id = new.consortium_id and id = new.contract_id;
  delete from technology_milestone m where m.consortium_id = new.consortium_id and m.contract_id = new.contract_id and m.accepted_on is null
    and not exists (select from jsonb_to_recordset(new.milestones) as x(number smallint) where x.number = m.number);
  update technology_milestone m set title = x.title, due_on = x."dueOn"
  from jsonb_to_recordset(new.milestones) as x(number smallint, title text, "dueOn" date)
  where m.consortium_id = new.consortium_id and m.contract_id = new.contract_id and m.number = x.number and m.accepted_on is null
    and (m.title, m.due_on) is distinct from (x.title, x."dueOn");
  insert into technology_milestone (consortium_id, contract_id, number, title, due_on)
  select new.consortium_id, new.contract_id, x.number, x.title, x."dueOn" from jsonb_to_recordset(new.milestones) as x(number smallint, title text, "dueOn" date)
  where not exists (select from technology_milestone m where m.consortium_id = new.consortium_id and m.contract_id = new.contract_id and m.number = x.number);
  return null;
end $$;
create trigger technology_amendment_applied after update on technology_amendment for each row
  when (old.state = 'proposed' and new.state = 'confirmed') execute function apply_technology_amendment();

-- As before; an agreed contract is also amended, and not accepted while an amendment waits.
create or replace function keep_technology_contract() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_other uuid := case old.proposed_by when old.provider_id then old.enterprise_id else old.provider_id end;
begin
  if new.version <> old.version + 1 or not (case new.state
      when 'agreed' then old.state = 'proposed' and new.amount = old.amount and has_right('serve-technology', v_other)
        or old.state = 'agreed' and exists (select from technology_amendment a where a.consortium_id = old.consortium_id and a.contract_id = old.id
          and a.state = 'confirmed' and a.made_version = new.version and a.amount = new.amount)
      when 'declined' then old.state = 'proposed' and (has_right('serve-technology', old.provider_id) or has_right('serve-technology', old.enterprise_id))
      when 'accepted' then old.state = 'agreed' and has_right('serve-technology', old.enterprise_id) and not exists (select from technology_milestone m
        where m.consortium_id = old.consortium_id and m.contract_id = old.id and m.accepted_on is null)
        and not exists (select from technology_amendment a where a.consortium_id = old.consortium_id and a.contract_id = old.id and a.state = 'proposed')
      else false end) then
    raise exception using errcode = 'restrict_violation', message = 'a contract goes the steps that it can';
  end if;
  return new;
end $$;

-- As before, but for milestones of an agreed contract, which an amendment brings and the policy below keeps everybody else from.
create or replace function keep_technology_milestone() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c technology_contract;
begin
  select * into c from technology_contract where consortium_id = new.consortium_id and id = new.contract_id;
  if tg_op = 'INSERT' then
    if c.state not in ('proposed', 'agreed') then raise exception using errcode = 'restrict_violation', message = 'what was agreed stays'; end if;
    return new;
  end if;
  if c.state <> 'agreed' or new.delivered_on is distinct from old.delivered_on and not has_right('serve-technology', c.provider_id)
     or new.accepted_on is distinct from old.accepted_on and not has_right('serve-technology', c.enterprise_id) or old.accepted_on is not null then
    raise exception using errcode = 'restrict_violation', message = 'one delivers, the other accepts';
  end if;
  return new;
end $$;
create policy technology_milestone_first on technology_milestone as restrictive for insert to lianheti_app with check (exists (select from technology_contract c
  where c.consortium_id = technology_milestone.consortium_id and c.id = contract_id and c.state = 'proposed'));

alter table technology_amendment enable row level security;
alter table technology_amendment force row level security;
create policy technology_amendment_owner on technology_amendment to lianheti_owner using (true) with check (true);
-- Who sees a contract sees what became of it.
create policy technology_amendment_read on technology_amendment for select to lianheti_app using (exists (select from technology_contract c
  where c.consortium_id = technology_amendment.consortium_id and c.id = contract_id));
create policy technology_amendment_made on technology_amendment for insert to lianheti_app with check (person_id = (select actor())
  and proposed_by in (select scope('serve-technology')));
create policy technology_amendment_decided on technology_amendment for update to lianheti_app using (exists (select from technology_contract c
  where c.consortium_id = technology_amendment.consortium_id and c.id = contract_id
    and (c.provider_id in (select scope('serve-technology')) or c.enterprise_id in (select scope('serve-technology')))));
grant select on technology_amendment to lianheti_app;
grant insert (consortium_id, id, contract_id, number, signed_on, reason, amount, milestones, amount_before, milestones_before, proposed_by, file_digest, file_name,
  media_type, bytes, person_id) on technology_amendment to lianheti_app;
grant update (state) on technology_amendment to lianheti_app;
revoke execute on function technology_milestones from public;
