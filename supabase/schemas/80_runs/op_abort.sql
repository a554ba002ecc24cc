create or replace function cutover_private.op_abort(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_run cutover.cutover_runs;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'reason');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  select * into v_run from cutover.cutover_runs where id = cutover_private.active_run(v_group.id) for update;
  if v_run.id is null or v_run.status not in ('running', 'releasing') then
    perform cutover_private.fail('CT006', format('No run is under way for group %s.', quote_ident(v_group.name)));
  end if;
  if v_run.step not in ('preflight', 'block_writes') then
    perform cutover_private.fail('CT201', 'The run is past its flip; it can only go on.', format('step %s', v_run.step), 'Let it end, then roll back.');
  end if;
  update cutover.cutover_runs set status = 'releasing',
    error = jsonb_build_object('code', 'CT605', 'message', 'The run was aborted: ' || (p_arguments ->> 'reason'))
  where id = v_run.id;
  return cutover_private.advance_run(v_run.id);
end
$$;

revoke all on function cutover_private.op_abort(jsonb) from public;
comment on function cutover_private.op_abort(jsonb) is 'Operation abort {group, reason}: ends a run that has not flipped; writes are released, nothing is switched. Raises CT006, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('abort', 'op_abort', 'operator', true, 'group');
