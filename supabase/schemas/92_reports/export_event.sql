create or replace function cutover_private.export_event(p_row cutover.cutover_audit_log)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  -- Whatever is hashed is text, numbers and the detail too: a program that reads and writes JSON may spell them in another way.
  select jsonb_build_object(
    'seq', p_row.seq, 'recorded_at', to_char(p_row.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'transaction_id', p_row.transaction_id::text, 'actor', p_row.actor, 'actor_role', p_row.actor_role, 'actor_label', p_row.actor_label,
    'on_behalf_of', p_row.on_behalf_of, 'request_id', p_row.request_id, 'client_address', p_row.client_address,
    'action', p_row.action, 'outcome', p_row.outcome, 'target_kind', p_row.target_kind, 'target', p_row.target,
    'detail', p_row.detail::text, 'duration_ms', p_row.duration_ms::text, 'previous_hash', p_row.previous_hash, 'hash', p_row.hash)
$function$;

comment on function cutover_private.export_event(cutover.cutover_audit_log) is
  'An audit row as it is exported: all that its hash covers, in a form that survives every JSON parser. exported_row reads it back.';

revoke all on function cutover_private.export_event(cutover.cutover_audit_log) from public;
