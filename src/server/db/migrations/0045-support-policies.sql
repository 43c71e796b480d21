-- Support policies: what government gives the consortium and its members by which clause, whom it is for and how one applies; who applied; what was
-- granted to whom, when and how much; and whom it was told to.
insert into role_right (role, "right") values
  ('secretariat', 'manage-policy'),
  ('secretariat', 'read-policy'),
  ('park-authority', 'read-policy'),
  ('provincial-officer', 'read-policy'),
  ('ministry-officer', 'read-policy'),
  ('auditor', 'read-policy'),
  -- Lead units are members beside others: they know the policies, and of the grants those that everybody may know.
  ('lead-school', 'know-policy'),
  ('lead-enterprise', 'know-policy'),
  ('member-reporter', 'use-policy');

create table support_policy (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  -- 领域: one of the ledger's seven.
  field         text    not null check (length(field) between 1 and 20),
  title         text    not null check (length(title) between 1 and 200),
  -- 文号.
  number        text    not null check (length(number) between 1 and 100),
  issuer        text    not null check (length(issuer) between 1 and 200),
  issued_on     date    not null,
  -- The last day on which it holds; null: until it is repealed.
  ends_on       date    check (ends_on >= issued_on),
  -- Entered by mistake: no longer shown to members nor kept in the ledger.
  withdrawn     boolean not null default false,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);
create index support_policy_id_idx on support_policy (id);
create unique index support_policy_once_idx on support_policy (consortium_id, number, title) where not withdrawn;

-- What one clause gives: 第五条, to whom, and how one gets it.
create table support_policy_clause (
  consortium_id uuid     not null,
  policy_id     uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  position      smallint not null,
  clause        text     not null check (length(clause) between 1 and 50),
  measure       text     not null check (length(measure) between 1 and 1000),
  -- In the policy's words; what of it the record can judge stands in `conditions`, as core/support-policy knows them.
  beneficiaries text     not null default '' check (length(beneficiaries) <= 500),
  conditions    jsonb    not null check (jsonb_typeof(conditions) = 'array'),
  -- Most of it for one member, or of the fund in all.
  limits        text     not null default '' check (length(limits) <= 500),
  how_to_apply  text     not null default '' check (length(how_to_apply) <= 2000),
  contact       text     not null default '' check (length(contact) <= 300),
  applies_from  date,
  applies_until date     check (applies_until >= applies_from),
  primary key (consortium_id, id),
  unique (consortium_id, policy_id, id),
  foreign key (consortium_id, policy_id) references support_policy
);

create table support_policy_application (
  consortium_id uuid    not null,
  policy_id     uuid    not null,
  clause_id     uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  text          text    not null default '' check (length(text) <= 2000),
  -- Whether the clause fitted on that day, and why: the reasons as they were told.
  fit           jsonb   not null,
  state         text    not null default 'applied' check (state in ('applied', 'granted', 'declined', 'withdrawn')),
  reason        text    not null default '' check (length(reason) <= 2000),
  applied_by    uuid    not null references person,
  applied_at    timestamptz not null default clock_timestamp(),
  decided_by    uuid    references person,
  decided_at    timestamptz,
  version       integer not null default 1,
  primary key (consortium_id, id),
  foreign key (consortium_id, policy_id, clause_id) references support_policy_clause (consortium_id, policy_id, id),
  foreign key (consortium_id, member_id) references member,
  check ((state = 'applied') = (num_nulls(decided_by, decided_at) = 2)),
  check (state <> 'declined' or reason <> '')
);
create index support_policy_application_policy_idx on support_policy_application (consortium_id, policy_id);
create index support_policy_application_member_idx on support_policy_application (consortium_id, member_id);
create unique index support_policy_application_open_idx on support_policy_application (consortium_id, clause_id, member_id) where state = 'applied';

create table support_policy_grant (
  consortium_id  uuid    not null,
  policy_id      uuid    not null,
  clause_id      uuid    not null,
  id             uuid    not null default gen_random_uuid(),
  member_id      uuid    not null,
  -- The application that it answers; null where it came without one.
  application_id uuid,
  granted_on     date    not null,
  -- 万元; null where it is no money, such as land or a place.
  amount_wan     numeric check (amount_wan > 0),
  what           text    not null default '' check (length(what) <= 300),
  -- 凭证: the letter, or the bank's receipt, by its number.
  voucher        text    not null default '' check (length(voucher) <= 200),
  evidence_id    uuid,
  -- Whether every member of the consortium may know of it.
  is_shown       boolean not null default false,
  withdrawn_at   timestamptz,
  person_id      uuid    not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, policy_id, clause_id) references support_policy_clause (consortium_id, policy_id, id),
  foreign key (consortium_id, member_id) references member,
  foreign key (consortium_id, application_id) references support_policy_application,
  foreign key (consortium_id, evidence_id) references evidence,
  check (amount_wan is not null or what <> '')
);
create index support_policy_grant_policy_idx on support_policy_grant (consortium_id, policy_id);
create index support_policy_grant_member_idx on support_policy_grant (consortium_id, member_id);
create unique index support_policy_grant_answer_idx on support_policy_grant (consortium_id, application_id)
  where application_id is not null and withdrawn_at is null;

-- Whom a policy was told to as fitting: a member once a day at most.
create table support_policy_told (
  consortium_id uuid not null,
  policy_id     uuid not null,
  member_id     uuid not null,
  told_on       date not null,
  primary key (consortium_id, policy_id, member_id, told_on),
  foreign key (consortium_id, policy_id) references support_policy
);

do $$
declare
  t text;
begin
  foreach t in array array['support_policy', 'support_policy_clause', 'support_policy_application', 'support_policy_grant', 'support_policy_told'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  foreach t in array array['support_policy', 'support_policy_clause', 'support_policy_application', 'support_policy_grant'] loop
    execute format('grant select, insert on %I to lianheti_app', t);
  end loop;
  foreach t in array array['support_policy', 'support_policy_clause', 'support_policy_grant'] loop
    execute format('create policy %I on %I for insert to lianheti_app with check (consortium_id in (select scope(''manage-policy'')))', t || '_made', t);
  end loop;
end $$;

-- Everybody of a consortium reads its policies; of the grants the member its own, and those that are shown; of the applications its own alone.
create policy support_policy_read on support_policy for select to lianheti_app using (
  consortium_id in (select scope('manage-policy'))
  or (not withdrawn and (consortium_id in (select scope('read-policy')) or consortium_id in (select scope('know-policy'))
    or consortium_id in (select consortia_of_own_members()))));
create policy support_policy_clause_read on support_policy_clause for select to lianheti_app using (exists (select from support_policy p
  where p.consortium_id = support_policy_clause.consortium_id and p.id = policy_id));
create policy support_policy_application_read on support_policy_application for select to lianheti_app using (
  consortium_id in (select scope('read-policy')) or member_id in (select scope('use-policy')));
create policy support_policy_grant_read on support_policy_grant for select to lianheti_app using (
  consortium_id in (select scope('read-policy')) or member_id in (select scope('use-policy'))
  or (is_shown and withdrawn_at is null
    and (consortium_id in (select scope('know-policy')) or consortium_id in (select consortia_of_own_members()))));

create policy support_policy_changed on support_policy for update to lianheti_app using (consortium_id in (select scope('manage-policy')));
create policy support_policy_clause_changed on support_policy_clause for update to lianheti_app using (consortium_id in (select scope('manage-policy')));
create policy support_policy_clause_cut on support_policy_clause for delete to lianheti_app using (consortium_id in (select scope('manage-policy')));
create policy support_policy_grant_changed on support_policy_grant for update to lianheti_app
  using (withdrawn_at is null and consortium_id in (select scope('manage-policy'))) with check (withdrawn_at is not null);
create policy support_policy_application_made on support_policy_application for insert to lianheti_app with check (
  state = 'applied' and version = 1 and applied_by = (select actor()) and member_id in (select scope('use-policy')));
create policy support_policy_application_moved on support_policy_application for update to lianheti_app using (
  consortium_id in (select scope('manage-policy')) or member_id in (select scope('use-policy')));
grant update (field, title, number, issuer, issued_on, ends_on, withdrawn, version) on support_policy to lianheti_app;
grant update (position, clause, measure, beneficiaries, conditions, limits, how_to_apply, contact, applies_from, applies_until)
  on support_policy_clause to lianheti_app;
grant delete on support_policy_clause to lianheti_app;
grant update (state, reason, decided_by, decided_at, version) on support_policy_application to lianheti_app;
grant update (withdrawn_at) on support_policy_grant to lianheti_app;

-- An application is decided once: by its member, who takes it back, or by the secretariat.
create function keep_policy_application() returns trigger language plpgsql set search_path = public as $$
begin
  if new.version <> old.version + 1 or old.state <> 'applied' or new.state = 'applied' or new.decided_by is distinct from actor()
     or not has_right(case new.state when 'withdrawn' then 'use-policy' else 'manage-policy' end,
       case new.state when 'withdrawn' then old.member_id else old.consortium_id end) then
    raise exception using errcode = 'restrict_violation', message = 'an application is decided once, by whose it is to decide';
  end if;
  return new;
end $$;
create trigger support_policy_application_kept before update on support_policy_application for each row execute function keep_policy_application();

-- Tells the people of members of a policy that fits them, by mail as well where p_subject says so: each member once, or (p_again) once a day. Gives how many.
create function tell_of_policy(p_policy uuid, p_members uuid[], p_again boolean, p_text text, p_link text, p_subject text, p_mail text)
returns table (members bigint, people bigint, mails bigint) language plpgsql security definer set search_path = public as $$
declare
  v_consortium uuid := (select p.consortium_id from support_policy p where p.id = p_policy and not p.withdrawn);
begin
  if v_consortium is null or not has_right('manage-policy', v_consortium) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not manage a policy tells nobody of it';
  end if;
  return query
    with chosen as (
      insert into support_policy_told as t (consortium_id, policy_id, member_id, told_on)
      select v_consortium, p_policy, m.id, (clock_timestamp() at time zone 'Asia/Shanghai')::date from member m
      where m.consortium_id = v_consortium and m.id = any(p_members) and (p_again or not exists (
        select from support_policy_told b where b.consortium_id = v_consortium and b.policy_id = p_policy and b.member_id = m.id))
      on conflict do nothing returning t.member_id
    ), reached as (
      select distinct on (a.person_id) a.person_id, a.unit_id from chosen c join role_assignment a on a.unit_id = c.member_id and a.role = 'member-reporter'
      where a.person_id is distinct from actor() order by a.person_id, a.unit_id
    ), noticed as (
      insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
      select v_consortium, r.person_id, r.unit_id, p_text, p_link || '?member=' || r.unit_id, actor() from reached r returning 1
    ), mailed as (
      insert into notice_outbox (consortium_id, event, unit_id, payload)
      select v_consortium, 'reminder', r.unit_id, jsonb_build_object('to', p.email, 'subject', p_subject, 'text', p_mail)
      from reached r join person p on p.id = r.person_id where p_subject is not null returning 1
    )
    select (select count(*) from chosen), (select count(*) from noticed), (select count(*) from mailed);
end $$;

-- Tells the other side of an application: the secretariat, where its member acts; else whoever speaks for the member.
create function tell_of_policy_application(p_application uuid, p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
declare
  v_consortium uuid;
  v_member     uuid;
  v_manages    boolean;
begin
  select a.consortium_id, a.member_id into v_consortium, v_member from support_policy_application a where a.id = p_application;
  v_manages := has_right('manage-policy', v_consortium);
  if v_consortium is null or not (v_manages or has_right('use-policy', v_member)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has no part in an application tells nobody of it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) v_consortium, a.person_id, a.unit_id, p_text, p_link, actor() from role_assignment a
  where a.person_id <> actor() and a.unit_id = case when v_manages then v_member else v_consortium end
    and a.role = case when v_manages then 'member-reporter' else 'secretariat' end
  order by a.person_id;
end $$;
revoke execute on function tell_of_policy, tell_of_policy_application from public;
grant execute on function tell_of_policy, tell_of_policy_application to lianheti_app;
