create or replace function cutover_private.op_end_golden_query(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_query cutover.golden_queries;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'reason');
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  update cutover.golden_queries set ended_at = clock_timestamp(), ended_by = (select a.subject from cutover_private.actor() a)
  where name = v_name and ended_at is null
  returning * into v_query;
  if v_query.id is null then
    perform cutover_private.fail('CT012', format('There is no golden query %s.', quote_ident(v_name)), null, 'cutover.golden_queries lists them.');
  end if;
  delete from cutover.golden_query_runs where query_id = v_query.id and verdict is null;
  return jsonb_build_object('name', v_query.name, 'version', v_query.version, 'ended', true);
end
$$;

revoke all on function cutover_private.op_end_golden_query(jsonb) from public;
comment on function cutover_private.op_end_golden_query(jsonb) is 'Operation end_golden_query {name, reason}: it is not run any more; its results are kept. Raises CT001, CT012.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('end_golden_query', 'op_end_golden_query', 'admin', true, 'name', 'golden_query.end');
