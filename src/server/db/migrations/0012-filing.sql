-- What a member has declared complete, and entries that people looked at and found to be two events.
create table ledger_filing (
  consortium_id uuid     not null references unit,
  member_id     uuid     not null references unit,
  year          smallint not null,
  declared_by   uuid     not null,
  declared_at   timestamptz not null default clock_timestamp(),
  primary key (consortium_id, member_id, year)
);

create table ledger_distinct (
  consortium_id uuid not null references unit,
  first_id      uuid not null,
  second_id     uuid not null,
  person_id     uuid not null,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, first_id, second_id),
  check (first_id < second_id)
);

do $$
declare
  t text;
begin
  foreach t in array array['ledger_filing', 'ledger_distinct'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
end $$;
grant select, insert, delete on ledger_filing to lianheti_app;
grant select, insert on ledger_distinct to lianheti_app;
create policy ledger_filing_read on ledger_filing for select to lianheti_app
  using (consortium_id in (select scope('read-ledger')) or member_id in (select scope('read-own-ledger')));
create policy ledger_filing_declared on ledger_filing for insert to lianheti_app
  with check (member_id in (select scope('write-ledger')) and declared_by = (select actor())
    and exists (select from unit u where u.id = member_id and u.parent_id = consortium_id));
-- The secretariat opens a declaration again; the member itself may, too.
create policy ledger_filing_opened on ledger_filing for delete to lianheti_app using (member_id in (select scope('write-ledger')));
create policy ledger_distinct_read on ledger_distinct for select to lianheti_app using (consortium_id in (select scope('read-ledger')));
create policy ledger_distinct_made on ledger_distinct for insert to lianheti_app
  with check (consortium_id in (select scope('settle-ledger')) and person_id = (select actor()));
