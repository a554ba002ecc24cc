create or replace function cutover_private.op_list_known_differences(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table_name text := cutover_private.argument_text(p_arguments, 'table', false, 63);
begin
  perform cutover_private.allow_arguments(p_arguments, 'table');
  if v_table_name is not null then
    perform cutover_private.find_table(v_table_name);
  end if;
  return jsonb_build_object('known_differences', (
    select coalesce(jsonb_agg(to_jsonb(d) - array['id', 'table_id', 'name', 'column_name', 'ended_by', 'ended_at'] || jsonb_build_object('table', d.name, 'column', d.column_name)
      order by d.name, d.column_name), '[]')
    from (
      select k.*, t.name from cutover.known_differences k join cutover.cutover_tables t on t.id = k.table_id
      where k.ended_at is null and (v_table_name is null or t.name = v_table_name) order by t.name, k.column_name limit 500
    ) d));
end
$$;

revoke all on function cutover_private.op_list_known_differences(jsonb) from public;
comment on function cutover_private.op_list_known_differences(jsonb) is 'Operation list_known_differences {table?}: {"known_differences": [...]}, those that have not been ended, at most 500. Raises CT001, CT002.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_known_differences', 'op_list_known_differences', 'viewer', false, 'table', 'known_difference.list');
