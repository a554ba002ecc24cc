create or replace function cutover_private.op_list_daily_reports(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_day date := cutover_private.argument_day(p_arguments, 'day', false);
  v_limit integer := coalesce(cutover_private.argument_integer(p_arguments, 'limit', false, 1, 500), 100);
begin
  perform cutover_private.allow_arguments(p_arguments, 'day', 'limit');
  return jsonb_build_object('reports', (
    select coalesce(jsonb_agg(to_jsonb(r) - array['id', 'table_id', 'table_name'] || jsonb_build_object('table', r.table_name) order by r.day desc, r.table_name nulls first), '[]')
    from (select * from cutover.daily_reports where v_day is null or day = v_day order by day desc, table_name nulls first limit v_limit) r));
end
$$;

revoke all on function cutover_private.op_list_daily_reports(jsonb) from public;
comment on function cutover_private.op_list_daily_reports(jsonb) is 'Operation list_daily_reports {day?, limit?: 1 to 500, default 100}: {"reports": [...]}, the newest first: a row a table and day, and one without a table for the whole. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_daily_reports', 'op_list_daily_reports', 'viewer', false, 'day', 'report.list');
