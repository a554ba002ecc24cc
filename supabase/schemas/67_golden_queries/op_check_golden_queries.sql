create or replace function cutover_private.op_check_golden_queries(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := cutover_private.argument_text(p_arguments, 'name', false, 63);
  v_group_name text := cutover_private.argument_text(p_arguments, 'group', false, 63);
  v_group_id bigint;
  v_ids bigint[];
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'name');
  if (v_name is null) = (v_group_name is null) then
    perform cutover_private.fail('CT001', 'Name either a golden query or a group.', null, 'Give one of the arguments name and group.');
  end if;
  if v_group_name is not null then
    v_group_id := (cutover_private.find_group(v_group_name)).id;
  end if;
  v_ids := array(select q.id from cutover.golden_queries q where q.ended_at is null and (q.name = v_name or q.group_id = v_group_id));
  if v_name is not null and cardinality(v_ids) = 0 then
    perform cutover_private.fail('CT012', format('There is no golden query %s.', quote_ident(v_name)), null, 'cutover.golden_queries lists them.');
  end if;
  return jsonb_build_object('runs', (
    select coalesce(jsonb_agg(jsonb_build_object('run', r.id, 'name', q.name) order by q.name), '[]')
    from cutover_private.start_golden_queries(v_ids, 'request') r join cutover.golden_queries q on q.id = r.query_id),
    'next', 'pg_cron runs them; cutover.golden_query_runs has the results.');
end
$$;

revoke all on function cutover_private.op_check_golden_queries(jsonb) from public;
comment on function cutover_private.op_check_golden_queries(jsonb) is 'Operation check_golden_queries {group | name}: queues a run of each. Raises CT001, CT004, CT012.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('check_golden_queries', 'op_check_golden_queries', 'operator', true, 'group', 'golden_query.check');
