create or replace function cutover_private.op_reconcile_list(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table_name text := cutover_private.argument_text(p_arguments, 'table', false, 63);
  v_active boolean := coalesce(cutover_private.argument_boolean(p_arguments, 'active', false), false);
  v_limit bigint := coalesce(cutover_private.argument_integer(p_arguments, 'limit', false, 1, 200), 50);
  v_table_id bigint;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'active', 'limit');
  if v_table_name is not null then
    v_table_id := (cutover_private.find_table(v_table_name)).id;
  end if;
  return jsonb_build_object('jobs', (
    select coalesce(jsonb_agg(cutover_private.job_as_json(l.job) order by l.created_at desc), '[]')
    from (
      select j as job, j.created_at from cutover.reconciliation_jobs j
      where (v_table_id is null or j.table_id = v_table_id) and (not v_active or j.finished_at is null) order by j.created_at desc limit v_limit
    ) l));
end
$$;

revoke all on function cutover_private.op_reconcile_list(jsonb) from public;
comment on function cutover_private.op_reconcile_list(jsonb) is 'Operation reconcile_list {table?, active?: only those that are not finished, limit?: 1 to 200, default 50}: {"jobs": [...]}, newest first. Raises CT001, CT002.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('reconcile_list', 'op_reconcile_list', 'viewer', false, 'table', 'reconcile.list');
