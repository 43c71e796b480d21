-- Crowds: a search through many long texts, a hall that signs in within a minute, and two thousand who vote within ten seconds.

-- A text is looked into as it lies, and not unpacked before. The fours of characters by which core/search finds a phrase of common words are made of what
-- is there already, too; none of it is another version.
alter table governing_document_version alter column folded set storage external;
alter table governing_document_version disable trigger governing_document_version_kept;
update governing_document_version v set folded = v.folded || '', terms = array(
  select distinct t.term
  from (values (v.folded_title), (v.folded)) f(folded)
  cross join lateral (
    select s.c, lead(s.c) over w as c2, lead(s.c, 2) over w as c3, lead(s.c, 3) over w as c4
    from string_to_table(f.folded, null) with ordinality as s(c, place) window w as (order by s.place)) p
  cross join lateral (values (p.c), (p.c || p.c2), ('#' || (((ascii(p.c)::bigint * 65599 + ascii(p.c2)) % 1048573 * 65599 + ascii(p.c3)) % 1048573 * 65599
    + ascii(p.c4)) % 1048573)) t(term)
  where t.term is not null);
alter table governing_document_version enable trigger governing_document_version_kept;

-- The digits on the wall are of the meeting and of a minute's key, which the program alone makes: council/sign-in-code.ts says the same.
create function sign_in_digits(p_key text, p_meeting uuid) returns text language sql immutable as $$
  select lpad((('x' || left(encode(sha256(convert_to(p_key || ' ' || p_meeting, 'UTF8')), 'hex'), 8))::bit(32)::bigint % 1000000)::text, 6, '0')
$$;

-- Takes a seat of a meeting, once however often it is asked; a proxy that it had given ends. By code for the pass at hand alone, by hand for who runs the
-- meeting. 'taken', or why not: 'unknown', 'state' with the meeting's, 'term-ended' with the term's last day.
create function take_seat(p_consortium uuid, p_meeting uuid, p_seat uuid, p_how text, p_substitute uuid)
returns table (outcome text, state text, last_day date) language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v_seat record;
begin
  if not (p_how = 'code' and exists (select from own_pass() o where (o.consortium_id, o.meeting_id, o.seat_id) = (p_consortium, p_meeting, p_seat))
      or p_how = 'hand' and has_right('manage-council', p_consortium)) then
    return query select 'unknown', null::text, null::date;
    return;
  end if;
  -- The meeting's state stands and the seat is nobody else's until the transaction ends; what is read afterwards is read anew.
  perform pg_advisory_xact_lock_shared(hashtextextended('meeting ' || p_meeting, 0));
  perform pg_advisory_xact_lock(hashtextextended('seat ' || p_meeting || ' ' || p_seat, 0));
  select m.state, s.last_day, beijing_today() between s.from_day and s.last_day as in_term, t.proxy_to, p_substitute is null or exists (
      select from council_substitute u where (u.consortium_id, u.seat_id, u.id) = (p_consortium, p_seat, p_substitute)
        and beijing_today() between u.from_day and u.to_day) as is_substitute
  into v_seat
  from meeting_seat t join meeting m on (m.consortium_id, m.id) = (t.consortium_id, t.meeting_id)
  join council_seat s on (s.consortium_id, s.id) = (t.consortium_id, t.seat_id)
  where (t.consortium_id, t.meeting_id, t.seat_id) = (p_consortium, p_meeting, p_seat);
  if v_seat.state is null then
    return query select 'unknown', null::text, null::date;
  elsif v_seat.state not in ('called', 'open') then
    return query select 'state', v_seat.state, null::date;
  elsif not v_seat.in_term then
    return query select 'term-ended', v_seat.state, v_seat.last_day;
  elsif not v_seat.is_substitute then
    return query select 'unknown', null::text, null::date;
  else
    insert into meeting_attendance (consortium_id, meeting_id, seat_id, how, substitute_id)
      values (p_consortium, p_meeting, p_seat, p_how, p_substitute)
      on conflict (consortium_id, meeting_id, seat_id) where left_at is null do nothing;
    if v_seat.proxy_to is not null then
      update meeting_seat t set proxy_to = null, version = t.version + 1
        where (t.consortium_id, t.meeting_id, t.seat_id) = (p_consortium, p_meeting, p_seat);
    end if;
    return query select 'taken', v_seat.state, null::date;
  end if;
end $$;

-- Signs a pass in by the digits on the wall, in one trip; of what circulates the pass is enough. As `take_seat`, and 'code' where the digits are of none
-- of the keys; with the meeting to tell.
create function sign_in(p_pass text, p_code text, p_keys text[], p_substitute uuid)
returns table (outcome text, state text, last_day date, consortium_id uuid, meeting_id uuid)
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v_own record;
begin
  perform set_config('lianheti.person', '', true), set_config('lianheti.pass', p_pass, true);
  select o.consortium_id, o.meeting_id, o.seat_id, m.kind = 'circulated'
      or exists (select from unnest(p_keys) k where sign_in_digits(k, o.meeting_id) = p_code) as may_come
  into v_own from own_pass() o join meeting m on (m.consortium_id, m.id) = (o.consortium_id, o.meeting_id);
  if v_own.may_come is not true then
    return query select case when v_own.seat_id is null then 'unknown' else 'code' end, null::text, null::date, null::uuid, null::uuid;
    return;
  end if;
  return query select t.outcome, t.state, t.last_day, v_own.consortium_id, v_own.meeting_id
    from take_seat(v_own.consortium_id, v_own.meeting_id, v_own.seat_id, 'code', p_substitute) t;
end $$;

-- Of what circulates, each vote in writing is an attendance: as `take_seat` for the pass at hand; elsewhere 'taken' wherever the pass opens anything.
create function come_in_writing() returns table (outcome text, state text, last_day date, consortium_id uuid, meeting_id uuid)
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v_own record;
begin
  select o.consortium_id, o.meeting_id, o.seat_id, m.kind into v_own
  from own_pass() o join meeting m on (m.consortium_id, m.id) = (o.consortium_id, o.meeting_id);
  if v_own.kind = 'circulated' then
    return query select t.outcome, t.state, t.last_day, v_own.consortium_id, v_own.meeting_id
      from take_seat(v_own.consortium_id, v_own.meeting_id, v_own.seat_id, 'code', null) t;
  else
    return query select case when v_own.seat_id is null then 'unknown' else 'taken' end, null::text, null::date, v_own.consortium_id, v_own.meeting_id;
  end if;
end $$;

-- Casts the votes of a pass's seat and of those it speaks for, [{"seatId", "choice"}], in one trip and all or none. 'cast', or why not, as `take_seat`
-- and `cast_vote`; with the meeting to tell.
create function cast_votes(p_pass text, p_vote uuid, p_votes jsonb)
returns table (outcome text, state text, last_day date, consortium_id uuid, meeting_id uuid)
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  v_came record;
  v_one record;
  v_outcome text;
begin
  perform set_config('lianheti.person', '', true), set_config('lianheti.pass', p_pass, true);
  begin
    select * into v_came from come_in_writing();
    v_outcome := v_came.outcome;
    if v_outcome = 'taken' then
      for v_one in select v."seatId" as seat, v.choice from jsonb_to_recordset(p_votes) as v("seatId" uuid, choice text) loop
        v_outcome := cast_vote(p_vote, v_one.seat, v_one.choice);
        exit when v_outcome <> 'cast';
      end loop;
    end if;
    if v_outcome <> 'cast' then raise exception using errcode = 'triggered_action_exception'; end if;
  exception when triggered_action_exception then
    -- Undone, with the attendance and all that was cast before it.
    null;
  end;
  return query select v_outcome, v_came.state, v_came.last_day, v_came.consortium_id, v_came.meeting_id;
end $$;

-- The sealed key by which a vote's ballots are signed, where the vote is open and of the pass's meeting.
create function ballot_key_for(p_pass text, p_vote uuid) returns table (sealed text, public_key text)
language plpgsql security definer set search_path = public as $$
begin
  perform set_config('lianheti.person', '', true), set_config('lianheti.pass', p_pass, true);
  return query select k.sealed, k.public_key from sealed_ballot_key(p_vote) k
    where exists (select from vote v where v.id = p_vote and v.meeting_id in (select pass_meeting()));
end $$;

-- Notes in one trip that a seat of the pass is given its ballot: 'issued', or why not, as `take_seat` and `issue_ballot`.
create function issue_ballot_to(p_pass text, p_vote uuid, p_seat uuid, p_blinded text) returns table (outcome text, state text, last_day date)
language plpgsql security definer set search_path = public as $$
declare
  v_came record;
  v_outcome text;
begin
  perform set_config('lianheti.person', '', true), set_config('lianheti.pass', p_pass, true);
  begin
    select * into v_came from come_in_writing();
    v_outcome := v_came.outcome;
    if v_outcome = 'taken' then v_outcome := issue_ballot(p_vote, p_seat, p_blinded); end if;
    if v_outcome <> 'issued' then raise exception using errcode = 'triggered_action_exception'; end if;
  exception when triggered_action_exception then
    null;
  end;
  return query select v_outcome, v_came.state, v_came.last_day;
end $$;

-- What the seat of a pass has to do with its meeting's votes, and the marks of what all its passes see alike. `ballots`: [{"voteId", "seatId", "name",
-- "choice", "isIssued"}], its own before those it speaks for, whose names stand beside them.
create function pass_votes(p_pass text) returns table (consortium_id uuid, meeting_id uuid, marks text, ballots jsonb)
language sql stable security definer set search_path = public rows 1 as $$
  select o.consortium_id, o.meeting_id, meeting_marks(o.consortium_id, o.meeting_id), coalesce((
    select jsonb_agg(jsonb_build_object('voteId', r.vote_id, 'seatId', r.seat_id, 'name', case when r.seat_id = r.by_seat_id then '' else s.name end,
      'choice', c.choice, 'isIssued', i.seat_id is not null) order by r.seat_id <> r.by_seat_id, s.name)
    from vote_seat r join council_seat s on (s.consortium_id, s.id) = (r.consortium_id, r.seat_id)
    left join vote_cast c on (c.consortium_id, c.meeting_id, c.vote_id, c.seat_id) = (r.consortium_id, r.meeting_id, r.vote_id, r.seat_id)
    left join ballot_issue i on (i.consortium_id, i.meeting_id, i.vote_id, i.seat_id) = (r.consortium_id, r.meeting_id, r.vote_id, r.seat_id)
    where r.consortium_id = o.consortium_id and r.meeting_id = o.meeting_id and r.by_seat_id = o.seat_id), '[]')
  from meeting_seat o where o.pass_hash = p_pass
$$;
-- A seat's own, of thousands.
create index vote_seat_by_idx on vote_seat (consortium_id, meeting_id, by_seat_id);

revoke execute on function sign_in_digits, take_seat, sign_in, come_in_writing, cast_votes, ballot_key_for, issue_ballot_to, pass_votes from public;
grant execute on function take_seat, sign_in, cast_votes, ballot_key_for, issue_ballot_to, pass_votes to lianheti_app;
-- What they do in one trip, the program does no longer by itself.
revoke execute on function cast_vote, issue_ballot from lianheti_app;

-- A version that the council approved by a resolution that is kept here; what once stands there stays.
alter table governing_document_version add resolution_id uuid;
alter table governing_document_version add foreign key (consortium_id, resolution_id) references resolution;
alter table governing_document_version add check (resolution_id is null or approved_by = 'council');
grant update (resolution_id) on governing_document_version to lianheti_app;
create trigger governing_document_version_resolved before update on governing_document_version for each row
  when (old.state in ('approved', 'repealed') and new.resolution_id is distinct from old.resolution_id) execute function keep_record();

-- The text of a charter whose rules are kept as data.
alter table charter add document_version_id uuid;
alter table charter add foreign key (consortium_id, document_version_id) references governing_document_version;

-- Tells of a meeting whoever holds a seat in it and has an account, and whoever speaks for the members whose seats they are; each once, the actor left out.
create function tell_of_meeting(p_consortium uuid, p_meeting uuid, p_text text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not has_right('manage-council', p_consortium) then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not run a council tells nobody of its meetings';
  end if;
  insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
  select distinct on (p.person_id) p_consortium, p.person_id, p.unit_id, p_text, '/consortia/' || p_consortium || '/council', actor()
  from meeting_seat t join council_seat s on (s.consortium_id, s.id) = (t.consortium_id, t.seat_id)
  join council_contact c on (c.consortium_id, c.seat_id) = (t.consortium_id, t.seat_id)
  cross join lateral (
    select a.person_id, a.unit_id from role_assignment a where a.unit_id = s.member_id and a.role = 'member-reporter'
    union all
    select h.id, a.unit_id from person h join role_assignment a on a.person_id = h.id join unit u on u.id = a.unit_id
    where h.email = c.email and c.email <> '' and (u.id = p_consortium or u.parent_id = p_consortium)) p
  where t.consortium_id = p_consortium and t.meeting_id = p_meeting and p.person_id is distinct from actor()
  order by p.person_id, p.unit_id;
end $$;

-- As in 0039, and for the program itself, which reminds by its sweep whoever has left a version unread.
create or replace function governing_readers(p_version uuid)
returns table (person_id uuid, name text, role text, unit_id uuid, unit text, read_at timestamptz)
language sql stable security definer set search_path = public as $$
  select distinct on (a.person_id) a.person_id, p.name, a.role, u.id, u.name, r.at
  from governing_document_version v
  join governing_document d on d.consortium_id = v.consortium_id and d.id = v.document_id
  join unit u on u.id = v.consortium_id or u.parent_id = v.consortium_id
  join role_assignment a on a.unit_id = u.id and a.role = any(d.readers)
  join person p on p.id = a.person_id
  left join governing_document_receipt r on r.consortium_id = v.consortium_id and r.version_id = v.id and r.person_id = a.person_id
  where v.id = p_version and v.state in ('approved', 'repealed') and (has_right('manage-document', v.consortium_id) or current_setting('role') = 'lianheti_owner')
  order by a.person_id, u.id = v.consortium_id desc, u.name
$$;
create or replace function ask_governing_readers(p_version uuid, p_text text, p_link text, p_subject text, p_mail text)
returns table (people bigint, mails bigint) language plpgsql security definer set search_path = public as $$
declare
  v_consortium uuid := (select v.consortium_id from governing_document_version v where v.id = p_version);
begin
  if v_consortium is null or not (has_right('manage-document', v_consortium) or current_setting('role') = 'lianheti_owner') then
    raise exception using errcode = 'insufficient_privilege', message = 'who does not manage a document asks nobody to read it';
  end if;
  return query
    with asked as (
      select r.person_id, r.unit_id from governing_readers(p_version) r
      where r.read_at is null and r.person_id is distinct from actor() and not exists (
        select from notice n where n.person_id = r.person_id and n.consortium_id = v_consortium and n.link = p_link
          and (n.created_at at time zone 'Asia/Shanghai')::date = (clock_timestamp() at time zone 'Asia/Shanghai')::date)
    ), told as (
      insert into notice (consortium_id, person_id, unit_id, text, link, created_by)
      select v_consortium, a.person_id, a.unit_id, p_text, p_link, actor() from asked a returning 1
    ), mailed as (
      insert into notice_outbox (consortium_id, event, unit_id, payload)
      select v_consortium, 'reminder', a.unit_id, jsonb_build_object('to', p.email, 'subject', p_subject, 'text', p_mail)
      from asked a join person p on p.id = a.person_id where p_subject is not null returning 1
    )
    select (select count(*) from told), (select count(*) from mailed);
end $$;

revoke execute on function tell_of_meeting from public;
grant execute on function tell_of_meeting to lianheti_app;
