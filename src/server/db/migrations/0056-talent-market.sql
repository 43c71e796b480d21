-- Codes of the national lists, where what was typed names one: by them majors and positions are brought together.
alter table talent_position add occupation_code text check (occupation_code ~ '^\d-\d{2}-\d{2}-\d{2}$');
alter table talent_demand add occupation_code text check (occupation_code ~ '^\d-\d{2}-\d{2}-\d{2}$');
alter table talent_programme add major_code text check (major_code ~ '^[0-9A-Za-z-]{2,20}$');
update talent_position set occupation_code = substring(occupation from '^\d-\d{2}-\d{2}-\d{2}') where occupation ~ '^\d-\d{2}-\d{2}-\d{2}';
update talent_demand set occupation_code = substring(occupation from '^\d-\d{2}-\d{2}-\d{2}') where occupation ~ '^\d-\d{2}-\d{2}-\d{2}';
update talent_programme set major_code = substring(major from '^\d{6}') where major ~ '^\d{6}';
grant update (occupation_code) on talent_position to lianheti_app;
grant update (occupation_code) on talent_demand to lianheti_app;
grant update (major_code) on talent_programme to lianheti_app;

-- 专业—职业对应: which occupations a major trains for.
create table major_occupation (
  consortium_id uuid not null references unit,
  major         text not null check (major ~ '^[0-9A-Za-z-]{2,20}$'),
  occupation    text not null check (occupation ~ '^\d-\d{2}-\d{2}-\d{2}$'),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, major, occupation)
);
alter table major_occupation enable row level security;
alter table major_occupation force row level security;
create policy major_occupation_owner on major_occupation to lianheti_owner using (true) with check (true);
create policy major_occupation_read on major_occupation for select to lianheti_app
  using (consortium_id in (select scope('read-talent')) or consortium_id in (select consortia_of_own_members()));
create policy major_occupation_made on major_occupation for insert to lianheti_app
  with check (person_id = (select actor()) and consortium_id in (select scope('manage-talent')));
create policy major_occupation_ended on major_occupation for delete to lianheti_app using (consortium_id in (select scope('manage-talent')));
grant select, insert, delete on major_occupation to lianheti_app;
