-- The council: its charter by versions, who holds which seat until when, its meetings from the call to their close, and who is there.
insert into role_right (role, "right") values
  ('secretariat', 'manage-council'),
  ('secretariat', 'read-council'),
  ('park-authority', 'read-council'),
  ('lead-school', 'read-council'),
  ('lead-enterprise', 'read-council'),
  ('provincial-officer', 'read-council'),
  ('auditor', 'read-council');

-- Of two versions in force on a day, the later one counts. `rules` is what core/council/charter.ts describes; `authority` is on what it rests:
-- {"kind": "resolution", "id", "number"} or {"kind": "document", "reference"}.
create table charter (
  consortium_id uuid    not null references unit,
  version       integer not null check (version > 0),
  in_force_from date    not null,
  rules         jsonb   not null,
  authority     jsonb   not null,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, version)
);
create trigger charter_kept before update or delete on charter for each row execute function keep_record();

-- One person's term in a seat; another term is another row. Parties and roles are the pack's.
create table council_seat (
  consortium_id uuid    not null references unit,
  id            uuid    not null default gen_random_uuid(),
  party         text    not null,
  role          text    not null,
  organisation  text    not null check (length(organisation) between 1 and 200),
  -- The member of that name; null where the organisation is none, such as an office of the government.
  member_id     uuid,
  name          text    not null check (length(name) between 1 and 100),
  from_day      date    not null,
  -- The term's last day.
  to_day        date    not null,
  elected_by    jsonb   not null,
  -- The last day, where it ended before the term, and on what that rests.
  ended_on      date,
  ended_by      jsonb,
  last_day      date    not null generated always as (least(to_day, ended_on)) stored,
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, member_id) references member,
  check (to_day >= from_day),
  check (num_nulls(ended_on, ended_by) in (0, 2))
);
create index council_seat_term_idx on council_seat (consortium_id, from_day, last_day);

-- How a holder is reached; only who calls meetings sees it.
create table council_contact (
  consortium_id uuid not null,
  seat_id       uuid not null,
  email         text not null default '' check (length(email) <= 320),
  phone         text not null default '' check (length(phone) <= 50),
  primary key (consortium_id, seat_id),
  foreign key (consortium_id, seat_id) references council_seat
);

-- Who may come in a holder's place, with all its votes.
create table council_substitute (
  consortium_id uuid not null,
  seat_id       uuid not null,
  id            uuid not null default gen_random_uuid(),
  name          text not null check (length(name) between 1 and 100),
  from_day      date not null,
  to_day        date not null,
  person_id     uuid not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, seat_id, id),
  foreign key (consortium_id, seat_id) references council_seat,
  check (to_day >= from_day)
);

create table meeting (
  consortium_id   uuid    not null references unit,
  id              uuid    not null default gen_random_uuid(),
  kind            text    not null check (kind in ('in-person', 'remote', 'circulated')),
  title           text    not null check (length(title) between 1 and 200),
  place           text    not null default '' check (length(place) <= 500),
  opens_at        timestamptz not null,
  state           text    not null default 'draft' check (state in ('draft', 'called', 'open', 'closed', 'confirmed', 'cancelled')),
  -- Why it was called later than the charter's days of notice; empty where it was not.
  short_notice    text    not null default '' check (length(short_notice) <= 500),
  -- The charter by which it is held: the one in force on its day, as known when it was called.
  charter_version integer,
  -- The item of the agenda that it is at.
  item_id         uuid,
  called_at       timestamptz,
  opened_at       timestamptz,
  closed_at       timestamptz,
  version         integer not null default 1,
  person_id       uuid    not null references person,
  at              timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  foreign key (consortium_id, charter_version) references charter,
  check (state in ('draft', 'cancelled') or num_nulls(charter_version, called_at) = 0)
);
create index meeting_time_idx on meeting (consortium_id, opens_at desc);

create table agenda_item (
  consortium_id uuid     not null,
  meeting_id    uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  place         smallint not null check (place > 0),
  title         text     not null check (length(title) between 1 and 200),
  presenter     text     not null default '' check (length(presenter) <= 100),
  primary key (consortium_id, meeting_id, id),
  foreign key (consortium_id, meeting_id) references meeting
);
alter table meeting add foreign key (consortium_id, id, item_id) references agenda_item deferrable initially deferred;

create table meeting_paper (
  consortium_id uuid   not null,
  meeting_id    uuid   not null,
  id            uuid   not null default gen_random_uuid(),
  name          text   not null check (length(name) between 1 and 200),
  digest        text   not null check (digest ~ '^[0-9a-f]{64}$'),
  media_type    text   not null,
  bytes         bigint not null,
  person_id     uuid   not null references person,
  at            timestamptz not null default clock_timestamp(),
  removed_at    timestamptz,
  primary key (consortium_id, meeting_id, id),
  foreign key (consortium_id, meeting_id) references meeting
);
create unique index meeting_paper_once_idx on meeting_paper (consortium_id, meeting_id, digest) where removed_at is null;

-- A seat of a meeting. Its pass is a link that nobody can guess; only the hash is kept.
create table meeting_seat (
  consortium_id uuid    not null,
  meeting_id    uuid    not null,
  seat_id       uuid    not null,
  pass_hash     text    unique check (pass_hash ~ '^[0-9a-f]{64}$'),
  reply         text    check (reply in ('coming', 'absent')),
  reply_note    text    not null default '' check (length(reply_note) <= 500),
  replied_at    timestamptz,
  -- The seat that speaks and votes for this one while its holder is away.
  proxy_to      uuid,
  version       integer not null default 1,
  primary key (consortium_id, meeting_id, seat_id),
  foreign key (consortium_id, meeting_id) references meeting,
  foreign key (consortium_id, seat_id) references council_seat,
  foreign key (consortium_id, meeting_id, proxy_to) references meeting_seat,
  check (proxy_to <> seat_id)
);
create index meeting_seat_proxy_idx on meeting_seat (consortium_id, meeting_id, proxy_to) where proxy_to is not null;

-- When a seat was taken, and until when: by its holder, or by a substitute. Who is there at the close has not left.
create table meeting_attendance (
  consortium_id uuid not null,
  meeting_id    uuid not null,
  seat_id       uuid not null,
  id            uuid not null default gen_random_uuid(),
  substitute_id uuid,
  -- By the code on the wall, or marked by whoever runs the meeting.
  how           text not null check (how in ('code', 'hand')),
  came_at       timestamptz not null default clock_timestamp(),
  left_at       timestamptz,
  primary key (consortium_id, meeting_id, seat_id, id),
  foreign key (consortium_id, meeting_id, seat_id) references meeting_seat,
  foreign key (consortium_id, seat_id, substitute_id) references council_substitute,
  check (left_at >= came_at)
);
-- Nobody is there twice.
create unique index meeting_attendance_once_idx on meeting_attendance (consortium_id, meeting_id, seat_id) where left_at is null;

create function beijing_today() returns date language sql stable as $$
  select (clock_timestamp() at time zone 'Asia/Shanghai')::date
$$;

-- The seat and meeting of the pass that a transaction acts with (`lianheti.pass`, its hash), where it acts with one.
create function pass_seat() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select seat_id from meeting_seat where pass_hash = nullif(current_setting('lianheti.pass', true), '')
$$;
create function pass_meeting() returns setof uuid language sql stable security definer set search_path = public rows 1 as $$
  select meeting_id from meeting_seat where pass_hash = nullif(current_setting('lianheti.pass', true), '')
$$;
-- The same with the consortium, by name, for whoever has the pass; nothing where a pass opens nothing.
create function own_pass() returns table (consortium_id uuid, meeting_id uuid, seat_id uuid, consortium text)
language sql stable security definer set search_path = public rows 1 as $$
  select m.consortium_id, m.meeting_id, m.seat_id, u.name from meeting_seat m join unit u on u.id = m.consortium_id
  where m.pass_hash = nullif(current_setting('lianheti.pass', true), '')
$$;

-- Whatever the program does: a seat is taken within its term and while the meeting is called or open, and by the database's own clock.
create function keep_attendance() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    if old.left_at is not null or not exists (select from meeting m
      where m.consortium_id = new.consortium_id and m.id = new.meeting_id and m.state in ('called', 'open')) then
      raise exception using errcode = 'restrict_violation', message = 'who left comes again by another row; nobody leaves what is over';
    end if;
    new.left_at := clock_timestamp();
    return new;
  end if;
  if not exists (select from meeting m join council_seat s on s.consortium_id = m.consortium_id and s.id = new.seat_id
    where m.consortium_id = new.consortium_id and m.id = new.meeting_id and m.state in ('called', 'open')
      and beijing_today() between s.from_day and s.last_day) then
    raise exception using errcode = 'restrict_violation', message = 'a seat is taken within its term, in a meeting that is called or open';
  end if;
  new.came_at := clock_timestamp();
  return new;
end $$;

-- A proxy is given to a seat whose own term lasts, and that has not itself given its voice away; nor by one to whom another gave his.
create function keep_proxy() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from council_seat s join meeting_seat t on t.consortium_id = s.consortium_id and t.seat_id = s.id
    where s.consortium_id = new.consortium_id and s.id = new.proxy_to and t.meeting_id = new.meeting_id and t.proxy_to is null
      and beijing_today() between s.from_day and s.last_day)
    or exists (select from meeting_seat t where t.consortium_id = new.consortium_id and t.meeting_id = new.meeting_id
      and t.proxy_to = new.seat_id) then
    raise exception using errcode = 'restrict_violation', message = 'no proxy to or through such a seat';
  end if;
  return new;
end $$;
create trigger meeting_attendance_kept before insert or update on meeting_attendance for each row execute function keep_attendance();
create trigger meeting_seat_proxy_kept before update on meeting_seat for each row
  when (new.proxy_to is not null and new.proxy_to is distinct from old.proxy_to) execute function keep_proxy();

-- What a meeting's live state is made of, without names: whoever listens was let in before.
create function meeting_presence(p_consortium uuid, p_meeting uuid)
returns table (seat_id uuid, party text, in_term boolean, present boolean, proxy_to uuid, reply text)
language sql stable security definer set search_path = public rows 30 as $$
  select m.seat_id, s.party,
    (case when t.state in ('draft', 'called') then greatest((t.opens_at at time zone 'Asia/Shanghai')::date, beijing_today())
      when t.closed_at is null then beijing_today() else (t.closed_at at time zone 'Asia/Shanghai')::date end) between s.from_day and s.last_day,
    exists (select from meeting_attendance a where a.consortium_id = m.consortium_id and a.meeting_id = m.meeting_id and a.seat_id = m.seat_id
      and a.left_at is null),
    m.proxy_to, m.reply
  from meeting_seat m join council_seat s on s.consortium_id = m.consortium_id and s.id = m.seat_id
  join meeting t on t.consortium_id = m.consortium_id and t.id = m.meeting_id
  where m.consortium_id = p_consortium and m.meeting_id = p_meeting
$$;
create function meeting_head(p_consortium uuid, p_meeting uuid)
returns table (state text, kind text, version integer, item_id uuid, rules jsonb) language sql stable security definer set search_path = public rows 1 as $$
  select m.state, m.kind, m.version, m.item_id, c.rules from meeting m
  left join charter c on c.consortium_id = m.consortium_id and c.version = m.charter_version
  where m.consortium_id = p_consortium and m.id = p_meeting
$$;

do $$
declare
  t text;
begin
  foreach t in array array['charter', 'council_seat', 'council_contact', 'council_substitute', 'meeting', 'agenda_item', 'meeting_paper',
                           'meeting_seat', 'meeting_attendance'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
    execute format('create policy %I on %I for insert to lianheti_app with check (consortium_id in (select scope(''manage-council'')))',
      t || '_made', t);
    execute format('create policy %I on %I for update to lianheti_app using (consortium_id in (select scope(''manage-council'')))',
      t || '_changed', t);
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(%L)))', t || '_read', t,
      case t when 'council_contact' then 'manage-council' else 'read-council' end);
    execute format('grant insert on %I to lianheti_app', t);
    if t <> 'meeting_seat' then execute format('grant select on %I to lianheti_app', t); end if;
  end loop;
  -- Whoever has a pass sees its meeting.
  foreach t in array array['agenda_item', 'meeting_paper', 'meeting_seat', 'meeting_attendance'] loop
    execute format('create policy %I on %I for select to lianheti_app using (meeting_id in (select pass_meeting()))', t || '_pass', t);
  end loop;
end $$;
create policy meeting_pass on meeting for select to lianheti_app using (id in (select pass_meeting()));
create policy charter_pass on charter for select to lianheti_app using (exists (select from meeting m where m.id in (select pass_meeting())
  and m.consortium_id = charter.consortium_id and m.charter_version = charter.version));
create policy council_seat_pass on council_seat for select to lianheti_app using (exists (select from meeting_seat m
  where m.meeting_id in (select pass_meeting()) and m.consortium_id = council_seat.consortium_id and m.seat_id = council_seat.id));
create policy council_substitute_pass on council_substitute for select to lianheti_app using (seat_id in (select pass_seat()));
create policy meeting_seat_answered on meeting_seat for update to lianheti_app
  using (meeting_id in (select pass_meeting()) and seat_id in (select pass_seat()));
create policy meeting_attendance_came on meeting_attendance for insert to lianheti_app
  with check (meeting_id in (select pass_meeting()) and seat_id in (select pass_seat()) and how = 'code');
create policy meeting_attendance_left on meeting_attendance for update to lianheti_app
  using (meeting_id in (select pass_meeting()) and seat_id in (select pass_seat()));

-- A member sees the charter of its consortium, and the seats that are its own.
create policy charter_member on charter for select to lianheti_app
  using (consortium_id in (select u.parent_id from unit u where u.id in (select scope('read-own-ledger'))));
create policy council_seat_member on council_seat for select to lianheti_app using (member_id in (select scope('read-own-ledger')));

grant select (consortium_id, meeting_id, seat_id, reply, reply_note, replied_at, proxy_to, version) on meeting_seat to lianheti_app;
grant update (ended_on, ended_by, role, version) on council_seat to lianheti_app;
grant update (email, phone) on council_contact to lianheti_app;
grant update (to_day) on council_substitute to lianheti_app;
grant update (kind, title, place, opens_at, state, short_notice, charter_version, item_id, called_at, opened_at, closed_at, version) on meeting to lianheti_app;
grant update (place, title, presenter), delete on agenda_item to lianheti_app;
create policy agenda_item_removed on agenda_item for delete to lianheti_app using (consortium_id in (select scope('manage-council')));
grant update (removed_at) on meeting_paper to lianheti_app;
grant update (pass_hash, reply, reply_note, replied_at, proxy_to, version) on meeting_seat to lianheti_app;
grant update (left_at) on meeting_attendance to lianheti_app;

revoke execute on function beijing_today, pass_seat, pass_meeting, own_pass, meeting_presence, meeting_head from public;
grant execute on function beijing_today, pass_seat, pass_meeting, own_pass, meeting_presence, meeting_head to lianheti_app;
