-- Positions looked for over all consortia: by the ministry as by a province, and by anybody among those that are public.
insert into role_right (role, "right") values ('ministry-officer', 'read-talent');

create index talent_position_public_newest_idx on talent_position (public_at desc, id) where is_public and not is_withdrawn;

-- Positions that anybody may see, by words and a kind, the newest first. The newest that were made public are looked through and no others, so that no stranger's
-- question costs more; `isWhole` where there are no others. One more than asked for is given where there is one.
create function find_public_positions(p_words text[], p_kind text, p_offset integer, p_limit integer)
returns jsonb language plpgsql stable security definer set search_path = public as $$
declare
  v_walk  constant integer := 20000;
  v_words text[] := array(select '%' || w || '%' from (select fold_position(each) as w from unnest(p_words) each) f where w <> '');
begin
  return jsonb_build_object(
    'isWhole', not exists (select from (select from talent_position where is_public and not is_withdrawn order by public_at desc, id offset v_walk limit 1) other),
    'items', coalesce((
      select jsonb_agg(jsonb_build_object('id', f.id, 'consortium', jsonb_build_object('id', f.consortium_id, 'name', f.consortium), 'member', f.member, 'kind', f.kind,
        'title', f.title, 'level', f.level, 'headcount', f.headcount, 'payFrom', f.pay_from, 'payTo', f.pay_to, 'place', f.place, 'expiresOn', f.expires_on)
        order by f.public_at desc, f.id)
      from (
        select w.*, u.name as consortium, m.name as member
        from (select * from talent_position where is_public and not is_withdrawn order by public_at desc, id limit v_walk) w
        join member m on m.consortium_id = w.consortium_id and m.id = w.member_id
        join unit u on u.id = w.consortium_id
        where w.expires_on >= beijing_today() and (m.left_on is null or m.left_on > beijing_today())
          and (p_kind is null or w.kind = p_kind) and w.folded like all (v_words)
        order by w.public_at desc, w.id offset p_offset limit p_limit + 1) f), '[]'));
end $$;
revoke execute on function find_public_positions from public;
grant execute on function find_public_positions to lianheti_app;

-- What an accepted offer says stays as it was offered, whatever becomes of the position; when each side gave its word is kept by the database.
alter table talent_application
  add column post text not null default '' check (length(post) <= 100),
  add column place text not null default '' check (length(place) <= 100),
  -- 试用期, of a job alone; null where nothing was said.
  add column probation_months smallint check (probation_months between 0 and 6),
  add column offered_at timestamptz,
  add column accepted_at timestamptz,
  add check (kind = 'job' or probation_months is null);
grant update (probation_months) on talent_application to lianheti_app;

create function keep_offer() returns trigger language plpgsql security definer set search_path = public as $$
declare
  p talent_position;
begin
  if tg_op = 'INSERT' then
    new.post := '';
    new.place := '';
    new.offered_at := null;
    new.accepted_at := null;
    new.probation_months := null;
    return new;
  end if;
  new.post := old.post;
  new.place := old.place;
  new.offered_at := old.offered_at;
  new.accepted_at := old.accepted_at;
  if new.probation_months is distinct from old.probation_months
     and (old.state in ('offered', 'accepted', 'agreed') or not (has_right('offer-talent', new.enterprise_id) or has_right('manage-talent', new.consortium_id))) then
    raise exception using errcode = 'restrict_violation', message = 'an offer stays as it was made, by its enterprise';
  end if;
  if new.state = 'offered' and old.state <> 'offered' then
    select * into p from talent_position where consortium_id = new.consortium_id and id = new.position_id;
    new.post := p.title;
    new.place := p.place;
    new.offered_at := clock_timestamp();
  end if;
  if new.state = 'accepted' and old.state <> 'accepted' then
    new.accepted_at := clock_timestamp();
  end if;
  return new;
end $$;
-- What was offered before is as its position says now.
update talent_application a set post = p.title, place = p.place from talent_position p
  where p.consortium_id = a.consortium_id and p.id = a.position_id and a.offer_until is not null;
create trigger talent_application_offered before insert or update on talent_application for each row execute function keep_offer();
