-- Two lookups whose plan must not be the planner's choice.

-- As in 0050. An entry of an identity is the first one not before it, which only one index tells without sorting: a plan made while the ledgers were
-- empty is right for a million entries, too.
create or replace function find_entries(p_consortium uuid, p_kind text, p_identities bytea[], p_ids uuid[])
returns table (id uuid, kind text, identity text, version integer, standing text, voices jsonb, "values" jsonb, facts jsonb, returned boolean)
language sql stable security definer set search_path = public set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
  select e.id, e.kind, encode(e.identity, 'hex'), e.version, e.standing, e.voices, e.values, e.facts, e.returned
  from (select distinct unnest(p_identities) as identity) i
  cross join lateral (
    select * from ledger_entry e where (e.consortium_id, e.kind, e.identity) >= (p_consortium, p_kind, i.identity)
    order by e.consortium_id, e.kind, e.identity limit 1) e
  where (e.consortium_id, e.kind, e.identity) = (p_consortium, p_kind, i.identity)
  union all
  select e.id, e.kind, encode(e.identity, 'hex'), e.version, e.standing, e.voices, e.values, e.facts, e.returned
  from (select distinct unnest(p_ids) as id) i
  cross join lateral (
    select * from ledger_entry e where (e.consortium_id, e.id) >= (p_consortium, i.id) order by e.consortium_id, e.id limit 1) e
  where (e.consortium_id, e.id) = (p_consortium, i.id)
    and not exists (select from unnest(p_identities) f where f = e.identity and e.kind = p_kind)
$$;

-- As in 0048, with the candidates put in order by what the order asks alone: of a common word there are as many as there are documents, and whole
-- rows are not carried along.
create or replace function find_governing_versions(p_terms integer[], p_words text[], p_consortium uuid, p_day date, p_offset integer, p_limit integer)
returns table (id uuid, document_id uuid, consortium_id uuid, consortium text, kind text, title text, number smallint, state text,
  effective_on date, repealed_on date, text text, pages integer[])
language plpgsql stable security definer set search_path = public
-- Rows look short, since long values lie beside them: of a common word the planner would read every one of those instead of the index.
set enable_seqscan = off as $$
#variable_conflict use_column
declare
  -- Folded words are letters and digits alone: none of them is a pattern's sign.
  v_patterns text[] := array(select '%' || w || '%' from unnest(p_words) w);
begin
  return query
    select h.id, h.document_id, h.consortium_id, u.name, d.kind, d.title, h.number, h.state, h.effective_on, h.repealed_on, h.text, h.pages
    from (
      select c.place, v.* from (
        select row_number() over () as place, f.consortium_id, f.id from (
          select v.consortium_id, v.id from governing_document_version v
          where v.terms @> p_terms and (p_consortium is null or v.consortium_id = p_consortium)
            and (v.consortium_id in (select scope('manage-document'))
              or (v.state in ('submitted', 'approved', 'repealed') and v.consortium_id in (select scope('read-document')))
              or (v.state in ('approved', 'repealed') and v.consortium_id in (select consortia_of_own_members())))
            and v.state <> 'discarded'
          order by v.folded_title like all (v_patterns) desc,
            (v.state in ('approved', 'repealed') and v.effective_on <= p_day and (v.repealed_on is null or v.repealed_on > p_day)) desc,
            coalesce(v.effective_on, current_date) desc, v.id
          offset 0) f) c
      -- The long texts are looked into one after the other, only until there are enough.
      join lateral (
        select v.* from governing_document_version v
        where v.consortium_id = c.consortium_id and v.id = c.id
          and (select bool_and(strpos(v.folded_title, w) > 0 or strpos(v.folded, w) > 0) from unnest(p_words) w)
        offset 0) v on true
      offset p_offset limit p_limit) h
    join governing_document d on d.consortium_id = h.consortium_id and d.id = h.document_id
    join unit u on u.id = h.consortium_id
    order by h.place;
end $$;
