-- When what is public changed, for whoever asks for it again only if it did. A row a change, so that nobody waits for another's.
create table public_change (
  id         bigint      generated always as identity primary key,
  changed_at timestamptz not null default clock_timestamp()
);
create index public_change_at_idx on public_change (changed_at);
insert into public_change default values;
alter table public_change enable row level security;
alter table public_change force row level security;
create policy public_change_owner on public_change to lianheti_owner using (true) with check (true);

-- Word of it goes with the transaction, and so does the moment.
create or replace function tell_public() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into public_change default values;
  perform pg_notify('lianheti_public', '');
  return null;
end $$;

-- Public pages name the office that opened a batch.
create trigger unit_public after update on unit for each row
  when (old.name is distinct from new.name and new.kind in ('ministry', 'province')) execute function tell_public();

-- As before, with the moment of the last change and which points are scored.
create or replace function public_snapshot() returns jsonb
language sql stable security definer set search_path = public as $$
  select jsonb_build_object(
    'changedAt', (select max(changed_at) from public_change),
    'batches', coalesce((
      select jsonb_agg(jsonb_build_object('id', b.id, 'title', b.title, 'issuer', u.name, 'quota', b.quota, 'readers', b.readers,
        'weights', b.weights, 'notice', p.content ->> 'title', 'noticeIssuer', p.content ->> 'issuer', 'noticeOn', p.content ->> 'issuedOn',
        'targets', coalesce(p.content #> '{batch,targets}', '[]'),
        'points', coalesce((
          select jsonb_agg(jsonb_build_object('id', o ->> 'id', 'text', o ->> 'text', 'kind', o ->> 'kind', 'indicator', i ->> 'title') order by n, m)
          from jsonb_array_elements(p.content #> '{indicators,indicators}') with ordinality as ind (i, n),
            jsonb_array_elements(i -> 'points') with ordinality as pts (o, m)), '[]'),
        'stages', (
          select coalesce(jsonb_agg(jsonb_build_object('id', s.stage, 'closesAt', s.closes_at, 'label', coalesce((
            select e ->> 'label' from jsonb_array_elements(p.content #> '{batch,stages}') e where e ->> 'id' = s.stage), s.stage))
            order by s.position), '[]')
          from batch_stage s where s.batch_id = b.id),
        'extensions', (
          select coalesce(jsonb_agg(jsonb_build_object('stage', x.stage, 'before', x.before, 'after', x.after, 'reason', x.reason)
            order by x.at), '[]')
          from batch_extension x where x.batch_id = b.id),
        'objections', (select jsonb_build_object('taken', count(*), 'decided', count(o.decision)) from objection o where o.batch_id = b.id))
        order by b.created_at desc, b.id)
      from batch b join unit u on u.id = b.unit_id join pack p on p.digest = b.pack_digest), '[]'),
    'publications', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'batchId', p.batch_id, 'kind', p.kind, 'number', p.number, 'title', p.title,
        'publishedOn', p.published_on, 'content', p.content, 'digest', p.digest) order by p.published_on desc, p.at desc)
      from publication p), '[]'),
    'objections', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'batchId', o.batch_id, 'consortiumId', o.consortium_id, 'text', o.text,
        'answer', o.answer, 'decision', o.decision, 'answeredAt', o.answered_at) order by o.answered_at)
      from objection o where o.shown and o.decision is not null), '[]'),
    'cultivation', coalesce((
      select jsonb_agg(jsonb_build_object('consortiumId', c.consortium_id, 'batchId', c.batch_id, 'since', c.since) order by c.since, c.consortium_id)
      from cultivation c), '[]'))
$$;
