-- Commitments: what a listed consortium promised for the years after the data year, split to members, changed by an approved request alone,
-- explained, and closed at acceptance; and how each figure grew within the years, by which pace and forecast are told.
insert into role_right (role, "right") values
  ('secretariat', 'keep-commitment'),
  ('secretariat', 'ask-commitment'),
  ('park-authority', 'ask-commitment'),
  ('provincial-officer', 'advise-commitment'),
  ('ministry-officer', 'decide-commitment');

create table commitment (
  consortium_id  uuid     not null,
  -- A field of the form whose cells are numbers by year.
  figure         text     not null,
  year           smallint not null,
  value          numeric  not null check (value >= 0),
  first_value    numeric  not null check (first_value >= 0),
  -- Whether the province had verified it when it was taken.
  verified       boolean  not null,
  batch_id       uuid     not null references batch,
  application_id uuid     not null,
  revision       integer  not null,
  version        integer  not null default 0,
  taken_at       timestamptz not null default clock_timestamp(),
  primary key (consortium_id, figure, year),
  foreign key (consortium_id, application_id, revision) references revision
);

-- Each save of a split is a version of its own; the latest counts. What no share takes stays with the consortium.
create table commitment_split (
  consortium_id uuid     not null,
  figure        text     not null,
  year          smallint not null,
  version       integer  not null check (version > 0),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, figure, year, version),
  foreign key (consortium_id, figure, year) references commitment
);

create table commitment_share (
  consortium_id uuid     not null,
  figure        text     not null,
  year          smallint not null,
  version       integer  not null,
  member_id     uuid     not null,
  value         numeric  not null check (value >= 0),
  primary key (consortium_id, figure, year, version, member_id),
  foreign key (consortium_id, figure, year, version) references commitment_split,
  foreign key (consortium_id, member_id) references member
);
create index commitment_share_member_idx on commitment_share (consortium_id, member_id);

-- The consortium asks, the province gives its opinion, the ministry decides; or the consortium takes it back before that.
create table commitment_request (
  consortium_id uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  figure        text     not null,
  year          smallint not null,
  -- What the commitment was when this was asked, with its version.
  before        numeric  not null,
  base          integer  not null,
  value         numeric  not null check (value >= 0 and value <> before),
  reason        text     not null check (length(reason) between 1 and 5000),
  -- Pieces of the consortium's evidence.
  evidence      uuid[]   not null default '{}',
  asked_by      uuid     not null references person,
  asked_at      timestamptz not null default clock_timestamp(),
  opinion       text     check (opinion in ('support', 'oppose')),
  opinion_text  text     check (length(opinion_text) between 1 and 5000),
  opined_by     uuid     references person,
  opined_at     timestamptz,
  decision      text     check (decision in ('approved', 'refused')),
  decision_text text     check (length(decision_text) between 1 and 5000),
  decided_by    uuid     references person,
  decided_at    timestamptz,
  withdrawn_at  timestamptz,
  version       integer  not null default 0,
  primary key (consortium_id, id),
  foreign key (consortium_id, figure, year) references commitment,
  check (num_nulls(opinion, opinion_text, opined_by, opined_at) in (0, 4)),
  check (num_nulls(decision, decision_text, decided_by, decided_at) in (0, 4)),
  check (decision is null or opinion is not null),
  check (decision is null or withdrawn_at is null)
);
create index commitment_request_id_idx on commitment_request (id);
create index commitment_request_open_idx on commitment_request (asked_at) where decision is null and withdrawn_at is null;
create unique index commitment_request_once_idx on commitment_request (consortium_id, figure, year)
  where decision is null and withdrawn_at is null;

-- Why a commitment was kept or missed, in the consortium's words; the latest counts.
create table commitment_explanation (
  consortium_id uuid     not null,
  figure        text     not null,
  year          smallint not null,
  version       integer  not null check (version > 0),
  text          text     not null check (length(text) <= 2000),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, figure, year, version),
  foreign key (consortium_id, figure, year) references commitment
);

-- 承诺兑现单: what each commitment came to, as it stood at acceptance; the digest is the SHA-256 of its content's canonical JSON.
create table commitment_closing (
  consortium_id uuid  not null references unit,
  id            uuid  not null default gen_random_uuid(),
  -- Null where it was closed without an acceptance.
  acceptance_id uuid,
  content       jsonb not null,
  digest        text  not null check (digest ~ '^[0-9a-f]{64}$'),
  closed_by     uuid  not null references person,
  closed_at     timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique nulls not distinct (consortium_id, acceptance_id)
);

-- How a figure grew within a year: what the ledgers count by 1 January and by the end of each month, thirteen sums. Kept from the entries by
-- `refresh_pace`, up to the count of writes that stands in the head.
create table ledger_pace (
  consortium_id uuid      not null references unit,
  figure        text      not null,
  year          smallint  not null,
  amounts       numeric[] not null,
  bases         numeric[],
  primary key (consortium_id, figure, year)
);
create index ledger_pace_figure_idx on ledger_pace (figure, year);
create table ledger_pace_head (
  consortium_id uuid   primary key references unit,
  sequence      bigint not null,
  -- The kinds' days by which it was computed.
  days          jsonb  not null
);

do $$
declare
  t text;
begin
  foreach t in array array['commitment', 'commitment_split', 'commitment_share', 'commitment_request', 'commitment_explanation',
                           'commitment_closing', 'ledger_pace', 'ledger_pace_head'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['commitment', 'commitment_request', 'commitment_explanation', 'commitment_closing'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-application'')))',
      t || '_read', t);
  end loop;
  foreach t in array array['ledger_pace', 'ledger_pace_head'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-ledger'')))', t || '_read', t);
  end loop;
  foreach t in array array['commitment_split', 'commitment_share', 'commitment_explanation', 'commitment_closing'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function keep_record()', t || '_kept', t);
  end loop;
end $$;

-- A member sees which split counts, and of the shares its own.
create policy commitment_split_read on commitment_split for select to lianheti_app using (
  consortium_id in (select scope('read-application'))
  or consortium_id in (select u.parent_id from unit u where u.id in (select scope('read-own-ledger'))));
create policy commitment_share_read on commitment_share for select to lianheti_app using (
  consortium_id in (select scope('read-application')) or member_id in (select scope('read-own-ledger')));
create policy commitment_split_made on commitment_split for insert to lianheti_app
  with check (consortium_id in (select scope('keep-commitment')) and person_id = (select actor()));
create policy commitment_share_made on commitment_share for insert to lianheti_app with check (
  consortium_id in (select scope('keep-commitment')) and exists (select from commitment_split s
    where (s.consortium_id, s.figure, s.year, s.version) = (commitment_share.consortium_id, commitment_share.figure, commitment_share.year,
      commitment_share.version) and s.person_id = (select actor())));
create policy commitment_explanation_made on commitment_explanation for insert to lianheti_app
  with check (consortium_id in (select scope('keep-commitment')) and person_id = (select actor()));
create policy commitment_request_asked on commitment_request for insert to lianheti_app
  with check (consortium_id in (select scope('ask-commitment')) and asked_by = (select actor()) and version = 0);
create policy commitment_request_moved on commitment_request for update to lianheti_app using (
  consortium_id in (select scope('ask-commitment')) or consortium_id in (select scope('advise-commitment'))
  or consortium_id in (select scope('decide-commitment')));
create policy commitment_closing_made on commitment_closing for insert to lianheti_app
  with check (consortium_id in (select scope('decide-commitment')) and closed_by = (select actor()));
grant insert on commitment_split, commitment_share, commitment_explanation, commitment_closing to lianheti_app;
grant insert (consortium_id, figure, year, before, base, value, reason, evidence, asked_by) on commitment_request to lianheti_app;
grant update (opinion, opinion_text, opined_by, opined_at, decision, decision_text, decided_by, decided_at, withdrawn_at, version)
  on commitment_request to lianheti_app;

-- Commitments of consortia whose closing stands are neither split, explained nor asked to be changed any more.
create function keep_commitments_open() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('commitment ' || new.consortium_id::text, 0));
  if exists (select from commitment_closing c where c.consortium_id = new.consortium_id) then
    raise exception using errcode = 'restrict_violation', message = 'commitments that were closed stay';
  end if;
  return new;
end $$;
create trigger commitment_split_open before insert on commitment_split for each row execute function keep_commitments_open();
create trigger commitment_explanation_open before insert on commitment_explanation for each row execute function keep_commitments_open();
create trigger commitment_request_open before insert on commitment_request for each row execute function keep_commitments_open();

create function keep_commitment_closing() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('commitment ' || new.consortium_id::text, 0));
  if exists (select from commitment_request r where r.consortium_id = new.consortium_id and r.decision is null and r.withdrawn_at is null) then
    raise exception using errcode = 'restrict_violation', message = 'requests are decided before commitments are closed';
  end if;
  return new;
end $$;
create trigger commitment_closing_last before insert on commitment_closing for each row execute function keep_commitment_closing();

-- Shares never add up to more than what was promised.
create function keep_shares() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (
    select from commitment_share s join commitment c using (consortium_id, figure, year)
    where (s.consortium_id, s.figure, s.year, s.version) in (select a.consortium_id, a.figure, a.year, a.version from added a)
    group by s.consortium_id, s.figure, s.year, s.version, c.value having sum(s.value) > c.value) then
    raise exception using errcode = 'restrict_violation', message = 'shares of more than was promised';
  end if;
  return null;
end $$;
create trigger commitment_share_sum after insert on commitment_share referencing new table as added
  for each statement execute function keep_shares();

-- A request is asked of the commitment as it stands, with evidence of its own consortium.
create function keep_asked() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from commitment c where (c.consortium_id, c.figure, c.year) = (new.consortium_id, new.figure, new.year)
      and c.value = new.before and c.version = new.base)
     or exists (select from unnest(new.evidence) e (id) where not exists (
       select from evidence v where v.consortium_id = new.consortium_id and v.id = e.id)) then
    raise exception using errcode = 'restrict_violation', message = 'a request is asked of the commitment as it stands';
  end if;
  return new;
end $$;
create trigger commitment_request_asked before insert on commitment_request for each row execute function keep_asked();

-- Each step once, by whose step it is, in their order.
create function keep_request() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_opined    boolean := (new.opinion, new.opinion_text, new.opined_by, new.opined_at)
    is distinct from (old.opinion, old.opinion_text, old.opined_by, old.opined_at);
  v_decided   boolean := (new.decision, new.decision_text, new.decided_by, new.decided_at)
    is distinct from (old.decision, old.decision_text, old.decided_by, old.decided_at);
  v_withdrawn boolean := new.withdrawn_at is distinct from old.withdrawn_at;
begin
  if (old.decision is not null or old.withdrawn_at is not null) or (v_opined::integer + v_decided::integer + v_withdrawn::integer) <> 1
     or (v_opined and not (old.opinion is null and new.opined_by = actor() and has_right('advise-commitment', old.consortium_id)))
     or (v_decided and not (old.opinion is not null and new.decided_by = actor() and has_right('decide-commitment', old.consortium_id)))
     or (v_withdrawn and not has_right('ask-commitment', old.consortium_id))
     or new.version <> old.version + 1 then
    raise exception using errcode = 'restrict_violation', message = 'a request takes its steps in their order';
  end if;
  return new;
end $$;
create trigger commitment_request_kept before update on commitment_request for each row execute function keep_request();

-- What was approved is the commitment from then on.
create function change_commitment() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update commitment c set value = new.value, version = c.version + 1
  where (c.consortium_id, c.figure, c.year) = (new.consortium_id, new.figure, new.year);
  return null;
end $$;
create trigger commitment_request_approved after update on commitment_request for each row
  when (new.decision = 'approved' and old.decision is null) execute function change_commitment();

-- Whatever the program does, and even its owner: a commitment changes to what a request asked of this version and the ministry approved.
create function keep_commitment() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - array['value', 'version']) <> (to_jsonb(old) - array['value', 'version'])
     or new.version <> old.version + 1 or not exists (
    select from commitment_request r where (r.consortium_id, r.figure, r.year) = (old.consortium_id, old.figure, old.year)
      and r.decision = 'approved' and r.base = old.version and r.value = new.value) then
    raise exception using errcode = 'restrict_violation', message = 'a commitment changes by an approved request alone';
  end if;
  return new;
end $$;
create trigger commitment_kept before update or delete on commitment for each row execute function keep_commitment();

-- Commitments of those whom a batch put on the cultivation list: each number of a year after the data year, as verified where a baseline was taken,
-- else as last submitted; what the province did not recognise is none. Taken once; answers how many were. Not a promise: figures of later years.
create function take_commitments_of(p_batch uuid) returns integer language plpgsql security definer set search_path = public as $$
declare
  v_taken integer;
begin
  with listed as (
    select a.consortium_id, a.id, a.batch_id, coalesce(b.number, a.latest_revision) as revision, b.verified is not null as verified,
      coalesce(b.verified, r.answers) as answers, p.content
    from cultivation c
    join application a on a.consortium_id = c.consortium_id and a.batch_id = c.batch_id
    join pack p on p.digest = a.pack_digest
    left join baseline b on b.consortium_id = a.consortium_id and b.application_id = a.id
    left join revision r on r.consortium_id = a.consortium_id and r.application_id = a.id and r.number = a.latest_revision
    where c.batch_id = p_batch
  ), promised as (
    select l.*, f.key as figure, y::smallint as year, l.answers -> f.key -> y as said
    from listed l cross join jsonb_each(l.content #> '{form,fields}') f
    cross join jsonb_array_elements_text(coalesce(f.value -> 'years', '[]')) y
    where f.value ->> 'kind' = 'number' and y::integer > (l.content #>> '{ledgers,actual}')::integer and l.revision is not null
  )
  insert into commitment (consortium_id, figure, year, value, first_value, verified, batch_id, application_id, revision)
  select consortium_id, figure, year, (said #>> '{}')::numeric, (said #>> '{}')::numeric, verified, batch_id, id, revision
  from promised where jsonb_typeof(said) = 'number'
  on conflict do nothing;
  get diagnostics v_taken = row_count;
  return v_taken;
end $$;
-- For lists that were out before there were commitments.
select take_commitments_of(id) from batch;

-- The same for whoever runs the batch.
create function take_commitments(p_batch uuid) returns integer language plpgsql security definer set search_path = public as $$
begin
  return case when may_review(p_batch) then take_commitments_of(p_batch) else 0 end;
end $$;

-- Tells people of these roles over the consortium what became of a request; by whoever took its latest step.
create function tell_of_request(p_request uuid, p_roles text[], p_text text, p_link text) returns void
language plpgsql security definer set search_path = public as $$
begin
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (a.person_id) r.consortium_id, a.person_id, a.unit_id, p_text, p_link, actor()
  from commitment_request r join unit_within w on w.unit_id = r.consortium_id
  join role_assignment a on a.unit_id = w.ancestor_id and a.role = any(p_roles)
  where r.id = p_request and coalesce(r.decided_by, r.opined_by, r.asked_by) = actor() and a.person_id <> actor()
  order by a.person_id;
end $$;

-- Keeps a consortium's pace, where its ledgers were written since it was last kept. p_days: by kind, the field whose day an entry's event has; an
-- entry of another kind has the day in China on which it was recorded. What came before a year stands there on 1 January, what came after it
-- in its December. False where nothing was to do.
create function refresh_pace(p_consortium uuid, p_days jsonb) returns boolean language plpgsql security definer set search_path = public as $$
declare
  v_sequence bigint := (select h.sequence from ledger_head h where h.consortium_id = p_consortium);
  v_year     integer := extract(year from clock_timestamp() at time zone 'Asia/Shanghai');
begin
  if v_sequence is null or exists (select from ledger_pace_head h
    where h.consortium_id = p_consortium and h.sequence = v_sequence and h.days = p_days) then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('pace ' || p_consortium::text, 0));
  delete from ledger_pace where consortium_id = p_consortium;
  with dated as (
    select f->>0 as figure, y as year, (f->>3)::numeric as amount, (f->>4)::numeric as base,
      coalesce(e.values->>(p_days->>e.kind), to_char(e.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) as day
    from ledger_entry e cross join jsonb_array_elements(e.facts) f
    cross join generate_series((f->>1)::integer, least((f->>2)::integer, v_year)) y
    where e.consortium_id = p_consortium and e.standing in ('confirmed', 'oneSided')
  ), placed as (
    select figure, year, amount, base, case when left(day, 4)::integer < year then 0 when left(day, 4)::integer > year then 12
      else substr(day, 6, 2)::integer end as month
    from dated
  ), monthly as (
    select figure, year, month, sum(amount) as amount, sum(base) as base from placed group by 1, 2, 3
  ), grown as (
    select g.figure, g.year, m, coalesce(sum(s.amount) over (partition by g.figure, g.year order by m), 0) as amount,
      sum(s.base) over (partition by g.figure, g.year order by m) as base
    from (select distinct figure, year from monthly) g cross join generate_series(0, 12) m
    left join monthly s on s.figure = g.figure and s.year = g.year and s.month = m
  )
  insert into ledger_pace (consortium_id, figure, year, amounts, bases)
  select p_consortium, figure, year, array_agg(amount order by m),
    case when count(base) = 0 then null else array_agg(coalesce(base, 0) order by m) end
  from grown group by figure, year;
  insert into ledger_pace_head (consortium_id, sequence, days) values (p_consortium, v_sequence, p_days)
  on conflict (consortium_id) do update set sequence = excluded.sequence, days = excluded.days;
  return true;
end $$;

-- How these figures grew elsewhere within years that are over, without telling where or how large they were: of at most p_most years each, in an
-- order that has nothing to do with their size. Thirteen shares of the whole year's amount; of a rate, its percent.
create function peer_pace(p_consortium uuid, p_figures text[], p_before integer, p_most integer) returns table (figure text, grown numeric[])
language sql stable security definer set search_path = public as $$
  select p.figure, case when p.bases is null
      then array(select round(a / p.amounts[13], 6) from unnest(p.amounts) with ordinality as u (a, n) order by n)
      else array(select case when b > 0 then round(a * 100 / b, 6) end from unnest(p.amounts, p.bases) with ordinality as u (a, b, n) order by n) end
  from (
    select o.figure, o.amounts, o.bases,
      row_number() over (partition by o.figure order by md5(o.consortium_id::text || o.year)) as place
    from ledger_pace o
    where o.figure = any(p_figures) and o.consortium_id <> p_consortium and o.year < p_before and o.amounts[13] > 0
      and p_consortium in (select scope('read-ledger'))
  ) p where p.place <= p_most
$$;

revoke execute on function take_commitments_of, take_commitments, tell_of_request, refresh_pace, peer_pace from public;
grant execute on function take_commitments, tell_of_request, refresh_pace, peer_pace to lianheti_app;
