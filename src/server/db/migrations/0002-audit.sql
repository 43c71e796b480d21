-- The audit chain: one stream a consortium and one for the system. Each event's hash covers its predecessor's, and the head counts them.
create table audit_head (
  stream_id uuid primary key,
  count     bigint not null default 0,
  hash      text not null
) with (fillfactor = 50);

create table audit_event (
  stream_id     uuid   not null,
  sequence      bigint not null,
  at            timestamptz not null,
  person_id     uuid,
  unit_id       uuid,
  action        text   not null,
  subject       text   not null,
  payload       text   not null,
  previous_hash text   not null,
  hash          text   not null,
  primary key (stream_id, sequence)
);
create index audit_event_at_idx on audit_event (at desc, stream_id, sequence desc);

create function audit_hash(p_previous text, p_stream uuid, p_sequence bigint, p_payload text) returns text
language sql stable as $$
  select encode(sha256(convert_to(p_previous || E'\n' || p_stream::text || E'\n' || p_sequence::text || E'\n' || p_payload, 'UTF8')), 'hex')
$$;

-- Appends one event. The nil uuid is the system's stream. Who acted is the transaction's actor, never an argument.
create function audit_append(p_stream uuid, p_unit uuid, p_action text, p_subject text, p_facts jsonb) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  v_at       timestamptz := clock_timestamp();
  v_person   uuid := actor();
  v_sequence bigint;
  v_payload  text := jsonb_build_object('at', (extract(epoch from v_at) * 1000000)::bigint, 'person', v_person, 'unit', p_unit,
    'action', p_action, 'subject', p_subject, 'facts', p_facts)::text;
begin
  loop
    with prior as (
      select count, hash from audit_head where stream_id = p_stream for update
    ), head as (
      update audit_head h set count = p.count + 1, hash = audit_hash(p.hash, p_stream, p.count + 1, v_payload)
      from prior p where h.stream_id = p_stream returning h.count, h.hash, p.hash as previous_hash
    )
    insert into audit_event (stream_id, sequence, at, person_id, unit_id, action, subject, payload, previous_hash, hash)
    select p_stream, count, v_at, v_person, p_unit, p_action, p_subject, v_payload, previous_hash, hash from head
    returning sequence into v_sequence;
    if v_sequence is not null then return v_sequence; end if;
    insert into audit_head (stream_id, count, hash) values (p_stream, 0, repeat('0', 64)) on conflict do nothing;
  end loop;
end $$;

create function keep_audit() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', message = 'an audit event is never changed or removed';
end $$;
create trigger audit_event_kept before update or delete on audit_event for each row execute function keep_audit();
create trigger audit_event_not_emptied before truncate on audit_event for each statement execute function keep_audit();

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy audit_event_owner on audit_event to lianheti_owner using (true) with check (true);
-- Events of no unit (an unknown account) are for those who read the whole installation.
create policy audit_event_read on audit_event for select to lianheti_app using (
  unit_id in (select scope('read-audit'))
  or (unit_id is null and (select exists (select from unit where kind = 'ministry' and id in (select scope('read-audit'))))));

alter table audit_head enable row level security;
alter table audit_head force row level security;
create policy audit_head_owner on audit_head to lianheti_owner using (true) with check (true);

grant select on audit_event to lianheti_app;
revoke execute on function audit_append from public;
grant execute on function audit_append to lianheti_app, lianheti_auth;
