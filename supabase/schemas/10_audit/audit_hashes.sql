create or replace function cutover_private.audit_hashes(p_rows cutover.cutover_audit_log [])
returns table (seq bigint, hash text)
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  -- Each field carries its length, and null is not the empty text: two different rows never give the same input.
  -- Every conversion to text below is independent of the session's settings.
  select
    r.seq,
    encode(sha256(convert_to(concat_ws(
      ',',
      coalesce(octet_length(r.previous_hash) || ':' || r.previous_hash, '-'),
      octet_length(t.seq) || ':' || t.seq,
      octet_length(t.recorded_at) || ':' || t.recorded_at,
      octet_length(t.transaction_id) || ':' || t.transaction_id,
      coalesce(octet_length(r.actor) || ':' || r.actor, '-'),
      coalesce(octet_length(r.actor_role) || ':' || r.actor_role, '-'),
      coalesce(octet_length(r.actor_label) || ':' || r.actor_label, '-'),
      coalesce(octet_length(r.on_behalf_of) || ':' || r.on_behalf_of, '-'),
      coalesce(octet_length(r.request_id) || ':' || r.request_id, '-'),
      coalesce(octet_length(r.client_address) || ':' || r.client_address, '-'),
      coalesce(octet_length(r.action) || ':' || r.action, '-'),
      coalesce(octet_length(r.outcome) || ':' || r.outcome, '-'),
      coalesce(octet_length(r.target_kind) || ':' || r.target_kind, '-'),
      coalesce(octet_length(r.target) || ':' || r.target, '-'),
      octet_length(t.detail) || ':' || t.detail,
      coalesce(octet_length(t.duration_ms) || ':' || t.duration_ms, '-')
    ), 'UTF8')), 'hex')
  from unnest(p_rows) r
  cross join lateral (
    select
      r.seq::text as seq, trunc(extract(epoch from r.recorded_at) * 1000000)::text as recorded_at,
      r.transaction_id::text as transaction_id, r.detail::text as detail, r.duration_ms::text as duration_ms
    offset 0
  ) t
$function$;

comment on function cutover_private.audit_hashes(cutover.cutover_audit_log []) is
  'The hash that each given audit row must have: sha256 over the previous hash and the row''s fields, length-prefixed.';

revoke all on function cutover_private.audit_hashes(cutover.cutover_audit_log []) from public;
