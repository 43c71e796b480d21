-- A trainee deletes its own data: no name, no words and no link remain, and what was counted stays. And a consortium tells the public what happens next: job fairs,
-- classes open to anybody, and until when a public need can be bid for.
alter table training_trainee
  add column erased_at timestamptz,
  drop constraint training_trainee_name_check,
  add constraint training_trainee_name_check check (length(name) <= 50 and (name = '') = (erased_at is not null)),
  add check (erased_at is null or (opinion = '' and pass_hash is null));
grant select (erased_at), update (name, erased_at) on training_trainee to lianheti_app;

-- As before; who is deleted is deleted at once, by itself, leaves a class to which it never came, and does not come back.
create or replace function keep_trainee() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c       training_class;
  v_self  boolean := exists (select from own_training_pass());
  v_state text;
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtextextended('training class ' || new.class_id::text, 0));
  end if;
  select * into c from training_class where consortium_id = new.consortium_id and id = new.class_id;
  if tg_op = 'INSERT' then
    if c.state <> 'open' or new.state <> 'enrolled' or num_nonnulls(new.score, new.satisfaction, new.erased_at) > 0 then
      raise exception using errcode = 'restrict_violation', message = 'one enrols first';
    end if;
    if (select count(*) from training_trainee t where t.consortium_id = new.consortium_id and t.class_id = new.class_id and t.state <> 'withdrawn') >= c.seats then
      raise exception using errcode = 'LH055', message = 'no seat is free';
    end if;
    new.number := (select coalesce(max(t.number), 0) + 1 from training_trainee t where t.consortium_id = new.consortium_id and t.class_id = new.class_id);
    return new;
  end if;
  if old.erased_at is not null and (new.name, new.opinion, new.satisfaction, new.score, new.pass_hash, new.erased_at)
      is distinct from (old.name, old.opinion, old.satisfaction, old.score, old.pass_hash, old.erased_at) then
    raise exception using errcode = 'restrict_violation', message = 'who was deleted does not come back';
  end if;
  if new.erased_at is not null and old.erased_at is null then
    v_state := case when old.state = 'enrolled' and c.state = 'open' and not exists (select from training_sign_in s
      where s.consortium_id = new.consortium_id and s.trainee_id = new.id) then 'withdrawn' else old.state end;
    if not v_self or (new.state, new.score, new.satisfaction) is distinct from (v_state, old.score, old.satisfaction) then
      raise exception using errcode = 'restrict_violation', message = 'one is deleted by oneself, and what was counted stays';
    end if;
    return new;
  end if;
  if new.name <> old.name or v_self and (new.state, new.score, new.pass_hash) is distinct from (old.state, old.score, old.pass_hash)
     or not v_self and (new.satisfaction, new.opinion) is distinct from (old.satisfaction, old.opinion) then
    raise exception using errcode = 'restrict_violation', message = 'each side speaks for itself';
  end if;
  if (new.state, new.score) is distinct from (old.state, old.score) and (c.state <> 'open' or old.state <> 'enrolled')
     or new.state = 'withdrawn' and exists (select from training_sign_in s where s.consortium_id = new.consortium_id and s.trainee_id = new.id)
     or not v_self and not has_right('run-training', new.member_id)
       and (new.score is distinct from old.score or new.state not in (old.state, 'withdrawn')) then
    raise exception using errcode = 'restrict_violation', message = 'results are what the class says until it is over';
  end if;
  return new;
end $$;

-- The certificate of whoever has the pass, without name and lines: that it was issued, for what and by whom, stays. The digest is of what remains, since one over
-- the name would let anybody try names.
create function erase_own_certificate(p_digest text) returns void language sql security definer set search_path = public as $$
  update training_certificate set content = content || '{"holder": "", "lines": []}', digest = p_digest where trainee_id in (select pass_trainee())
$$;

-- Whether a class stands among the public events: its member says so.
alter table training_class add column is_public boolean not null default false;
grant select (is_public), update (is_public) on training_class to lianheti_app;
create trigger training_class_opened after insert on training_class for each row when (new.is_public) execute function tell_open();
create trigger training_class_open after update on training_class for each row when (old.is_public or new.is_public) execute function tell_open();
create trigger fair_open after insert or update on fair for each row execute function tell_open();

alter table front_page drop constraint front_page_sections_check;
alter table front_page add constraint front_page_sections_check
  check (sections <@ array['events', 'members', 'figures', 'positions', 'needs', 'resources', 'news']);

-- What happens next in a consortium whose front page shows it, or for who writes that page: until when students and enterprises of a fair tell their wishes, the days
-- of classes that are public and for a group, and until when a public need can be bid for. No person is named.
create function open_events(p_consortium uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_agg(e.event order by e.event ->> 'id'), '[]') from (
    select jsonb_build_object('kind', 'fair', 'id', f.id, 'title', f.title, 'wishesUntil', f.wishes_until, 'rankingsUntil', f.rankings_until,
      'version', f.version) as event
    from fair f where f.consortium_id = p_consortium and f.state <> 'draft' and f.rankings_until > clock_timestamp() - interval '31 days'
    union all
    select jsonb_build_object('kind', 'class', 'id', c.id, 'title', c.name, 'member', m.name, 'course', o.name, 'audience', c.audience, 'days', to_jsonb(c.days),
      'shift', c.shift, 'place', coalesce(s.name || ' ' || r.name, ''), 'isCancelled', c.state = 'cancelled', 'version', c.version,
      'seatsLeft', greatest(0, c.seats - (select count(*) from training_trainee t
        where t.consortium_id = c.consortium_id and t.class_id = c.id and t.state <> 'withdrawn')))
    from training_class c join member m on m.consortium_id = c.consortium_id and m.id = c.member_id
    join training_course o on o.consortium_id = c.consortium_id and o.id = c.course_id
    left join training_room r on r.consortium_id = c.consortium_id and r.id = c.room_id
    left join training_site s on s.consortium_id = r.consortium_id and s.id = r.site_id
    where c.consortium_id = p_consortium and c.is_public and c.audience is not null
      and c.days[cardinality(c.days)] >= to_char(beijing_today() - 31, 'YYYY-MM-DD') and (m.left_on is null or m.left_on > beijing_today())
    union all
    select jsonb_build_object('kind', 'call', 'id', l.id, 'needId', n.id, 'title', n.title, 'member', m.name, 'closesAt', l.closes_at,
      'isCancelled', l.state = 'cancelled', 'version', l.version)
    from technology_call l join technology_need n on n.consortium_id = l.consortium_id and n.id = l.need_id
    join member m on m.consortium_id = n.consortium_id and m.id = n.member_id
    where l.consortium_id = p_consortium and n.openness = 'public' and n.closed_on is null and l.closes_at > clock_timestamp() - interval '31 days'
      and (m.left_on is null or m.left_on > beijing_today())
  ) e
  where has_right('read-front-page', p_consortium) or exists (select from front_page_now(p_consortium) p where 'events' = any(p.sections))
$$;

revoke execute on function erase_own_certificate, open_events from public;
grant execute on function erase_own_certificate, open_events to lianheti_app;
