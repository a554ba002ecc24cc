create or replace function cutover_private.anchor_audit_log(p_sent_to text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_head cutover_private.audit_head;
  v_origin uuid := (cutover_private.setting('installation') #>> '{}')::uuid;
begin
  select h.* into strict v_head from cutover_private.audit_head h;
  insert into cutover.audit_anchors (origin, seq, hash, sent_to) values (v_origin, v_head.seq, v_head.hash, left(p_sent_to, 200));
  return jsonb_build_object('origin', v_origin, 'seq', v_head.seq, 'hash', v_head.hash);
end
$function$;

comment on function cutover_private.anchor_audit_log(text) is
  'The head of the audit chain, {origin, seq, hash}, to be sent out of the database (argument: to whom); remembers that it was sent.';

revoke all on function cutover_private.anchor_audit_log(text) from public;
