create or replace function cutover_private.exported_row(p_event jsonb)
returns cutover.cutover_audit_log
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_row cutover.cutover_audit_log;
begin
  v_row.seq := (p_event ->> 'seq')::bigint;
  v_row.recorded_at := (p_event ->> 'recorded_at')::timestamptz;
  v_row.transaction_id := (p_event ->> 'transaction_id')::bigint;
  v_row.actor := p_event ->> 'actor';
  v_row.actor_role := p_event ->> 'actor_role';
  v_row.actor_label := p_event ->> 'actor_label';
  v_row.on_behalf_of := p_event ->> 'on_behalf_of';
  v_row.request_id := p_event ->> 'request_id';
  v_row.client_address := p_event ->> 'client_address';
  v_row.action := p_event ->> 'action';
  v_row.outcome := p_event ->> 'outcome';
  v_row.target_kind := p_event ->> 'target_kind';
  v_row.target := p_event ->> 'target';
  v_row.detail := (p_event ->> 'detail')::jsonb;
  v_row.duration_ms := (p_event ->> 'duration_ms')::numeric(14, 3);
  v_row.previous_hash := p_event ->> 'previous_hash';
  v_row.hash := p_event ->> 'hash';
  return v_row;
exception when data_exception then
  -- What cannot be read is no row, and gives no hash.
  return null;
end
$$;

revoke all on function cutover_private.exported_row(jsonb) from public;
comment on function cutover_private.exported_row(jsonb) is 'An exported event as the audit row that it was; null if it cannot be read.';
