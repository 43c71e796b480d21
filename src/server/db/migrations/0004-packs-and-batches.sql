-- Packs as they were when used, by digest, and the batches that are run on them.
create table pack (
  digest    text primary key,
  pack_id   text not null,
  content   jsonb not null,
  stored_at timestamptz not null default now()
);

-- The pack's workflow, read out of its content, so that policies can ask who may do what in which state.
create table pack_transition (
  pack_digest text not null references pack,
  from_state  text not null,
  action      text not null,
  to_state    text not null,
  role        text not null,
  primary key (pack_digest, action, from_state, role, to_state)
);

create function read_transitions() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into pack_transition
  select distinct new.digest, t ->> 'from', t ->> 'action', t ->> 'to', r
  from jsonb_array_elements(new.content #> '{workflow,transitions}') t, jsonb_array_elements_text(t -> 'by') r;
  return null;
end $$;
create trigger pack_stored after insert on pack for each row execute function read_transitions();

create table batch (
  id          uuid primary key default gen_random_uuid(),
  unit_id     uuid not null references unit,
  title       text not null,
  pack_digest text not null references pack,
  deadline    timestamptz not null,
  created_at  timestamptz not null default now()
);

alter table batch enable row level security;
alter table batch force row level security;
create policy batch_owner on batch to lianheti_owner using (true) with check (true);
create policy batch_known on batch for select to lianheti_app using (unit_id in (select known_units()));
create policy batch_made on batch for insert to lianheti_app with check (has_right('manage-batches', unit_id));

-- A pack is a published notice: everyone may read it. The program stores the packs it ships with when it starts.
grant select on pack, pack_transition to lianheti_app;
grant select, insert on batch to lianheti_app;

-- What this installation is: `example` where its units, people and accounts are the fictional ones.
create table installation (
  id      boolean primary key default true check (id),
  example boolean not null default false
);
insert into installation default values;
grant select on installation to lianheti_app;
