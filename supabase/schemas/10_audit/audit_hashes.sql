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
    encode(sha256(convert_to((
      select string_agg(coalesce(octet_length(f.field) || ':' || f.field, '-'), ',' order by f.ordinal)
        from unnest(array[
          r.previous_hash, r.seq::text, trunc(extract(epoch from r.recorded_at) * 1000000)::text, r.transaction_id::text,
          r.actor, r.actor_role, r.actor_label, r.on_behalf_of, r.request_id, r.client_address,
          r.action, r.outcome, r.target_kind, r.target, r.detail::text, r.duration_ms::text
        ]) with ordinality f (field, ordinal)
    ), 'UTF8')), 'hex')
  from unnest(p_rows) r
$function$;

comment on function cutover_private.audit_hashes(cutover.cutover_audit_log []) is
  'The hash that each given audit row must have: sha256 over the previous hash and the row''s fields, length-prefixed.';

revoke all on function cutover_private.audit_hashes(cutover.cutover_audit_log []) from public;
