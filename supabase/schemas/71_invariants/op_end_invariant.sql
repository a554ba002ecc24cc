create or replace function cutover_private.op_end_invariant(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_invariant cutover.invariants;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'reason');
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  update cutover.invariants set ended_at = clock_timestamp(), ended_by = (select a.subject from cutover_private.actor() a)
  where name = v_name and ended_at is null
  returning * into v_invariant;
  if v_invariant.id is null then
    perform cutover_private.fail('CT012', format('There is no invariant %s.', quote_ident(v_name)), null, 'cutover.invariants lists them.');
  end if;
  return jsonb_build_object('name', v_invariant.name, 'ended', true);
end
$$;

revoke all on function cutover_private.op_end_invariant(jsonb) from public;
comment on function cutover_private.op_end_invariant(jsonb) is 'Operation end_invariant {name, reason}: it is not run any more. Raises CT001, CT012.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('end_invariant', 'op_end_invariant', 'admin', true, 'name', 'invariant.end');
