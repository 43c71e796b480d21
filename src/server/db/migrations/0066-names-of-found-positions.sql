-- What is found, with the names of its consortium and enterprise. Whoever is told a position is told these, so that they need not be judged again one by one: an
-- office of the nation knows thousands of units, and to ask for all of them took longer than the search.
create function find_named_positions(p_consortium uuid, p_words text[], p_place text, p_kind text, p_occupation text, p_level text, p_pay integer, p_day date,
  p_all boolean, p_offset integer, p_limit integer)
returns table (consortium_id uuid, id uuid, consortium text, member text, total integer, is_more boolean) language sql stable security definer set search_path = public as $$
  select f.consortium_id, f.id, c.name, m.name, f.total, f.is_more
  from find_positions(p_consortium, p_words, p_place, p_kind, p_occupation, p_level, p_pay, p_day, p_all, p_offset, p_limit) with ordinality
    f (consortium_id, id, total, is_more, place)
  join talent_position p on p.consortium_id = f.consortium_id and p.id = f.id
  join unit c on c.id = f.consortium_id
  join unit m on m.id = p.member_id
  order by f.place
$$;
revoke execute on function find_positions from lianheti_app;
revoke execute on function find_named_positions from public;
grant execute on function find_named_positions to lianheti_app;
