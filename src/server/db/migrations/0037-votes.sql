-- Motions and their amendments, votes and what was cast, who kept away, resolutions and minutes. A secret ballot is signed blindly for a seat and cast
-- by nobody: whoever reads all of this finds who was given a ballot, and what each ballot says, and nothing that joins the two.
create table motion (
  consortium_id uuid    not null,
  meeting_id    uuid    not null,
  id            uuid    not null default gen_random_uuid(),
  item_id       uuid    not null,
  -- One of the pack's kinds of motion.
  kind          text    not null,
  title         text    not null check (length(title) between 1 and 200),
  -- As it was put; the amendments adopted follow it.
  text          text    not null check (length(text) between 1 and 5000),
  proposer      text    not null default '' check (length(proposer) <= 100),
  state         text    not null default 'open' check (state in ('open', 'carried', 'rejected', 'withdrawn')),
  version       integer not null default 1,
  person_id     uuid    not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, meeting_id, id),
  foreign key (consortium_id, meeting_id, item_id) references agenda_item on delete cascade
);

create table motion_amendment (
  consortium_id uuid     not null,
  meeting_id    uuid     not null,
  motion_id     uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  number        smallint not null check (number > 0),
  -- The motion's whole text as it was, and as it would be.
  before        text     not null check (length(before) between 1 and 5000),
  text          text     not null check (length(text) between 1 and 5000),
  proposer      text     not null check (length(proposer) between 1 and 100),
  state         text     not null default 'open' check (state in ('open', 'adopted', 'rejected', 'withdrawn')),
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, meeting_id, motion_id, id),
  unique (consortium_id, meeting_id, motion_id, number),
  foreign key (consortium_id, meeting_id, motion_id) references motion on delete cascade,
  check (before <> text)
);

-- A seat that has an interest in the matter and keeps away from it.
create table recusal (
  consortium_id uuid not null,
  meeting_id    uuid not null,
  motion_id     uuid not null,
  seat_id       uuid not null,
  reason        text not null check (length(reason) between 1 and 500),
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, meeting_id, motion_id, seat_id),
  foreign key (consortium_id, meeting_id, motion_id) references motion on delete cascade,
  foreign key (consortium_id, meeting_id, seat_id) references meeting_seat
);

-- Opened and closed by the database's clock. What it is held by is fixed when it opens: the charter's majority and who may vote.
create table vote (
  consortium_id uuid     not null,
  meeting_id    uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  motion_id     uuid     not null,
  -- Where it is on an amendment.
  amendment_id  uuid,
  manner        text     not null check (manner in ('open', 'named', 'secret')),
  -- {"of", "threshold", "seats", "isWritten"}
  rules         jsonb    not null,
  opened_at     timestamptz not null default clock_timestamp(),
  -- When it takes no more, where that is known before.
  closes_at     timestamptz,
  closed_at     timestamptz,
  -- {"tally", "decision", "outcome": "carried" | "rejected" | "no-quorum" | "withdrawn"}
  result        jsonb,
  -- By which everybody checks that a ballot was signed (SPKI, base64).
  public_key    text,
  person_id     uuid     not null references person,
  primary key (consortium_id, meeting_id, id),
  foreign key (consortium_id, meeting_id, motion_id) references motion,
  foreign key (consortium_id, meeting_id, motion_id, amendment_id) references motion_amendment,
  check (num_nulls(closed_at, result) in (0, 2)),
  check ((public_key is not null) = (manner = 'secret'))
);
create index vote_id_idx on vote (id);
create unique index vote_open_idx on vote (consortium_id, meeting_id) where closed_at is null;

-- Who may vote, and by which seat its vote is cast.
create table vote_seat (
  consortium_id uuid not null,
  meeting_id    uuid not null,
  vote_id       uuid not null,
  seat_id       uuid not null,
  by_seat_id    uuid not null,
  primary key (consortium_id, meeting_id, vote_id, seat_id),
  foreign key (consortium_id, meeting_id, vote_id) references vote,
  foreign key (consortium_id, meeting_id, seat_id) references meeting_seat
);

create table vote_cast (
  consortium_id uuid not null,
  meeting_id    uuid not null,
  vote_id       uuid not null,
  seat_id       uuid not null,
  choice        text not null check (choice in ('for', 'against', 'abstain')),
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, meeting_id, vote_id, seat_id),
  foreign key (consortium_id, meeting_id, vote_id, seat_id) references vote_seat
);

-- The key by which ballots are signed, sealed by the program's own secret; gone once the vote is closed, so that no ballot is ever added.
create table ballot_key (
  consortium_id uuid not null,
  meeting_id    uuid not null,
  vote_id       uuid not null,
  sealed        text not null,
  primary key (consortium_id, meeting_id, vote_id),
  foreign key (consortium_id, meeting_id, vote_id) references vote
);

-- That a seat was given its ballot, of which nobody but its voter knows the serial. No time: its order would tell.
create table ballot_issue (
  consortium_id uuid not null,
  meeting_id    uuid not null,
  vote_id       uuid not null,
  seat_id       uuid not null,
  -- SHA-256 of the blinded serial: asked for again, the same is signed again, and no other.
  blinded       text not null check (blinded ~ '^[0-9a-f]{64}$'),
  primary key (consortium_id, meeting_id, vote_id, seat_id),
  foreign key (consortium_id, meeting_id, vote_id, seat_id) references vote_seat
);

-- A ballot: its serial is a key that its voter made, by which its choice is signed; nothing tells whose, nor when.
create table ballot (
  consortium_id uuid not null,
  meeting_id    uuid not null,
  vote_id       uuid not null,
  serial        text not null,
  signature     text not null,
  choice        text not null check (choice in ('for', 'against', 'abstain')),
  proof         text not null,
  primary key (consortium_id, meeting_id, vote_id, serial),
  foreign key (consortium_id, meeting_id, vote_id) references vote
);

create table resolution (
  consortium_id uuid     not null,
  meeting_id    uuid     not null,
  motion_id     uuid     not null,
  id            uuid     not null default gen_random_uuid(),
  year          smallint not null,
  number        integer  not null check (number > 0),
  title         text     not null,
  text          text     not null,
  adopted_on    date     not null,
  -- By how many it was carried, as its document says it.
  basis         text     not null,
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, id),
  unique (consortium_id, year, number),
  unique (consortium_id, meeting_id, motion_id),
  foreign key (consortium_id, meeting_id, motion_id) references motion
);

-- Each version stands as it was written; the attendees confirm the latest. All versions of a meeting bear one number.
create table minutes (
  consortium_id uuid     not null,
  meeting_id    uuid     not null,
  version       integer  not null check (version > 0),
  id            uuid     not null default gen_random_uuid(),
  year          smallint not null,
  number        integer  not null check (number > 0),
  -- What core/council/minutes.ts describes.
  content       jsonb    not null,
  -- Whoever has said nothing by the end of this day agrees.
  due_on        date     not null,
  person_id     uuid     not null references person,
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, meeting_id, version),
  unique (consortium_id, year, number, version),
  foreign key (consortium_id, meeting_id) references meeting
);

create table minutes_word (
  consortium_id uuid    not null,
  meeting_id    uuid    not null,
  version       integer not null,
  seat_id       uuid    not null,
  word          text    not null check (word in ('confirmed', 'objected')),
  text          text    not null default '' check (length(text) <= 2000 and (word = 'confirmed' or text <> '')),
  at            timestamptz not null default clock_timestamp(),
  primary key (consortium_id, meeting_id, version, seat_id),
  foreign key (consortium_id, meeting_id, version) references minutes,
  foreign key (consortium_id, meeting_id, seat_id) references meeting_seat
);

-- Whatever the program does: a vote is opened by the clock and closed once; a motion that was decided stays as it was decided.
create function keep_vote() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.opened_at := clock_timestamp();
  elsif old.closed_at is not null then
    raise exception using errcode = 'restrict_violation', message = 'a vote is closed once';
  else
    new.closed_at := clock_timestamp();
  end if;
  return new;
end $$;
create trigger vote_kept before insert or update on vote for each row execute function keep_vote();
create function keep_motion() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', message = 'what was decided stays';
end $$;
create trigger motion_kept before update on motion for each row when (old.state <> 'open') execute function keep_motion();
create trigger motion_amendment_kept before update on motion_amendment for each row when (old.state <> 'open') execute function keep_motion();
-- Nobody votes, and nobody becomes one who may, once a vote is open or closed.
create function keep_roll() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from vote_cast c where (c.consortium_id, c.meeting_id, c.vote_id) = (new.consortium_id, new.meeting_id, new.vote_id))
    or exists (select from ballot_issue i where (i.consortium_id, i.meeting_id, i.vote_id) = (new.consortium_id, new.meeting_id, new.vote_id)) then
    raise exception using errcode = 'restrict_violation', message = 'the roll is made before anybody votes';
  end if;
  return new;
end $$;
create trigger vote_seat_roll before insert on vote_seat for each row execute function keep_roll();

do $$
declare
  t text;
begin
  foreach t in array array['motion', 'motion_amendment', 'recusal', 'vote', 'vote_seat', 'vote_cast', 'ballot_key', 'ballot_issue', 'ballot', 'resolution',
                           'minutes', 'minutes_word'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to lianheti_owner using (true) with check (true)', t || '_owner', t);
  end loop;
  foreach t in array array['vote_seat', 'vote_cast', 'resolution', 'minutes', 'minutes_word'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function keep_record()', t || '_kept', t);
  end loop;
  -- Whoever may read of the council, and whoever has a pass to the meeting, reads what is not a secret: of a named vote who voted what, once it is closed.
  foreach t in array array['motion', 'motion_amendment', 'recusal', 'vote', 'vote_seat', 'resolution', 'minutes', 'minutes_word'] loop
    execute format('create policy %I on %I for select to lianheti_app using (consortium_id in (select scope(''read-council'')))', t || '_read', t);
    execute format('create policy %I on %I for select to lianheti_app using (meeting_id in (select pass_meeting()))', t || '_pass', t);
    execute format('grant select on %I to lianheti_app', t);
  end loop;
  foreach t in array array['motion', 'motion_amendment', 'recusal', 'vote', 'vote_seat', 'ballot_key', 'resolution', 'minutes'] loop
    execute format('create policy %I on %I for insert to lianheti_app with check (consortium_id in (select scope(''manage-council'')))',
      t || '_made', t);
    execute format('grant insert on %I to lianheti_app', t);
  end loop;
  foreach t in array array['motion', 'motion_amendment', 'vote'] loop
    execute format('create policy %I on %I for update to lianheti_app using (consortium_id in (select scope(''manage-council'')))', t || '_changed', t);
  end loop;
end $$;
grant update (kind, title, text, proposer, state, version) on motion to lianheti_app;
grant update (state) on motion_amendment to lianheti_app;
grant update (closed_at, result) on vote to lianheti_app;
create policy recusal_own on recusal for insert to lianheti_app
  with check (meeting_id in (select pass_meeting()) and seat_id in (select pass_seat()));
create policy recusal_removed on recusal for delete to lianheti_app using (consortium_id in (select scope('manage-council')));
grant delete on recusal to lianheti_app;
create policy minutes_word_given on minutes_word for insert to lianheti_app
  with check (meeting_id in (select pass_meeting()) and seat_id in (select pass_seat()));
grant insert on minutes_word to lianheti_app;

-- A seat's own vote, and all of a vote that is named and closed.
create policy vote_cast_read on vote_cast for select to lianheti_app using (exists (select from vote v
  where (v.consortium_id, v.meeting_id, v.id) = (vote_cast.consortium_id, vote_cast.meeting_id, vote_cast.vote_id)
    and v.manner = 'named' and v.closed_at is not null));
create policy vote_cast_own on vote_cast for select to lianheti_app using (meeting_id in (select pass_meeting()) and exists (select from vote_seat s
  where (s.consortium_id, s.meeting_id, s.vote_id, s.seat_id) = (vote_cast.consortium_id, vote_cast.meeting_id, vote_cast.vote_id, vote_cast.seat_id)
    and s.by_seat_id in (select pass_seat())));
create policy ballot_issue_own on ballot_issue for select to lianheti_app using (meeting_id in (select pass_meeting()) and exists (select from vote_seat s
  where (s.consortium_id, s.meeting_id, s.vote_id, s.seat_id) = (ballot_issue.consortium_id, ballot_issue.meeting_id, ballot_issue.vote_id,
    ballot_issue.seat_id) and s.by_seat_id in (select pass_seat())));
-- Ballots are read once the vote is closed: none by which one could count in the middle.
create policy ballot_read on ballot for select to lianheti_app using (exists (select from vote v
  where (v.consortium_id, v.meeting_id, v.id) = (ballot.consortium_id, ballot.meeting_id, ballot.vote_id) and v.closed_at is not null));
grant select on vote_cast, ballot_issue, ballot to lianheti_app;

-- Whoever casts keeps a vote from being closed under its hands; whoever closes waits for those that are casting.
create function hold_vote(p_vote uuid) returns vote language plpgsql security definer set search_path = public as $$
declare
  v vote;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('vote ' || p_vote::text, 0));
  select * into v from vote where id = p_vote;
  return v;
end $$;

-- Why a seat of the pass at hand may not cast for another (or itself) in a vote now; null where it may.
create function cast_fault(v vote, p_seat uuid) returns text language plpgsql stable security definer set search_path = public as $$
begin
  if v.id is null or v.meeting_id not in (select pass_meeting()) then return 'unknown'; end if;
  if v.closed_at is not null or clock_timestamp() >= v.closes_at then return 'closed'; end if;
  if not exists (select from vote_seat s where (s.consortium_id, s.meeting_id, s.vote_id, s.seat_id) = (v.consortium_id, v.meeting_id, v.id, p_seat)
    and s.by_seat_id in (select pass_seat())) then return 'not-yours'; end if;
  if not exists (select from meeting_attendance a where (a.consortium_id, a.meeting_id) = (v.consortium_id, v.meeting_id)
    and a.seat_id in (select pass_seat()) and a.left_at is null) then return 'away'; end if;
  return null;
end $$;

-- Casts a seat's vote: 'cast' (again, the same word is the same vote), 'already' where it has cast another, or why it may not.
create function cast_vote(p_vote uuid, p_seat uuid, p_choice text) returns text language plpgsql security definer set search_path = public as $$
declare
  v vote := hold_vote(p_vote);
  v_fault text := cast_fault(v, p_seat);
  v_choice text;
begin
  if v_fault is not null then return v_fault; end if;
  if v.manner = 'secret' then return 'unknown'; end if;
  insert into vote_cast (consortium_id, meeting_id, vote_id, seat_id, choice) values (v.consortium_id, v.meeting_id, v.id, p_seat, p_choice)
    on conflict do nothing;
  select choice into v_choice from vote_cast c
    where (c.consortium_id, c.meeting_id, c.vote_id, c.seat_id) = (v.consortium_id, v.meeting_id, v.id, p_seat);
  return case when v_choice = p_choice then 'cast' else 'already' end;
end $$;

-- Notes that a seat is given its ballot: 'issued' (again, the same is the same), 'already' where another was, or why it may not.
create function issue_ballot(p_vote uuid, p_seat uuid, p_blinded text) returns text language plpgsql security definer set search_path = public as $$
declare
  v vote := hold_vote(p_vote);
  v_fault text := cast_fault(v, p_seat);
  v_blinded text;
begin
  if v_fault is not null then return v_fault; end if;
  if v.manner <> 'secret' then return 'unknown'; end if;
  insert into ballot_issue (consortium_id, meeting_id, vote_id, seat_id, blinded) values (v.consortium_id, v.meeting_id, v.id, p_seat, p_blinded)
    on conflict do nothing;
  select blinded into v_blinded from ballot_issue i
    where (i.consortium_id, i.meeting_id, i.vote_id, i.seat_id) = (v.consortium_id, v.meeting_id, v.id, p_seat);
  return case when v_blinded = p_blinded then 'issued' else 'already' end;
end $$;

-- The sealed key of an open vote, for the program alone: without its secret it opens nothing.
create function sealed_ballot_key(p_vote uuid) returns table (sealed text, public_key text) language sql stable security definer set search_path = public
rows 1 as $$
  select k.sealed, v.public_key from vote v join ballot_key k on (k.consortium_id, k.meeting_id, k.vote_id) = (v.consortium_id, v.meeting_id, v.id)
  where v.id = p_vote and v.closed_at is null
$$;

-- Drops a ballot, which says for nobody, into the box: 'cast', 'already' where its serial was cast otherwise, 'closed', 'unknown'; and the meeting to tell.
create function cast_ballot(p_vote uuid, p_serial text, p_signature text, p_choice text, p_proof text)
returns table (outcome text, consortium_id uuid, meeting_id uuid) language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v vote := hold_vote(p_vote);
  v_choice text;
begin
  if v.id is null or v.manner <> 'secret' then
    return query select 'unknown', null::uuid, null::uuid;
    return;
  end if;
  if v.closed_at is not null or clock_timestamp() >= v.closes_at then
    return query select 'closed', v.consortium_id, v.meeting_id;
    return;
  end if;
  insert into ballot (consortium_id, meeting_id, vote_id, serial, signature, choice, proof)
    values (v.consortium_id, v.meeting_id, v.id, p_serial, p_signature, p_choice, p_proof) on conflict do nothing;
  select b.choice into v_choice from ballot b
    where (b.consortium_id, b.meeting_id, b.vote_id, b.serial) = (v.consortium_id, v.meeting_id, v.id, p_serial);
  return query select case when v_choice = p_choice then 'cast' else 'already' end, v.consortium_id, v.meeting_id;
end $$;

-- What was cast in a vote that its chair is about to close, and nobody casts any more; then the key is gone, and what is stored of ballots and of whom they
-- were given to is written anew in the order of its keys: neither place nor transaction tells any more which came first.
create function count_vote(p_consortium uuid, p_vote uuid) returns table (choice text)
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v vote;
  v_ballots ballot[];
  v_issues ballot_issue[];
begin
  perform pg_advisory_xact_lock(hashtextextended('vote ' || p_vote::text, 0));
  select * into v from vote where id = p_vote and consortium_id = p_consortium and closed_at is null
    and consortium_id in (select scope('manage-council'));
  if v.id is null then return; end if;
  delete from ballot_key k where (k.consortium_id, k.meeting_id, k.vote_id) = (v.consortium_id, v.meeting_id, v.id);
  v_ballots := array(select b from ballot b where (b.consortium_id, b.meeting_id, b.vote_id) = (v.consortium_id, v.meeting_id, v.id) order by b.serial);
  delete from ballot b where (b.consortium_id, b.meeting_id, b.vote_id) = (v.consortium_id, v.meeting_id, v.id);
  insert into ballot select b.* from unnest(v_ballots) as b;
  v_issues := array(select i from ballot_issue i where (i.consortium_id, i.meeting_id, i.vote_id) = (v.consortium_id, v.meeting_id, v.id) order by i.seat_id);
  delete from ballot_issue i where (i.consortium_id, i.meeting_id, i.vote_id) = (v.consortium_id, v.meeting_id, v.id);
  insert into ballot_issue select i.* from unnest(v_issues) as i;
  return query
    select t.choice from vote_cast t where (t.consortium_id, t.meeting_id, t.vote_id) = (v.consortium_id, v.meeting_id, v.id)
    union all
    select b.choice from ballot b where (b.consortium_id, b.meeting_id, b.vote_id) = (v.consortium_id, v.meeting_id, v.id);
end $$;

-- The vote of a meeting that is open, and how far it has come, without names; what has been cast so far tells only an open vote.
create function meeting_vote(p_consortium uuid, p_meeting uuid)
returns table (id uuid, title text, manner text, opened_at timestamptz, closes_at timestamptz, seats integer, done integer, choices jsonb)
language sql stable security definer set search_path = public rows 1 as $$
  select v.id, m.title, v.manner, v.opened_at, v.closes_at,
    (select count(*)::integer from vote_seat s where (s.consortium_id, s.meeting_id, s.vote_id) = (v.consortium_id, v.meeting_id, v.id)),
    case v.manner when 'secret' then
      (select count(*)::integer from ballot b where (b.consortium_id, b.meeting_id, b.vote_id) = (v.consortium_id, v.meeting_id, v.id))
    else (select count(*)::integer from vote_cast c where (c.consortium_id, c.meeting_id, c.vote_id) = (v.consortium_id, v.meeting_id, v.id)) end,
    case v.manner when 'open' then (select jsonb_object_agg(c.choice, c.votes) from (
      select choice, count(*) as votes from vote_cast t where (t.consortium_id, t.meeting_id, t.vote_id) = (v.consortium_id, v.meeting_id, v.id)
      group by choice) c) end
  from vote v join motion m on (m.consortium_id, m.meeting_id, m.id) = (v.consortium_id, v.meeting_id, v.motion_id)
  where v.consortium_id = p_consortium and v.meeting_id = p_meeting and v.closed_at is null
$$;
-- Something that changes whenever anything of a meeting's motions, votes or minutes does, so that screens know when to ask.
create function meeting_marks(p_consortium uuid, p_meeting uuid) returns text language sql stable security definer set search_path = public as $$
  select md5(concat_ws(' ',
    (select string_agg(m.id::text || '.' || m.version || m.state, ' ' order by m.id) from motion m
      where m.consortium_id = p_consortium and m.meeting_id = p_meeting),
    (select string_agg(a.id::text || a.state, ' ' order by a.id) from motion_amendment a where a.consortium_id = p_consortium and a.meeting_id = p_meeting),
    (select string_agg(v.id::text || (v.closed_at is null)::text, ' ' order by v.id) from vote v where v.consortium_id = p_consortium and v.meeting_id = p_meeting),
    (select string_agg(r.motion_id::text || r.seat_id::text, ' ' order by r.motion_id, r.seat_id) from recusal r
      where r.consortium_id = p_consortium and r.meeting_id = p_meeting),
    (select string_agg(r.id::text, ' ' order by r.id) from resolution r where r.consortium_id = p_consortium and r.meeting_id = p_meeting),
    (select max(n.version)::text from minutes n where n.consortium_id = p_consortium and n.meeting_id = p_meeting),
    (select count(*)::text from minutes_word w where w.consortium_id = p_consortium and w.meeting_id = p_meeting)))
$$;
revoke execute on function hold_vote, cast_fault, cast_vote, issue_ballot, sealed_ballot_key, cast_ballot, count_vote, meeting_vote, meeting_marks from public;
grant execute on function cast_vote, issue_ballot, sealed_ballot_key, cast_ballot, count_vote, meeting_vote, meeting_marks to lianheti_app;
