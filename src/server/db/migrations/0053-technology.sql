-- Technology services 技术服务: what enterprises need, what laboratories, teams and instruments can do. What a confidential need tells stands apart from what
-- all may know of it, and is opened by the enterprise alone.
insert into role_right (role, "right") values
  ('secretariat', 'manage-technology'),
  ('secretariat', 'read-technology'),
  ('park-authority', 'read-technology'),
  ('lead-school', 'read-technology'),
  ('lead-enterprise', 'read-technology'),
  ('provincial-officer', 'read-technology'),
  ('auditor', 'read-technology'),
  ('member-reporter', 'serve-technology');

-- 技术需求: what all of the consortium may know of it. Its ledger entry follows it.
create table technology_need (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  title         text    not null check (length(title) between 1 and 100),
  field         text    not null check (length(field) between 1 and 100),
  -- One of the pack's kinds.
  kind          text    not null check (length(kind) between 1 and 50),
  keywords      text[]  not null default '{}' check (cardinality(keywords) <= 20),
  -- Yuan.
  budget        numeric(14, 2) not null check (budget >= 0),
  openness      text    not null check (openness in ('public', 'consortium', 'confidential')),
  summary       text    not null check (length(summary) between 1 and 1000),
  published_on  date    not null default beijing_today(),
  closed_on     date    check (closed_on >= published_on),
  -- The secretariat's word on it; what is changed is looked at again.
  checked_at    timestamptz,
  checked_by    uuid    references person,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, member_id, title),
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(checked_at, checked_by) in (0, 2))
);
create index technology_need_open_idx on technology_need (consortium_id, published_on desc) where closed_on is null;

-- What the need is about in full, for whom it is opened.
create table technology_need_detail (
  consortium_id uuid not null,
  need_id       uuid not null,
  text          text not null default '' check (length(text) <= 10000),
  primary key (consortium_id, need_id),
  foreign key (consortium_id, need_id) references technology_need
);

create table technology_need_file (
  consortium_id uuid   not null,
  id            uuid   not null,
  need_id       uuid   not null,
  file_digest   text   not null check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name     text   not null check (length(file_name) between 1 and 255),
  media_type    text   not null,
  bytes         bigint not null check (bytes > 0),
  person_id     uuid   not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, need_id) references technology_need
);
create index technology_need_file_idx on technology_need_file (consortium_id, need_id);

-- A member that asked to see a confidential need, and what its enterprise answered.
create table technology_admission (
  consortium_id uuid not null,
  need_id       uuid not null,
  member_id     uuid not null,
  state         text not null check (state in ('asked', 'admitted', 'declined')),
  reason        text not null default '' check (length(reason) <= 500),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, need_id, member_id),
  foreign key (consortium_id, need_id) references technology_need,
  foreign key (consortium_id, member_id) references member
);

-- 服务能力: a platform, laboratory, team or instrument. A platform's ledger entry follows it.
create table technology_capability (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  member_id     uuid    not null,
  -- One of the pack's kinds.
  kind          text    not null check (length(kind) between 1 and 50),
  name          text    not null check (length(name) between 1 and 100),
  field         text    not null check (length(field) between 1 and 100),
  keywords      text[]  not null default '{}' check (cardinality(keywords) <= 20),
  -- Kinds of needs that it can serve.
  serves        text[]  not null default '{}',
  description   text    not null default '' check (length(description) <= 2000),
  opened_on     date    not null,
  closed_on     date    check (closed_on >= opened_on),
  checked_at    timestamptz,
  checked_by    uuid    references person,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, member_id, kind, name),
  foreign key (consortium_id, member_id) references member,
  check (num_nulls(checked_at, checked_by) in (0, 2))
);

-- Whether a need is open to the actor in full.
create function opens_need(p_consortium uuid, p_need uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from technology_need n where n.consortium_id = p_consortium and n.id = p_need
    and (has_right('manage-technology', n.consortium_id) or has_right('serve-technology', n.member_id)
      or n.openness <> 'confidential' and (has_right('read-technology', n.consortium_id) or n.consortium_id in (select consortia_of_own_members()))
      or exists (select from technology_admission a where a.consortium_id = n.consortium_id and a.need_id = n.id and a.state = 'admitted'
        and has_right('serve-technology', a.member_id))))
$$;

-- Needs that anybody may read, of one consortium or of all.
create function public_technology_needs(p_consortium uuid) returns table (consortium text, member text, title text, field text, kind text, keywords text[],
  budget numeric, summary text, detail text, published_on date)
language sql stable security definer set search_path = public as $$
  select u.name, m.name, n.title, n.field, n.kind, n.keywords, n.budget, n.summary, d.text, n.published_on
  from technology_need n join unit u on u.id = n.consortium_id join member m on m.consortium_id = n.consortium_id and m.id = n.member_id
  join technology_need_detail d on d.consortium_id = n.consortium_id and d.need_id = n.id
  where n.openness = 'public' and n.closed_on is null and (p_consortium is null or n.consortium_id = p_consortium)
  order by n.published_on desc, n.id limit 500
$$;

-- Tells whoever reports for a member; only who reports for one of the consortium's members, or manages all, tells.
create function tell_of_technology(p_consortium uuid, p_member uuid, p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not (has_right('manage-technology', p_consortium) or p_consortium in (select consortia_of_own_members())) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has nothing to do with a consortium tells nobody in it';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (r.person_id) p_consortium, r.person_id, r.unit_id, p_text, p_link, actor() from role_assignment r
  join unit u on u.id = r.unit_id and u.parent_id = p_consortium
  where r.role = 'member-reporter' and r.unit_id = p_member and r.person_id <> actor() order by r.person_id;
end $$;

-- The enterprise speaks of its own, the secretariat of what it has looked at.
create function keep_technology_word() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1
     or new.checked_at is not null and new.checked_at is distinct from old.checked_at and not has_right('manage-technology', old.consortium_id)
     or (to_jsonb(new) - array['version', 'checked_at', 'checked_by']) <> (to_jsonb(old) - array['version', 'checked_at', 'checked_by'])
       and (not has_right('serve-technology', old.member_id) or new.checked_at is not null) then
    raise exception using errcode = 'restrict_violation', message = 'each speaks for itself, and what is changed is looked at again';
  end if;
  return new;
end $$;
create trigger technology_need_kept before update on technology_need for each row execute function keep_technology_word();
create trigger technology_capability_kept before update on technology_capability for each row execute function keep_technology_word();

do $$
declare
  t text;
begin
  foreach t in array array['technology_need', 'technology_need_detail', 'technology_need_file', 'technology_admission', 'technology_capability'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['technology_need', 'technology_capability'] loop
    execute format('create policy %I on %I for select to lianheti_app
      using (consortium_id in (select scope(''read-technology'')) or consortium_id in (select consortia_of_own_members()))', t || '_read', t);
    execute format('create policy %I on %I for insert to lianheti_app with check (person_id = (select actor()) and checked_at is null
      and member_id in (select scope(''serve-technology'')))', t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app
      using (consortium_id in (select scope(''manage-technology'')) or member_id in (select scope(''serve-technology'')))', t || '_changed', t);
  end loop;
  foreach t in array array['technology_need_detail', 'technology_need_file'] loop
    execute format('create policy %I on %I for select to lianheti_app using (opens_need(consortium_id, need_id))', t || '_read', t);
    execute format('create policy %1$I on %2$I for insert to lianheti_app with check (exists (select from technology_need n
      where n.consortium_id = %2$I.consortium_id and n.id = need_id and n.member_id in (select scope(''serve-technology''))))', t || '_made', t);
  end loop;
end $$;
grant insert (consortium_id, id, member_id, title, field, kind, keywords, budget, openness, summary, person_id) on technology_need to lianheti_app;
grant update (title, field, kind, keywords, budget, openness, summary, closed_on, checked_at, checked_by, version) on technology_need to lianheti_app;
grant insert (consortium_id, id, member_id, kind, name, field, keywords, serves, description, opened_on, person_id) on technology_capability to lianheti_app;
grant update (name, field, keywords, serves, description, opened_on, closed_on, checked_at, checked_by, version) on technology_capability to lianheti_app;

create policy technology_need_detail_changed on technology_need_detail for update to lianheti_app using (exists (select from technology_need n
  where n.consortium_id = technology_need_detail.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
create policy technology_need_file_cut on technology_need_file for delete to lianheti_app using (exists (select from technology_need n
  where n.consortium_id = technology_need_file.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
grant insert on technology_need_detail to lianheti_app;
grant update (text) on technology_need_detail to lianheti_app;
grant insert (consortium_id, id, need_id, file_digest, file_name, media_type, bytes, person_id) on technology_need_file to lianheti_app;
grant delete on technology_need_file to lianheti_app;

create policy technology_admission_read on technology_admission for select to lianheti_app using (
  consortium_id in (select scope('manage-technology')) or member_id in (select scope('serve-technology')) or exists (select from technology_need n
    where n.consortium_id = technology_admission.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
create policy technology_admission_made on technology_admission for insert to lianheti_app with check (person_id = (select actor()) and (
  state = 'asked' and member_id in (select scope('serve-technology')) or exists (select from technology_need n
    where n.consortium_id = technology_admission.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology')))));
create policy technology_admission_answered on technology_admission for update to lianheti_app using (exists (select from technology_need n
  where n.consortium_id = technology_admission.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology'))));
grant insert (consortium_id, need_id, member_id, state, reason, person_id) on technology_admission to lianheti_app;
grant update (state, reason, person_id) on technology_admission to lianheti_app;

revoke execute on function opens_need, public_technology_needs, tell_of_technology from public;
grant execute on function opens_need, public_technology_needs, tell_of_technology to lianheti_app;

-- 揭榜挂帅: an open call for a need. Until it closes nobody but the bidder itself reads what it bids; its steps go by the clock of the database.
create table technology_call (
  consortium_id uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  need_id       uuid    not null,
  requirements  text    not null check (length(requirements) between 1 and 5000),
  closes_at     timestamptz not null,
  state         text    not null default 'open' check (state in ('open', 'opened', 'decided', 'cancelled')),
  opened_at     timestamptz,
  opened_by     uuid    references person,
  -- The bid that was chosen.
  winner_id     uuid,
  -- Why it was chosen, or why the call came to nothing.
  decision      text    not null default '' check (length(decision) <= 1000),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, need_id) references technology_need,
  check ((state = 'decided') = (winner_id is not null))
);
create unique index technology_call_once on technology_call (consortium_id, need_id) where state in ('open', 'opened');

create table technology_question (
  consortium_id uuid not null,
  id            uuid not null default gen_random_uuid(),
  call_id       uuid not null,
  member_id     uuid not null,
  text          text not null check (length(text) between 1 and 1000),
  answer        text not null default '' check (length(answer) <= 2000),
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, call_id) references technology_call,
  foreign key (consortium_id, member_id) references member
);
create index technology_question_idx on technology_question (consortium_id, call_id, at);

create table technology_bid (
  consortium_id uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  call_id       uuid    not null,
  member_id     uuid    not null,
  -- Yuan.
  amount        numeric(14, 2) not null check (amount >= 0),
  days          integer not null check (days between 1 and 3650),
  plan          text    not null check (length(plan) between 1 and 10000),
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, call_id, member_id),
  unique (consortium_id, call_id, id),
  foreign key (consortium_id, call_id) references technology_call,
  foreign key (consortium_id, member_id) references member
);
alter table technology_call add foreign key (consortium_id, id, winner_id) references technology_bid (consortium_id, call_id, id);

-- An expert named for a call, once its bids are open: nobody judges where its own unit bids.
create table technology_judge (
  consortium_id uuid not null,
  call_id       uuid not null,
  person_id     uuid not null references person,
  named_by      uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, call_id, person_id),
  foreign key (consortium_id, call_id) references technology_call
);

create table technology_score (
  consortium_id uuid     not null,
  call_id       uuid     not null,
  bid_id        uuid     not null,
  person_id     uuid     not null,
  score         smallint not null check (score between 0 and 100),
  reason        text     not null check (length(reason) between 1 and 1000),
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, bid_id, person_id),
  foreign key (consortium_id, call_id, bid_id) references technology_bid (consortium_id, call_id, id),
  foreign key (consortium_id, call_id, person_id) references technology_judge
);

-- 技术合同 between two members; it stands once the other side has agreed.
create table technology_contract (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  need_id       uuid,
  -- The call that it follows from; its winner provides.
  call_id       uuid,
  provider_id   uuid    not null,
  enterprise_id uuid    not null check (enterprise_id <> provider_id),
  title         text    not null check (length(title) between 1 and 100),
  amount        numeric(14, 2) not null check (amount > 0),
  signed_on     date    not null,
  -- The side whose word it is until the other agrees.
  proposed_by   uuid    not null check (proposed_by in (provider_id, enterprise_id)),
  state         text    not null default 'proposed' check (state in ('proposed', 'agreed', 'accepted', 'declined')),
  accepted_on   date    check (accepted_on >= signed_on),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, need_id) references technology_need,
  foreign key (consortium_id, call_id) references technology_call,
  foreign key (consortium_id, provider_id) references member,
  foreign key (consortium_id, enterprise_id) references member,
  check ((state = 'accepted') = (accepted_on is not null))
);
create unique index technology_contract_title on technology_contract (consortium_id, provider_id, enterprise_id, title) where state <> 'declined';
create unique index technology_contract_call on technology_contract (consortium_id, call_id) where state <> 'declined';

create table technology_milestone (
  consortium_id uuid     not null,
  contract_id   uuid     not null,
  number        smallint not null check (number > 0),
  title         text     not null check (length(title) between 1 and 200),
  due_on        date     not null,
  delivered_on  date,
  accepted_on   date     check (accepted_on >= delivered_on),
  primary key (consortium_id, contract_id, number),
  foreign key (consortium_id, contract_id) references technology_contract,
  check (accepted_on is null or delivered_on is not null)
);

-- 到账: recorded by who received it with its evidence, confirmed by who paid.
create table technology_receipt (
  consortium_id uuid not null,
  id            uuid not null default gen_random_uuid(),
  contract_id   uuid not null,
  voucher       text not null check (length(voucher) between 1 and 100),
  amount        numeric(14, 2) not null check (amount > 0),
  received_on   date not null,
  evidence_id   uuid not null,
  confirmed_at  timestamptz,
  confirmed_by  uuid references person,
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, contract_id, voucher),
  foreign key (consortium_id, contract_id) references technology_contract,
  foreign key (consortium_id, evidence_id) references evidence
);

-- 研究成果 of a contract.
create table technology_result (
  consortium_id uuid not null,
  id            uuid not null default gen_random_uuid(),
  contract_id   uuid not null,
  kind          text not null check (length(kind) between 1 and 50),
  title         text not null check (length(title) between 1 and 200),
  certificate   text not null check (length(certificate) between 1 and 100),
  granted_on    date not null,
  confirmed_at  timestamptz,
  confirmed_by  uuid references person,
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, contract_id, kind, certificate),
  foreign key (consortium_id, contract_id) references technology_contract
);
create index technology_result_idx on technology_result (consortium_id, contract_id);

-- 转化: told by who provides; what it brought in a year is the enterprise's word.
create table technology_transfer (
  consortium_id  uuid not null,
  id             uuid not null default gen_random_uuid(),
  contract_id    uuid not null,
  way            text not null check (length(way) between 1 and 200),
  transferred_on date not null,
  benefit        numeric(14, 2) check (benefit >= 0),
  benefit_note   text not null default '' check (length(benefit_note) <= 1000),
  confirmed_at   timestamptz,
  confirmed_by   uuid references person,
  person_id      uuid not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, contract_id, way, transferred_on),
  foreign key (consortium_id, contract_id) references technology_contract,
  check (num_nulls(benefit, confirmed_at) in (0, 2))
);

create function judged_calls() returns setof uuid language sql stable security definer set search_path = public rows 5 as $$
  select j.call_id from technology_judge j where j.person_id = actor()
$$;

-- The member whose bid was chosen, for whoever may see the call.
create function winner_of(p_consortium uuid, p_call uuid) returns uuid language sql stable security definer set search_path = public as $$
  select b.member_id from technology_call c join technology_bid b on b.consortium_id = c.consortium_id and b.id = c.winner_id
  where c.consortium_id = p_consortium and c.id = p_call and c.state = 'decided'
    and (has_right('read-technology', p_consortium) or p_consortium in (select consortia_of_own_members()))
$$;

-- Whose account an address is, of people in the consortium and its members, for who names experts.
create function person_to_judge(p_consortium uuid, p_email text) returns uuid language sql stable security definer set search_path = public as $$
  select p.id from person p where p.email = lower(p_email) and has_right('manage-technology', p_consortium) and exists (
    select from role_assignment a join unit u on u.id = a.unit_id and (u.id = p_consortium or u.parent_id = p_consortium)
    join role_right r on r.role = a.role and r."right" in ('read-technology', 'serve-technology') where a.person_id = p.id)
$$;

-- Whether a person has a role in a unit that bids in a call.
create function bids_itself(p_consortium uuid, p_call uuid, p_person uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from technology_bid b join role_assignment a on a.unit_id = b.member_id and a.person_id = p_person
    where b.consortium_id = p_consortium and b.call_id = p_call)
$$;

-- Tells who has bid, each by whether it was chosen, without telling anybody else who they are; and an expert that it was named.
create function tell_bidders(p_consortium uuid, p_call uuid, p_won text, p_lost text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from technology_call c join technology_need n on n.consortium_id = c.consortium_id and n.id = c.need_id
      where c.consortium_id = p_consortium and c.id = p_call and (has_right('manage-technology', p_consortium) or has_right('serve-technology', n.member_id))) then
    raise exception using errcode = 'insufficient_privilege', message = 'who runs a call tells its bidders';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select p_consortium, r.person_id, r.unit_id, case when b.id = c.winner_id then p_won else p_lost end, p_link, actor()
  from technology_call c join technology_bid b on b.consortium_id = c.consortium_id and b.call_id = c.id
  join role_assignment r on r.unit_id = b.member_id and r.role = 'member-reporter'
  where c.consortium_id = p_consortium and c.id = p_call;
end $$;
create function tell_judge(p_consortium uuid, p_call uuid, p_person uuid, p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not has_right('manage-technology', p_consortium) then
    raise exception using errcode = 'insufficient_privilege', message = 'who names experts tells them';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select p_consortium, j.person_id, p_consortium, p_text, p_link, actor() from technology_judge j
  where j.consortium_id = p_consortium and j.call_id = p_call and j.person_id = p_person;
end $$;

-- A call closes by the clock, is opened after that and by the secretariat, and decided once by scores of all its experts.
create function keep_technology_call() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version <> old.version + 1 or old.state in ('decided', 'cancelled') or old.state = 'opened' and new.state = 'open' then
    raise exception using errcode = 'restrict_violation', message = 'a call goes forward';
  end if;
  if new.closes_at <> old.closes_at and not (old.state = 'open' and new.state = 'open' and clock_timestamp() < old.closes_at and new.closes_at > old.closes_at) then
    raise exception using errcode = 'restrict_violation', message = 'a call is only extended, before it closes';
  end if;
  if new.state = 'opened' and old.state = 'open' then
    if clock_timestamp() < old.closes_at then
      raise exception using errcode = 'LH053', message = 'bids stay sealed until the call closes', detail = 'sealed';
    end if;
    if not has_right('manage-technology', old.consortium_id) then
      raise exception using errcode = 'insufficient_privilege', message = 'the secretariat opens bids';
    end if;
    new.opened_at := clock_timestamp();
    new.opened_by := actor();
  elsif (new.opened_at, new.opened_by) is distinct from (old.opened_at, old.opened_by) then
    raise exception using errcode = 'restrict_violation', message = 'when bids were opened stays';
  end if;
  if new.state = 'decided' and (old.state <> 'opened' or not has_right('manage-technology', old.consortium_id) or new.decision = ''
      or not exists (select from technology_judge j where j.consortium_id = old.consortium_id and j.call_id = old.id)
      or exists (select from technology_judge j cross join technology_bid b
        where j.consortium_id = old.consortium_id and j.call_id = old.id and b.consortium_id = old.consortium_id and b.call_id = old.id
          and not exists (select from technology_score s where s.consortium_id = b.consortium_id and s.bid_id = b.id and s.person_id = j.person_id))) then
    raise exception using errcode = 'LH053', message = 'every expert scores every bid first', detail = 'unscored';
  end if;
  return new;
end $$;
create trigger technology_call_kept before update on technology_call for each row execute function keep_technology_call();

-- A bid is made, replaced and taken back until the call closes. Whoever opens waits for who is just bidding.
create function keep_technology_bid() returns trigger language plpgsql security definer set search_path = public as $$
declare
  b technology_bid;
  c technology_call;
begin
  if tg_op = 'DELETE' then b := old; else b := new; end if;
  select * into c from technology_call where consortium_id = b.consortium_id and id = b.call_id for share;
  if c.state <> 'open' or clock_timestamp() >= c.closes_at then
    raise exception using errcode = 'LH053', message = 'the call is closed', detail = 'closed';
  end if;
  if exists (select from technology_need n where n.consortium_id = c.consortium_id and n.id = c.need_id and n.member_id = b.member_id) then
    raise exception using errcode = 'restrict_violation', message = 'an enterprise does not bid for its own need';
  end if;
  return b;
end $$;
create trigger technology_bid_kept before insert or update or delete on technology_bid for each row execute function keep_technology_bid();

create function keep_technology_judge() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (select c.state <> 'opened' from technology_call c where c.consortium_id = new.consortium_id and c.id = new.call_id) then
    raise exception using errcode = 'restrict_violation', message = 'experts are named and score between opening and decision';
  end if;
  if bids_itself(new.consortium_id, new.call_id, new.person_id) then
    raise exception using errcode = 'LH053', message = 'nobody judges where its own unit bids', detail = 'conflict';
  end if;
  return new;
end $$;
create trigger technology_judge_kept before insert on technology_judge for each row execute function keep_technology_judge();
create trigger technology_score_kept before insert or update on technology_score for each row execute function keep_technology_judge();

-- What was proposed is agreed by the other side as it stands; the enterprise accepts once every milestone is.
create function keep_technology_contract() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_other uuid := case old.proposed_by when old.provider_id then old.enterprise_id else old.provider_id end;
begin
  if new.version <> old.version + 1 or not (case new.state
      when 'agreed' then old.state = 'proposed' and has_right('serve-technology', v_other)
      when 'declined' then old.state = 'proposed' and (has_right('serve-technology', old.provider_id) or has_right('serve-technology', old.enterprise_id))
      when 'accepted' then old.state = 'agreed' and has_right('serve-technology', old.enterprise_id) and not exists (select from technology_milestone m
        where m.consortium_id = old.consortium_id and m.contract_id = old.id and m.accepted_on is null)
      else false end) then
    raise exception using errcode = 'restrict_violation', message = 'a contract goes the steps that it can';
  end if;
  return new;
end $$;
create trigger technology_contract_kept before update on technology_contract for each row execute function keep_technology_contract();

create function keep_technology_milestone() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c technology_contract;
begin
  select * into c from technology_contract where consortium_id = new.consortium_id and id = new.contract_id;
  if tg_op = 'INSERT' then
    if c.state <> 'proposed' then raise exception using errcode = 'restrict_violation', message = 'what was agreed stays'; end if;
    return new;
  end if;
  if c.state <> 'agreed' or new.delivered_on is distinct from old.delivered_on and not has_right('serve-technology', c.provider_id)
     or new.accepted_on is distinct from old.accepted_on and not has_right('serve-technology', c.enterprise_id) or old.accepted_on is not null then
    raise exception using errcode = 'restrict_violation', message = 'one delivers, the other accepts';
  end if;
  return new;
end $$;
create trigger technology_milestone_kept before insert or update on technology_milestone for each row execute function keep_technology_milestone();

-- Who provides records, the enterprise confirms once; what is confirmed stays. No more is received than was agreed.
create function keep_technology_record() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c technology_contract;
begin
  if tg_op <> 'INSERT' and old.confirmed_at is not null then
    raise exception using errcode = 'restrict_violation', message = 'what is confirmed stays';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  select * into c from technology_contract where consortium_id = new.consortium_id and id = new.contract_id for update;
  if tg_op = 'INSERT' then
    if c.state not in ('agreed', 'accepted') or new.confirmed_at is not null then
      raise exception using errcode = 'restrict_violation', message = 'what follows from a contract follows once it is agreed';
    end if;
  elsif not has_right('serve-technology', c.enterprise_id) then
    raise exception using errcode = 'insufficient_privilege', message = 'the enterprise confirms';
  end if;
  if tg_table_name = 'technology_receipt' and (select coalesce(sum(r.amount), 0) + (to_jsonb(new)->>'amount')::numeric > c.amount from technology_receipt r
      where r.consortium_id = c.consortium_id and r.contract_id = c.id and r.id <> new.id) then
    raise exception using errcode = 'LH053', message = 'more than was agreed', detail = 'over';
  end if;
  return new;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['technology_call', 'technology_question', 'technology_bid', 'technology_judge', 'technology_score', 'technology_contract',
    'technology_milestone', 'technology_receipt', 'technology_result', 'technology_transfer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  -- Who sees a contract sees what follows from it; who provides records it and takes back what nobody has confirmed.
  foreach t in array array['technology_milestone', 'technology_receipt', 'technology_result', 'technology_transfer'] loop
    execute format('create policy %1$I on %2$I for select to lianheti_app using (exists (select from technology_contract c
      where c.consortium_id = %2$I.consortium_id and c.id = contract_id))', t || '_read', t);
    execute format('create policy %1$I on %2$I for update to lianheti_app using (exists (select from technology_contract c
      where c.consortium_id = %2$I.consortium_id and c.id = contract_id
        and (c.provider_id in (select scope(''serve-technology'')) or c.enterprise_id in (select scope(''serve-technology'')))))', t || '_changed', t);
    if t = 'technology_milestone' then continue; end if;
    execute format('create policy %1$I on %2$I for insert to lianheti_app with check (person_id = (select actor()) and exists (select from technology_contract c
      where c.consortium_id = %2$I.consortium_id and c.id = contract_id and c.provider_id in (select scope(''serve-technology''))))', t || '_made', t);
    execute format('create policy %1$I on %2$I for delete to lianheti_app using (exists (select from technology_contract c
      where c.consortium_id = %2$I.consortium_id and c.id = contract_id and c.provider_id in (select scope(''serve-technology''))))', t || '_taken_back', t);
    execute format('create trigger %I before insert or update or delete on %I for each row execute function keep_technology_record()', t || '_kept', t);
    execute format('grant delete on %I to lianheti_app', t);
  end loop;
end $$;

create policy technology_call_read on technology_call for select to lianheti_app using (consortium_id in (select scope('read-technology'))
  or consortium_id in (select consortia_of_own_members()) or id in (select judged_calls()));
create policy technology_call_made on technology_call for insert to lianheti_app with check (person_id = (select actor()) and state = 'open'
  and opened_at is null and closes_at > clock_timestamp() and (consortium_id in (select scope('manage-technology')) or exists (select from technology_need n
    where n.consortium_id = technology_call.consortium_id and n.id = need_id and n.member_id in (select scope('serve-technology')))));
create policy technology_call_moved on technology_call for update to lianheti_app using (consortium_id in (select scope('manage-technology'))
  or exists (select from technology_need n where n.consortium_id = technology_call.consortium_id and n.id = need_id
    and n.member_id in (select scope('serve-technology'))));
grant insert (consortium_id, id, need_id, requirements, closes_at, person_id) on technology_call to lianheti_app;
grant update (closes_at, state, winner_id, decision, version) on technology_call to lianheti_app;

create policy technology_question_read on technology_question for select to lianheti_app using (exists (select from technology_call c
  where c.consortium_id = technology_question.consortium_id and c.id = call_id));
create policy technology_question_asked on technology_question for insert to lianheti_app with check (person_id = (select actor()) and answer = ''
  and member_id in (select scope('serve-technology')));
create policy technology_question_answered on technology_question for update to lianheti_app using (consortium_id in (select scope('manage-technology'))
  or exists (select from technology_call c join technology_need n on n.consortium_id = c.consortium_id and n.id = c.need_id
    where c.consortium_id = technology_question.consortium_id and c.id = call_id and n.member_id in (select scope('serve-technology'))));
grant insert (consortium_id, id, call_id, member_id, text, person_id) on technology_question to lianheti_app;
grant update (answer) on technology_question to lianheti_app;

-- A sealed bid is its bidder's alone, and nobody else knows that it is there.
create policy technology_bid_read on technology_bid for select to lianheti_app using (member_id in (select scope('serve-technology'))
  or exists (select from technology_call c join technology_need n on n.consortium_id = c.consortium_id and n.id = c.need_id
    where c.consortium_id = technology_bid.consortium_id and c.id = call_id and c.opened_at is not null
      and (c.consortium_id in (select scope('manage-technology')) or n.member_id in (select scope('serve-technology'))))
  or exists (select from technology_call c where c.consortium_id = technology_bid.consortium_id and c.id = call_id and c.opened_at is not null
    and c.id in (select judged_calls())));
create policy technology_bid_made on technology_bid for insert to lianheti_app with check (person_id = (select actor())
  and member_id in (select scope('serve-technology')));
create policy technology_bid_changed on technology_bid for update to lianheti_app using (member_id in (select scope('serve-technology')));
create policy technology_bid_taken_back on technology_bid for delete to lianheti_app using (member_id in (select scope('serve-technology')));
grant insert (consortium_id, id, call_id, member_id, amount, days, plan, person_id) on technology_bid to lianheti_app;
grant update (amount, days, plan, person_id, at) on technology_bid to lianheti_app;
grant delete on technology_bid to lianheti_app;

create policy technology_judge_read on technology_judge for select to lianheti_app using (consortium_id in (select scope('manage-technology'))
  or person_id = (select actor()));
create policy technology_judge_named on technology_judge for insert to lianheti_app with check (named_by = (select actor())
  and consortium_id in (select scope('manage-technology')));
grant insert (consortium_id, call_id, person_id, named_by) on technology_judge to lianheti_app;

-- Each expert scores for itself; the secretariat sees all, a bidder what was said of its own bid once it is decided.
create policy technology_score_read on technology_score for select to lianheti_app using (person_id = (select actor())
  or consortium_id in (select scope('manage-technology')) or exists (select from technology_call c
    join technology_bid b on b.consortium_id = c.consortium_id and b.call_id = c.id
    where c.consortium_id = technology_score.consortium_id and c.id = technology_score.call_id and b.id = bid_id and c.state = 'decided'));
create policy technology_score_given on technology_score for insert to lianheti_app with check (person_id = (select actor()));
create policy technology_score_changed on technology_score for update to lianheti_app using (person_id = (select actor()));
grant insert (consortium_id, call_id, bid_id, person_id, score, reason) on technology_score to lianheti_app;
grant update (score, reason) on technology_score to lianheti_app;

create policy technology_contract_read on technology_contract for select to lianheti_app using (consortium_id in (select scope('read-technology'))
  or provider_id in (select scope('serve-technology')) or enterprise_id in (select scope('serve-technology')));
create policy technology_contract_made on technology_contract for insert to lianheti_app with check (person_id = (select actor()) and state = 'proposed'
  and proposed_by in (select scope('serve-technology')));
create policy technology_contract_moved on technology_contract for update to lianheti_app using (
  provider_id in (select scope('serve-technology')) or enterprise_id in (select scope('serve-technology')));
grant insert (consortium_id, id, need_id, call_id, provider_id, enterprise_id, title, amount, signed_on, proposed_by, person_id)
  on technology_contract to lianheti_app;
grant update (state, accepted_on, version) on technology_contract to lianheti_app;
create policy technology_milestone_made on technology_milestone for insert to lianheti_app with check (exists (select from technology_contract c
  where c.consortium_id = technology_milestone.consortium_id and c.id = contract_id and c.proposed_by in (select scope('serve-technology'))));
grant insert (consortium_id, contract_id, number, title, due_on) on technology_milestone to lianheti_app;
grant update (delivered_on, accepted_on) on technology_milestone to lianheti_app;
grant insert (consortium_id, id, contract_id, voucher, amount, received_on, evidence_id, person_id) on technology_receipt to lianheti_app;
grant insert (consortium_id, id, contract_id, kind, title, certificate, granted_on, person_id) on technology_result to lianheti_app;
grant insert (consortium_id, id, contract_id, way, transferred_on, person_id) on technology_transfer to lianheti_app;
grant update (confirmed_at, confirmed_by) on technology_receipt to lianheti_app;
grant update (confirmed_at, confirmed_by) on technology_result to lianheti_app;
grant update (confirmed_at, confirmed_by, benefit, benefit_note) on technology_transfer to lianheti_app;

revoke execute on function judged_calls, person_to_judge, bids_itself, winner_of, tell_bidders, tell_judge from public;
grant execute on function judged_calls, person_to_judge, winner_of, tell_bidders, tell_judge to lianheti_app;
