-- Dashboards of members also show evidence and their shares of commitments: what changes these is counted, so that no answer made before is given on.
-- And other systems are told when a year's figures are approved by the ministry, or are opened again.

create trigger evidence_link_added_count after insert on evidence_link referencing new table as changed
  for each statement execute function count_monitoring();
create trigger evidence_link_removed_count after delete on evidence_link referencing old table as changed
  for each statement execute function count_monitoring();
create trigger evidence_changed_count after update on evidence referencing new table as changed
  for each statement execute function count_monitoring();
create trigger commitment_split_added_count after insert on commitment_split referencing new table as changed
  for each statement execute function count_monitoring();

-- The sums that move are those of the consortium, its province and the ministry: whoever listens at one of them is told once a statement. A quarter's figures
-- are no year's. The receiver reads the sums itself, by its own token: the message holds none.
create function tell_aggregates_moved() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into notice_outbox (consortium_id, event, unit_id, webhook_id, payload)
  select w.consortium_id, 'aggregate.moved', w.unit_id, w.id,
    jsonb_build_object('event', 'aggregate.moved', 'unit', u.name, 'unitId', u.id, 'count', m.figures, 'consortiumId', m.consortium_id,
      'collectionId', m.collection_id, 'kind', m.kind, 'year', m.year, 'approved', m.approved,
      'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from (
    select n.consortium_id, n.collection_id, c.kind, n.year, bool_or(n.level = 3) as approved, count(*)::integer as figures
    from after n join before o using (consortium_id, collection_id, figure, year) join collection c on c.id = n.collection_id
    where n.level <> o.level and 3 in (n.level, o.level) and c.quarter is null
    group by 1, 2, 3, 4
  ) m
  join unit_within a on a.unit_id = m.consortium_id
  join webhook w on w.unit_id = a.ancestor_id and w.active and 'aggregate.moved' = any(w.events)
  join unit u on u.id = w.unit_id;
  return null;
end $$;
create trigger collection_figure_told after update on collection_figure referencing old table as before new table as after
  for each statement execute function tell_aggregates_moved();
