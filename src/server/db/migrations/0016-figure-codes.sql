-- Figure codes: a figure of a year as it stood when it was printed, by the short code that stands beside it on paper.
create table figure_code (
  consortium_id uuid     not null references unit,
  code          text     not null unique,
  figure        text     not null,
  year          smallint not null,
  -- {"confirmed": {"amount", "base", "entries"}, "oneSided": …, "disputed": …}: decimal texts.
  stood         jsonb    not null,
  -- SHA-256 of the canonical JSON of `stood`: printed again unchanged, a figure keeps its code.
  digest        bytea    not null,
  -- {entry id: [standing, amount, base]}: what each entry added; null where a figure stands on more entries than are kept.
  entries       jsonb,
  printed_by    uuid     not null references person,
  printed_at    timestamptz not null default clock_timestamp(),
  primary key (consortium_id, figure, year, digest)
);

alter table figure_code enable row level security;
alter table figure_code force row level security;
create policy figure_code_owner on figure_code to lianheti_owner using (true) with check (true);
create policy figure_code_read on figure_code for select to lianheti_app using (consortium_id in (select scope('read-ledger')));
create policy figure_code_printed on figure_code for insert to lianheti_app
  with check (consortium_id in (select scope('read-ledger')) and printed_by = (select actor()));
grant select, insert on figure_code to lianheti_app;
create trigger figure_code_kept before update or delete on figure_code for each row execute function keep_record();
