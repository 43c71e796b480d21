-- Newer editions of national code lists, imported by the system administrator; those that the program ships with are not stored.
create table catalogue_edition (
  catalogue  text not null check (catalogue in ('major', 'occupation', 'division')),
  valid_from date not null,
  valid_to   date,
  title      text not null check (length(title) between 1 and 200),
  -- [{"code", "name", "level"}]
  items      jsonb not null,
  imported_by uuid not null references person,
  imported_at timestamptz not null default clock_timestamp(),
  primary key (catalogue, valid_from),
  check (valid_to >= valid_from)
);
alter table catalogue_edition enable row level security;
alter table catalogue_edition force row level security;
create policy catalogue_edition_owner on catalogue_edition to lianheti_owner using (true) with check (true);
create policy catalogue_edition_read on catalogue_edition for select to lianheti_app using ((select actor()) is not null);
insert into role_right (role, "right") values ('system-administrator', 'manage-catalogues');
create policy catalogue_edition_imported on catalogue_edition for insert to lianheti_app with check (
  imported_by = (select actor()) and exists (select from unit u where u.kind = 'ministry' and has_right('manage-catalogues', u.id)));
grant select, insert on catalogue_edition to lianheti_app;
