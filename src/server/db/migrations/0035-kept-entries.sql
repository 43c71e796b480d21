-- Entries that a record of the consortium's running writes by itself: a meeting, a seat, a task, a governing document.

create table ledger_source (
  consortium_id uuid not null references unit,
  -- What the record is, as its folder is called: 'meeting', 'task' …
  noun          text not null check (length(noun) between 1 and 40),
  record_id     uuid not null,
  kind          text not null,
  entry_id      uuid not null,
  primary key (consortium_id, noun, record_id, kind),
  unique (consortium_id, entry_id),
  foreign key (consortium_id, entry_id) references ledger_entry
);
alter table ledger_source enable row level security;
alter table ledger_source force row level security;
create policy ledger_source_owner on ledger_source to lianheti_owner using (true) with check (true);
create policy ledger_source_read on ledger_source for select to lianheti_app using (exists (
  select from ledger_entry e where e.consortium_id = ledger_source.consortium_id and e.id = ledger_source.entry_id));
grant select on ledger_source to lianheti_app;

-- What a person may write of a consortium's ledgers: for members in its scope, and as the secretariat. Who keeps the register of members has
-- entries counted again, whose words stay as they are. What happens in a consortium is told by whoever of it acts: the record's own
-- policies have decided by then.
create or replace function may_speak(p_person uuid, p_consortium uuid, p_side text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  if p_side = 'record' then
    return exists (
      select from role_assignment a join role_right r on r.role = a.role and r."right" in ('settle-ledger', 'write-ledger')
      join unit u on u.id = a.unit_id and (u.id = p_consortium or u.parent_id = p_consortium)
      where a.person_id = p_person);
  end if;
  return exists (
    select from role_assignment a
    join role_right r on r.role = a.role and r."right" =
      case p_side when 'secretariat' then 'settle-ledger' when 'register' then 'manage-member' else 'write-ledger' end
    join unit_within w on w.ancestor_id = a.unit_id
      and w.unit_id = case when p_side in ('secretariat', 'register') then p_consortium else p_side::uuid end
    where a.person_id = p_person)
    and (p_side in ('secretariat', 'register') or exists (select from unit u where u.id = p_side::uuid and u.parent_id = p_consortium));
end $$;

-- What a record wrote is changed where the record is, never beside it.
create function refuse_beside_record() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if coalesce(current_setting('lianheti.record', true), '') = '' and exists (
      select from ledger_source s where s.consortium_id = new.consortium_id and s.entry_id = new.id) then
    raise exception using errcode = 'LH003', message = 'the entry is written by a record', detail = new.id::text;
  end if;
  return new;
end $$;
revoke execute on function refuse_beside_record from public;
create trigger ledger_entry_beside before update on ledger_entry for each row
  when (old.values is distinct from new.values or old.standing is distinct from new.standing)
  execute function refuse_beside_record();

-- Entries that these records have written.
create function kept_entries(p_consortium uuid, p_noun text, p_records uuid[])
returns table (record_id uuid, kind text, entry_id uuid) language sql stable security definer set search_path = public as $$
  select s.record_id, s.kind, s.entry_id from ledger_source s
  where s.consortium_id = p_consortium and s.noun = p_noun and s.record_id = any(p_records)
    and may_speak(actor(), p_consortium, 'record')
$$;

-- Writes what records say as `write_entries` does, all or nothing, and keeps which record wrote which entry.
-- p_links: [{"recordId", "kind", "entryId"}]. An entry that another record wrote is refused as 'exists'.
create function keep_entries(p_consortium uuid, p_noun text, p_rows jsonb, p_links jsonb, p_reason text) returns void
language plpgsql security definer set search_path = public as $$
declare
  v_taken jsonb;
begin
  if not may_speak(actor(), p_consortium, 'record') then
    raise exception using errcode = 'LH002', message = 'not every entry can be written', detail = '[{"outcome": "forbidden"}]';
  end if;
  perform set_config('lianheti.record', p_noun, true);
  perform write_entries(p_consortium, p_rows, true, 'record', p_reason);
  perform set_config('lianheti.record', '', true);
  insert into ledger_source (consortium_id, noun, record_id, kind, entry_id)
  select p_consortium, p_noun, l."recordId", l.kind, l."entryId"
  from jsonb_to_recordset(p_links) as l("recordId" uuid, kind text, "entryId" uuid)
  on conflict (consortium_id, noun, record_id, kind) do update set entry_id = excluded.entry_id
    where ledger_source.entry_id <> excluded.entry_id;
end $$;
revoke execute on function kept_entries, keep_entries from public;
grant execute on function kept_entries, keep_entries to lianheti_app;
