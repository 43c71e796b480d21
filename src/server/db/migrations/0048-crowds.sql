-- Crowds: a search through many long texts, a hall that signs in within a minute, and two thousand who vote within ten seconds.

-- What texts are searched by, as numbers, fours of characters among them, by which a phrase of common words is found; made here by the arithmetic of
-- core/search of what is there already, which is not another version for that. A text is looked into as it lies, and not unpacked before.
drop function find_governing_versions(text[], text[], uuid, date, integer, integer);
alter table governing_document_version drop column terms, alter column folded set storage external;
alter table governing_document_version add terms integer[] not null default '{}';
alter table governing_document_version disable trigger governing_document_version_kept;
update governing_document_version v set folded = v.folded || '', terms = array(
  select distinct t.term::integer
  from (values (v.folded_title), (v.folded)) f(folded)
  cross join lateral (
    select ascii(s.c)::bigint as a, lead(ascii(s.c)) over w as b, lead(ascii(s.c), 2) over w as c, lead(ascii(s.c), 3) over w as d
    from string_to_table(f.folded, null) with ordinality as s(c, place) window w as (order by s.place)) p
  cross join lateral (values (p.a), ((p.a * 65599 + p.b) % 2147483629),
    (-1 - (((p.a * 65599 + p.b) % 1048573 * 65599 + p.c) % 1048573 * 65599 + p.d) % 1048573)) t(term)
  where t.term is not null);
alter table governing_document_version enable trigger governing_document_version_kept;
alter table governing_document_version alter terms drop default;
grant insert (terms), update (terms) on governing_document_version to lianheti_app;
-- Kept up at once: what waits in a list is searched row by row.
create index governing_document_version_terms_idx on governing_document_version using gin (terms) with (fastupdate = off);

-- Versions that have all terms and all words, of those that the actor may see: where a title says it first, then what holds, then the latest.
-- As the owner, since row-level security would keep the index from being asked before each row was judged: the rights are those of
-- `governing_document_version_read`, asked once here and not again for what comes out.
create function find_governing_versions(p_terms integer[], p_words text[], p_consortium uuid, p_day date, p_offset integer, p_limit integer)
returns table (id uuid, document_id uuid, consortium_id uuid, consortium text, kind text, title text, number smallint, state text,
  effective_on date, repealed_on date, text text, pages integer[])
language plpgsql stable security definer set search_path = public
-- Rows look short, since long values lie beside them: of a common word the planner would read every one of those instead of the index.
set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query
    select h.id, h.document_id, h.consortium_id, u.name, d.kind, d.title, h.number, h.state, h.effective_on, h.repealed_on, h.text, h.pages
    from (
      select row_number() over () as place, f.* from (
        select v.* from governing_document_version v
        where v.terms @> p_terms and (p_consortium is null or v.consortium_id = p_consortium)
          and (v.consortium_id in (select scope('manage-document'))
            or (v.state in ('submitted', 'approved', 'repealed') and v.consortium_id in (select scope('read-document')))
            or (v.state in ('approved', 'repealed') and v.consortium_id in (select consortia_of_own_members())))
          and v.state <> 'discarded'
        order by (select bool_and(strpos(v.folded_title, w) > 0) from unnest(p_words) w) desc,
          (v.state in ('approved', 'repealed') and v.effective_on <= p_day and (v.repealed_on is null or v.repealed_on > p_day)) desc,
          coalesce(v.effective_on, current_date) desc, v.id
        -- The long texts are looked into one after the other, only until there are enough.
        offset 0) f
      where (select bool_and(strpos(f.folded_title, w) > 0 or strpos(f.folded, w) > 0) from unnest(p_words) w)
      offset p_offset limit p_limit) h
    join governing_document d on d.consortium_id = h.consortium_id and d.id = h.document_id
    join unit u on u.id = h.consortium_id
    order by h.place;
end $$;
revoke execute on function find_governing_versions from public;
grant execute on function find_governing_versions to lianheti_app;

-- As in 0036, with the day asked once and those who are there found at once, however many seats there are.
create or replace function meeting_presence(p_consortium uuid, p_meeting uuid)
returns table (seat_id uuid, party text, in_term boolean, present boolean, proxy_to uuid, reply text)
language sql stable security definer set search_path = public rows 30 as $$
  with day as materialized (
    select case when t.state in ('draft', 'called') then greatest((t.opens_at at time zone 'Asia/Shanghai')::date, beijing_today())
      when t.closed_at is null then beijing_today() else (t.closed_at at time zone 'Asia/Shanghai')::date end as held
    from meeting t where t.consortium_id = p_consortium and t.id = p_meeting
  ), there as materialized (
    select a.seat_id from meeting_attendance a where a.consortium_id = p_consortium and a.meeting_id = p_meeting and a.left_at is null)
  select m.seat_id, s.party, day.held between s.from_day and s.last_day, m.seat_id in (select seat_id from there), m.proxy_to, m.reply
  from day cross join meeting_seat m join council_seat s on s.consortium_id = m.consortium_id and s.id = m.seat_id
  where m.consortium_id = p_consortium and m.meeting_id = p_meeting
$$;

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

-- As in 0037, with the seat of the pass asked once: asked in each row's condition, it was asked two thousand times while the tables were new and uncounted.
create or replace function cast_fault(v vote, p_seat uuid) returns text language plpgsql stable security definer set search_path = public as $$
declare
  v_own uuid;
begin
  select m.seat_id into v_own from meeting_seat m
    where m.pass_hash = nullif(current_setting('lianheti.pass', true), '') and m.meeting_id = v.meeting_id;
  if v_own is null then return 'unknown'; end if;
  if v.closed_at is not null or clock_timestamp() >= v.closes_at then return 'closed'; end if;
  if not exists (select from vote_seat s where (s.consortium_id, s.meeting_id, s.vote_id, s.seat_id) = (v.consortium_id, v.meeting_id, v.id, p_seat)
    and s.by_seat_id = v_own) then return 'not-yours'; end if;
  if not exists (select from meeting_attendance a where (a.consortium_id, a.meeting_id, a.seat_id) = (v.consortium_id, v.meeting_id, v_own)
    and a.left_at is null) then return 'away'; end if;
  return null;
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
language plpgsql stable security definer set search_path = public rows 1 as $$
#variable_conflict use_column
begin
  -- Planned once, not for each of a hall.
  return query select o.consortium_id, o.meeting_id, meeting_marks(o.consortium_id, o.meeting_id), coalesce((
    select jsonb_agg(jsonb_build_object('voteId', r.vote_id, 'seatId', r.seat_id, 'name', case when r.seat_id = r.by_seat_id then '' else s.name end,
      'choice', c.choice, 'isIssued', i.seat_id is not null) order by r.seat_id <> r.by_seat_id, s.name)
    from vote_seat r join council_seat s on (s.consortium_id, s.id) = (r.consortium_id, r.seat_id)
    left join vote_cast c on (c.consortium_id, c.meeting_id, c.vote_id, c.seat_id) = (r.consortium_id, r.meeting_id, r.vote_id, r.seat_id)
    left join ballot_issue i on (i.consortium_id, i.meeting_id, i.vote_id, i.seat_id) = (r.consortium_id, r.meeting_id, r.vote_id, r.seat_id)
    where r.consortium_id = o.consortium_id and r.meeting_id = o.meeting_id and r.by_seat_id = o.seat_id), '[]')
  from meeting_seat o where o.pass_hash = p_pass;
end $$;
-- A seat's own, of thousands.
create index vote_seat_by_idx on vote_seat (by_seat_id, meeting_id);

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
