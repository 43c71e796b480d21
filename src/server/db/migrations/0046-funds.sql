-- Funds of a consortium: what each source promised and paid by year, the budget line by line, what was asked of it, approved and paid, and what is
-- carried over. Amounts are yuan. What is approved is approved by another than asked for it; no line is overspent; a closed year stays as it was.
insert into role_right (role, "right") values
  ('secretariat', 'manage-fund'),
  ('secretariat', 'read-fund'),
  ('park-authority', 'read-fund'),
  ('lead-school', 'read-fund'),
  ('lead-enterprise', 'read-fund'),
  ('provincial-officer', 'read-fund'),
  ('ministry-officer', 'read-fund'),
  ('auditor', 'read-fund'),
  ('secretariat', 'approve-fund'),
  ('park-authority', 'approve-fund'),
  ('lead-school', 'approve-fund'),
  ('lead-enterprise', 'approve-fund'),
  ('secretariat', 'ask-fund'),
  ('lead-school', 'ask-fund'),
  ('lead-enterprise', 'ask-fund');

create table fund_year (
  consortium_id uuid     not null references unit,
  year          smallint not null check (year between 2000 and 2100),
  -- What was there on its first day: typed for the first year, carried over from then on; null until the year before is closed.
  opening       numeric(14, 2),
  -- What remained: opening + received - paid, by the database alone.
  closing       numeric(14, 2),
  opened_by     uuid     not null references person,
  opened_at     timestamptz not null default clock_timestamp(),
  closed_by     uuid     references person,
  closed_at     timestamptz,
  primary key (consortium_id, year),
  check (num_nulls(closing, closed_by, closed_at) in (0, 3)),
  check (closing is null or opening is not null)
);

-- What a payer promised for a year.
create table fund_plan (
  consortium_id uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  year          smallint not null,
  -- One of the pack's sources.
  source        text     not null check (length(source) between 1 and 50),
  payer         text     not null check (length(payer) between 1 and 200),
  -- The member that pays; null where it is none.
  member_id     uuid,
  planned       numeric(14, 2) not null check (planned >= 0),
  -- By when it is promised; null where nobody said.
  due_on        date,
  note          text     not null default '' check (length(note) <= 500),
  version       integer  not null default 1,
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, id, year),
  unique (consortium_id, year, source, payer),
  foreign key (consortium_id, year) references fund_year,
  foreign key (consortium_id, member_id) references member
);
create index fund_plan_due_idx on fund_plan (due_on);
create index fund_plan_member_idx on fund_plan (consortium_id, member_id) where member_id is not null;

-- What came in. One that was wrong is reversed with a reason and stays to be seen.
create table fund_receipt (
  consortium_id uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  plan_id       uuid     not null,
  year          smallint not null,
  received_on   date     not null check (extract(year from received_on) = year),
  amount        numeric(14, 2) not null check (amount > 0),
  voucher       text     not null check (length(voucher) between 1 and 100),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  reversed_by   uuid     references person,
  reversed_at   timestamptz,
  reason        text     check (length(reason) between 1 and 500),
  primary key (consortium_id, id),
  foreign key (consortium_id, plan_id, year) references fund_plan (consortium_id, id, year),
  check (num_nulls(reversed_by, reversed_at, reason) in (0, 3))
);
create index fund_receipt_plan_idx on fund_receipt (consortium_id, plan_id);
create unique index fund_receipt_once_idx on fund_receipt (consortium_id, year, voucher) where reversed_at is null;

-- A line of the budget. Its amount is what was approved, written by an approved change alone.
create table fund_line (
  consortium_id uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  year          smallint not null,
  name          text     not null check (length(name) between 1 and 100),
  -- The department that answers for it.
  department    text     not null check (length(department) between 1 and 100),
  amount        numeric(14, 2) not null default 0 check (amount >= 0),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, id, year),
  unique (consortium_id, year, name),
  foreign key (consortium_id, year) references fund_year
);

-- What a line is to become, asked by one and decided by another. The first makes it.
create table fund_line_change (
  consortium_id uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  line_id       uuid     not null,
  amount        numeric(14, 2) not null check (amount >= 0),
  reason        text     not null check (length(reason) between 1 and 500),
  state         text     not null default 'asked' check (state in ('asked', 'approved', 'declined')),
  asked_by      uuid     not null references person,
  asked_at      timestamptz not null default clock_timestamp(),
  -- Which of the pack's authorities decided, and by which resolution where it is the council.
  authority     text,
  resolution    text     check (length(resolution) between 1 and 100),
  remark        text     not null default '' check (length(remark) <= 500),
  decided_by    uuid     references person,
  decided_at    timestamptz,
  primary key (consortium_id, id),
  foreign key (consortium_id, line_id) references fund_line,
  check ((state = 'asked') = (num_nulls(decided_by, decided_at) = 2)),
  check (state <> 'approved' or authority is not null)
);
create unique index fund_line_change_open_idx on fund_line_change (consortium_id, line_id) where state = 'asked';
create index fund_line_change_line_idx on fund_line_change (consortium_id, line_id);

create table fund_spending (
  consortium_id uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  year          smallint not null,
  -- Counted in its year, as it is called: 支出〔2026〕3号.
  number        integer  not null default 0,
  line_id       uuid     not null,
  title         text     not null check (length(title) between 1 and 200),
  payee         text     not null check (length(payee) between 1 and 200),
  purpose       text     not null default '' check (length(purpose) <= 2000),
  amount        numeric(14, 2) not null check (amount > 0),
  -- Who has to approve it, in this order, as the pack said when it was asked: [{"id", "label", "by": [roles], "needsResolution"}].
  steps         jsonb    not null check (jsonb_array_length(steps) > 0),
  state         text     not null default 'asked' check (state in ('asked', 'approved', 'declined', 'paid', 'cancelled')),
  asked_by      uuid     not null references person,
  asked_at      timestamptz not null default clock_timestamp(),
  paid_on       date     check (extract(year from paid_on) = year),
  -- The number of the payment's voucher.
  voucher       text     check (length(voucher) between 1 and 100),
  version       integer  not null default 1,
  primary key (consortium_id, id),
  unique (consortium_id, year, number),
  foreign key (consortium_id, line_id, year) references fund_line (consortium_id, id, year),
  check ((state = 'paid') = (num_nulls(paid_on, voucher) = 0)),
  check (num_nulls(paid_on, voucher) in (0, 2))
);
create index fund_spending_line_idx on fund_spending (consortium_id, line_id);
create index fund_spending_open_idx on fund_spending (asked_at) where state = 'asked';

-- What was done with a request, in its order; an approval with its step, and for whom it was given where by a deputy.
create table fund_act (
  consortium_id uuid     not null,
  spending_id   uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  action        text     not null check (action in ('ask', 'approve', 'decline', 'pay', 'cancel')),
  step          smallint,
  for_id        uuid     references person,
  resolution    text     check (length(resolution) between 1 and 100),
  text          text     not null default '' check (length(text) <= 2000),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, spending_id, id),
  foreign key (consortium_id, spending_id) references fund_spending,
  check ((action = 'approve') = (step is not null))
);
-- Each step is taken once.
create unique index fund_act_step_idx on fund_act (consortium_id, spending_id, step) where action = 'approve';
create trigger fund_act_kept before update or delete on fund_act for each row execute function keep_record();

-- Evidence that shows what a request is for.
create table fund_voucher (
  consortium_id uuid not null,
  spending_id   uuid not null,
  evidence_id   uuid not null,
  linked_by     uuid not null references person,
  linked_at     timestamptz not null default clock_timestamp(),
  primary key (consortium_id, spending_id, evidence_id),
  foreign key (consortium_id, spending_id) references fund_spending,
  foreign key (consortium_id, evidence_id) references evidence
);

-- Who approves in whose place, from a day to a day.
create table fund_deputy (
  consortium_id uuid not null references unit,
  id            uuid not null default gen_random_uuid(),
  person_id     uuid not null references person,
  deputy_id     uuid not null references person check (deputy_id <> person_id),
  from_day      date not null,
  to_day        date not null check (to_day >= from_day),
  named_at      timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id)
);
create index fund_deputy_idx on fund_deputy (consortium_id, deputy_id, from_day);

-- What was told of a promise or a request: each reminder once, whichever server tells it.
create table fund_told (
  consortium_id uuid not null references unit,
  subject_id    uuid not null,
  reminder      text not null,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, subject_id, reminder)
);

do $$
declare
  t text;
begin
  foreach t in array array['fund_year', 'fund_plan', 'fund_receipt', 'fund_line', 'fund_line_change', 'fund_spending', 'fund_act', 'fund_voucher',
                           'fund_deputy', 'fund_told'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  foreach t in array array['fund_year', 'fund_plan', 'fund_receipt', 'fund_line', 'fund_line_change', 'fund_spending', 'fund_act', 'fund_voucher',
                           'fund_deputy'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-fund'')))', t || '_read', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['fund_plan', 'fund_receipt', 'fund_line'] loop
    execute format('create policy %I on %I for insert to lianheti_app
      with check (consortium_id in (select scope(''manage-fund'')) and person_id = (select actor()))', t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app using (consortium_id in (select scope(''manage-fund'')))', t || '_changed', t);
  end loop;
end $$;

-- Who can approve in a consortium: each person with its roles there.
create function fund_people(p_consortium uuid) returns table (person_id uuid, name text, roles text[])
language sql stable security definer set search_path = public as $$
  select a.person_id, p.name, array_agg(a.role order by a.role) from role_assignment a
  join role_right r on r.role = a.role and r."right" = 'approve-fund' join person p on p.id = a.person_id
  where a.unit_id = p_consortium and has_right('read-fund', p_consortium)
  group by a.person_id, p.name order by p.name, a.person_id
$$;

-- A member sees what it promised and paid.
create policy fund_plan_member on fund_plan for select to lianheti_app using (member_id in (select scope('read-own-ledger')));
create policy fund_receipt_member on fund_receipt for select to lianheti_app using (exists (select from fund_plan p
  where p.consortium_id = fund_receipt.consortium_id and p.id = fund_receipt.plan_id and p.member_id in (select scope('read-own-ledger'))));

create policy fund_year_opened on fund_year for insert to lianheti_app
  with check (consortium_id in (select scope('manage-fund')) and opened_by = (select actor()) and closing is null);
create policy fund_year_closed on fund_year for update to lianheti_app using (consortium_id in (select scope('manage-fund')));
create policy fund_plan_dropped on fund_plan for delete to lianheti_app using (consortium_id in (select scope('manage-fund')));
create policy fund_line_change_asked on fund_line_change for insert to lianheti_app
  with check (consortium_id in (select scope('manage-fund')) and asked_by = (select actor()) and state = 'asked');
create policy fund_line_change_decided on fund_line_change for update to lianheti_app using (consortium_id in (select scope('approve-fund')));
create policy fund_spending_asked on fund_spending for insert to lianheti_app
  with check (consortium_id in (select scope('ask-fund')) and asked_by = (select actor()) and state = 'asked' and version = 1);
create policy fund_spending_moved on fund_spending for update to lianheti_app using (
  consortium_id in (select scope('approve-fund')) or consortium_id in (select scope('manage-fund')) or asked_by = (select actor()));
create policy fund_act_made on fund_act for insert to lianheti_app with check (person_id = (select actor())
  and (consortium_id in (select scope('approve-fund')) or consortium_id in (select scope('ask-fund'))));
create policy fund_voucher_made on fund_voucher for insert to lianheti_app with check (linked_by = (select actor())
  and consortium_id in (select scope('ask-fund')) and exists (select from evidence e
    where e.consortium_id = fund_voucher.consortium_id and e.id = fund_voucher.evidence_id));
-- What somebody has approved by stays.
create policy fund_voucher_cut on fund_voucher for delete to lianheti_app using (linked_by = (select actor()) and not exists (
  select from fund_act a where a.consortium_id = fund_voucher.consortium_id and a.spending_id = fund_voucher.spending_id and a.action <> 'ask'));
create policy fund_deputy_named on fund_deputy for insert to lianheti_app
  with check (person_id = (select actor()) and consortium_id in (select scope('approve-fund'))
    and deputy_id in (select p.person_id from fund_people(consortium_id) p));
create policy fund_deputy_ended on fund_deputy for delete to lianheti_app using (person_id = (select actor()));

grant insert (consortium_id, year, opening, opened_by) on fund_year to lianheti_app;
grant update (closing, closed_by, closed_at) on fund_year to lianheti_app;
grant insert, delete on fund_plan to lianheti_app;
grant update (source, payer, member_id, planned, due_on, note, version) on fund_plan to lianheti_app;
grant insert (consortium_id, id, plan_id, year, received_on, amount, voucher, person_id) on fund_receipt to lianheti_app;
grant update (reversed_by, reversed_at, reason) on fund_receipt to lianheti_app;
grant insert (consortium_id, id, year, name, department, person_id) on fund_line to lianheti_app;
grant insert (consortium_id, id, line_id, amount, reason, asked_by) on fund_line_change to lianheti_app;
grant update (state, authority, resolution, remark, decided_by, decided_at) on fund_line_change to lianheti_app;
grant insert (consortium_id, id, year, line_id, title, payee, purpose, amount, steps, asked_by) on fund_spending to lianheti_app;
grant update (state, paid_on, voucher, version) on fund_spending to lianheti_app;
grant insert (consortium_id, spending_id, action, step, for_id, resolution, text, person_id) on fund_act to lianheti_app;
grant insert (consortium_id, spending_id, evidence_id, linked_by), delete on fund_voucher to lianheti_app;
grant insert (consortium_id, person_id, deputy_id, from_day, to_day), delete on fund_deputy to lianheti_app;

-- Holds a year open until the end of the transaction: who closes it waits, and who comes after it is refused.
create function hold_fund_year(p_consortium uuid, p_year integer) returns void language plpgsql security definer set search_path = public as $$
begin
  perform from fund_year y where y.consortium_id = p_consortium and y.year = p_year and y.closing is null for share;
  if not found then
    raise exception using errcode = 'LH005', message = 'the year of funds is closed';
  end if;
end $$;

create function keep_in_fund_year() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform hold_fund_year(coalesce(new.consortium_id, old.consortium_id), coalesce(new.year, old.year));
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger fund_plan_kept before insert or update or delete on fund_plan for each row execute function keep_in_fund_year();
create trigger fund_line_kept before insert or update on fund_line for each row execute function keep_in_fund_year();

-- A receipt is reversed once, and nothing else of it changes.
create function keep_fund_receipt() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform hold_fund_year(new.consortium_id, new.year);
  if tg_op = 'UPDATE' and (old.reversed_at is not null or new.reversed_by is distinct from actor()) then
    raise exception using errcode = 'restrict_violation', message = 'a receipt is reversed once, by whoever does it';
  end if;
  return new;
end $$;
create trigger fund_receipt_kept before insert or update on fund_receipt for each row execute function keep_fund_receipt();

-- What a line still has: what was approved for it without what was approved out of it. The line is held: who approves beside waits for the answer.
create function hold_fund_line(p_consortium uuid, p_line uuid) returns table (amount numeric, committed numeric)
language plpgsql security definer set search_path = public as $$
declare
  v_amount numeric;
begin
  if not has_right('read-fund', p_consortium) then return; end if;
  select l.amount into v_amount from fund_line l where l.consortium_id = p_consortium and l.id = p_line for no key update;
  return query select v_amount, coalesce((select sum(s.amount) from fund_spending s
    where s.consortium_id = p_consortium and s.line_id = p_line and s.state in ('approved', 'paid')), 0);
end $$;

-- Persons in whose place somebody approves today.
create function fund_principals(p_consortium uuid, p_person uuid) returns setof uuid language sql stable security definer set search_path = public as $$
  select d.person_id from fund_deputy d
  where d.consortium_id = p_consortium and d.deputy_id = p_person and beijing_today() between d.from_day and d.to_day
$$;

-- A change is decided once, by another than asked for it and not by who stands in for it; no line gets less than is approved out of it.
create function keep_fund_line_change() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_year integer := (select l.year from fund_line l where l.consortium_id = new.consortium_id and l.id = new.line_id);
begin
  perform hold_fund_year(new.consortium_id, v_year);
  if tg_op = 'INSERT' then return new; end if;
  if old.state <> 'asked' or new.decided_by is distinct from actor() then
    raise exception using errcode = 'restrict_violation', message = 'a change of the budget is decided once, by whoever does it';
  end if;
  if actor() = old.asked_by or old.asked_by in (select fund_principals(old.consortium_id, actor())) then
    raise exception using errcode = 'restrict_violation', message = 'nobody approves its own request';
  end if;
  if new.state = 'approved' then
    if (select h.committed > new.amount from hold_fund_line(new.consortium_id, new.line_id) h) then
      raise exception using errcode = 'LH004', message = 'more is approved out of the line';
    end if;
    update fund_line l set amount = new.amount where l.consortium_id = new.consortium_id and l.id = new.line_id;
  end if;
  return new;
end $$;
create trigger fund_line_change_kept before insert or update on fund_line_change for each row execute function keep_fund_line_change();

-- Requests are counted one after the other; each takes its steps in their order, and is approved once every step was and its line has the money.
create function keep_fund_spending() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform hold_fund_year(new.consortium_id, new.year);
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtextextended('fund ' || new.consortium_id::text, 0));
    new.number := 1 + coalesce((select max(s.number) from fund_spending s where s.consortium_id = new.consortium_id and s.year = new.year), 0);
    return new;
  end if;
  if new.version <> old.version + 1
     or (old.state, new.state) not in (('asked', 'asked'), ('asked', 'approved'), ('asked', 'declined'), ('asked', 'cancelled'),
       ('approved', 'paid'), ('approved', 'cancelled'))
     or (new.state = 'paid' and not has_right('manage-fund', new.consortium_id))
     or (new.state = 'cancelled' and not has_right('manage-fund', new.consortium_id) and old.asked_by is distinct from actor())
     or (new.state = 'declined' and not exists (select from fund_act a where a.consortium_id = new.consortium_id and a.spending_id = new.id
       and a.action = 'decline'))
     or (new.state = 'approved' and jsonb_array_length(new.steps) <> (select count(*) from fund_act a
       where a.consortium_id = new.consortium_id and a.spending_id = new.id and a.action = 'approve')) then
    raise exception using errcode = 'restrict_violation', message = 'a request takes its steps in their order';
  end if;
  if new.state = 'approved' and (select h.committed + new.amount > h.amount from hold_fund_line(new.consortium_id, new.line_id) h) then
    raise exception using errcode = 'LH004', message = 'the line has not as much';
  end if;
  return new;
end $$;
create trigger fund_spending_kept before insert or update on fund_spending for each row execute function keep_fund_spending();

-- An approval or refusal: by somebody with the role of the step that is due, or by the deputy of one; not by who asked, nor by who approved before, and
-- whoever stands in for somebody counts as that person.
create function keep_fund_act() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_spending fund_spending;
  v_step     smallint;
  v_voices   uuid[];
  v_taken    uuid[];
begin
  select * into v_spending from fund_spending s where s.consortium_id = new.consortium_id and s.id = new.spending_id;
  if new.action = 'ask' and v_spending.asked_by <> new.person_id then
    raise exception using errcode = 'restrict_violation', message = 'a request is asked by who asks';
  end if;
  if new.action not in ('approve', 'decline') then return new; end if;
  select count(*), array_agg(a.person_id) || array_agg(a.for_id) into v_step, v_taken from fund_act a
  where a.consortium_id = new.consortium_id and a.spending_id = new.spending_id and a.action = 'approve';
  v_voices := array(select fund_principals(new.consortium_id, new.person_id)) || new.person_id;
  if v_voices && (coalesce(v_taken, '{}') || v_spending.asked_by) then
    raise exception using errcode = 'restrict_violation', message = 'nobody approves its own request, nor twice';
  end if;
  if v_spending.state <> 'asked' or coalesce(new.step, v_step) <> v_step or new.person_id is distinct from actor()
     or (new.for_id is not null and new.for_id <> all(v_voices))
     or not exists (select from role_assignment a where a.person_id = coalesce(new.for_id, new.person_id) and a.unit_id = new.consortium_id
       and v_spending.steps->v_step::integer->'by' ? a.role) then
    raise exception using errcode = 'restrict_violation', message = 'a step is taken by those whose it is, once it is due';
  end if;
  return new;
end $$;
create trigger fund_act_due before insert on fund_act for each row execute function keep_fund_act();

-- A year follows on the one before it and is closed after it, once nothing is under way; what remains is what the next begins with.
create function keep_fund_year() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_before fund_year;
begin
  perform pg_advisory_xact_lock(hashtextextended('fund ' || new.consortium_id::text, 0));
  if tg_op = 'INSERT' then
    select * into v_before from fund_year y where y.consortium_id = new.consortium_id order by y.year desc limit 1;
    if found then
      if new.year <> v_before.year + 1 then
        raise exception using errcode = 'restrict_violation', message = 'a year of funds follows on the one before it';
      end if;
      new.opening := v_before.closing;
    elsif new.opening is null then
      raise exception using errcode = 'restrict_violation', message = 'the first year begins with what is there';
    end if;
    return new;
  end if;
  if old.closing is null and new.closing is null and old.opening is null and new.opening = (select y.closing from fund_year y
      where y.consortium_id = new.consortium_id and y.year = new.year - 1) then
    return new;
  end if;
  if old.closing is not null or new.closing is null or new.closed_by is distinct from actor() or new.opening is distinct from old.opening
     or exists (select from fund_spending s where s.consortium_id = new.consortium_id and s.year = new.year and s.state in ('asked', 'approved'))
     or exists (select from fund_line_change c join fund_line l on l.consortium_id = c.consortium_id and l.id = c.line_id
       where c.consortium_id = new.consortium_id and l.year = new.year and c.state = 'asked') then
    raise exception using errcode = 'restrict_violation', message = 'a year of funds is closed once, when nothing of it is under way';
  end if;
  new.closing := new.opening
    + coalesce((select sum(r.amount) from fund_receipt r where r.consortium_id = new.consortium_id and r.year = new.year and r.reversed_at is null), 0)
    - coalesce((select sum(s.amount) from fund_spending s where s.consortium_id = new.consortium_id and s.year = new.year and s.state = 'paid'), 0);
  return new;
end $$;
create trigger fund_year_kept before insert or update on fund_year for each row execute function keep_fund_year();

create function carry_fund_year() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update fund_year y set opening = new.closing where y.consortium_id = new.consortium_id and y.year = new.year + 1 and y.opening is null;
  return new;
end $$;
create trigger fund_year_carried after update on fund_year for each row
  when (old.closing is null and new.closing is not null) execute function carry_fund_year();

-- Those with one of the roles in a consortium, those who stand in for them today, and the named; the actor left out.
create function fund_told_people(p_consortium uuid, p_roles text[], p_people uuid[]) returns table (person_id uuid, unit_id uuid)
language sql stable security definer set search_path = public as $$
  select distinct on (q.person_id) q.person_id, p_consortium from (
    select a.person_id from role_assignment a where a.unit_id = p_consortium and a.role = any(p_roles)
    union all
    select d.deputy_id from role_assignment a join fund_deputy d on d.consortium_id = p_consortium and d.person_id = a.person_id
      and beijing_today() between d.from_day and d.to_day
    where a.unit_id = p_consortium and a.role = any(p_roles)
    union all select unnest(p_people)) q
  where q.person_id is distinct from actor()
$$;
create function tell_of_fund(p_consortium uuid, p_roles text[], p_people uuid[], p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not (has_right('approve-fund', p_consortium) or has_right('ask-fund', p_consortium)) then
    raise exception using errcode = 'insufficient_privilege', message = 'who has nothing to do with funds tells nobody of them';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select p_consortium, t.person_id, t.unit_id, p_text, p_link, actor() from fund_told_people(p_consortium, p_roles, p_people) t;
end $$;

revoke execute on function hold_fund_year, hold_fund_line, fund_principals, fund_people, fund_told_people, tell_of_fund from public;
grant execute on function hold_fund_line, fund_principals, fund_people, tell_of_fund to lianheti_app;
