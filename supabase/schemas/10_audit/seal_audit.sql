create or replace function cutover_private.seal_audit()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_head cutover_private.audit_head;
  v_row cutover.cutover_audit_log;
begin
  -- NEW is the row as it was first written: changing or deleting a pending row does not change what is sealed.
  select h.* into strict v_head from cutover_private.audit_head h for update;

  v_row.seq := v_head.seq + 1;
  v_row.recorded_at := new.recorded_at;
  v_row.transaction_id := new.transaction_id;
  v_row.actor := new.actor;
  v_row.actor_role := new.actor_role;
  v_row.actor_label := new.actor_label;
  v_row.on_behalf_of := new.on_behalf_of;
  v_row.request_id := new.request_id;
  v_row.client_address := new.client_address;
  v_row.action := new.action;
  v_row.outcome := new.outcome;
  v_row.target_kind := new.target_kind;
  v_row.target := new.target;
  v_row.detail := new.detail;
  v_row.duration_ms := new.duration_ms;
  v_row.previous_hash := v_head.hash;
  select h.hash into strict v_row.hash from cutover_private.audit_hashes(array[v_row]) h;

  insert into cutover.cutover_audit_log select (v_row).*;
  update cutover_private.audit_head set seq = v_row.seq, hash = v_row.hash;
  delete from cutover_private.audit_pending p where p.id = new.id;
  return null;
end
$function$;

comment on function cutover_private.seal_audit() is
  'Appends a pending audit row to the hash chain. Deferred to the commit, so that the chain is held for microseconds.';

revoke all on function cutover_private.seal_audit() from public;

create constraint trigger seal_audit
after insert on cutover_private.audit_pending
deferrable initially deferred
for each row execute function cutover_private.seal_audit();

-- Always: otherwise a session with session_replication_role = replica would leave no trace.
alter table cutover_private.audit_pending enable always trigger seal_audit;
