create or replace function cutover_private.op_register_golden_query(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_query cutover.golden_queries;
  v_group cutover.table_groups;
  v_side text;
  v_message text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'group', 'legacy_sql', 'supabase_sql', 'ordered', 'timeout_seconds', 'reason');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  if v_name <> btrim(v_name) then
    perform cutover_private.fail('CT001', 'Argument name: it begins or ends with a space.');
  end if;
  v_query.legacy_sql := cutover_private.argument_text(p_arguments, 'legacy_sql', true, 20000);
  v_query.supabase_sql := cutover_private.argument_text(p_arguments, 'supabase_sql', true, 20000);
  v_query.is_ordered := coalesce(cutover_private.argument_boolean(p_arguments, 'ordered', false), false);
  v_query.timeout_seconds := coalesce(cutover_private.argument_integer(p_arguments, 'timeout_seconds', false, 1, 300), 30);
  v_query.reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  -- Without a row: whether it is a query, whether what it names is there, and may be read.
  foreach v_side in array array['legacy', 'supabase'] loop
    begin
      perform cutover_private.golden_fingerprint(v_group.source_id, v_side,
        format('select * from (%s%s%1$s) "cutover query" limit 0', chr(10), case v_side when 'legacy' then v_query.legacy_sql else v_query.supabase_sql end),
        v_query.is_ordered, 10);
    exception when sqlstate 'CT013' then
      get stacked diagnostics v_message = message_text;
      perform cutover_private.fail('CT013', format('Argument %s_sql: %s', v_side, v_message), null, case when v_message like '%42501%' then
        case when cutover_private.is_remote(v_group.source_id, v_side) then 'On the legacy server it runs as the login that Cutover uses there; grant it what is missing.'
          else 'It runs as the role cutover_reader: grant usage on the schema and select on what the query reads to cutover_reader.' end end);
    end;
  end loop;
  update cutover.golden_queries set ended_at = clock_timestamp(), ended_by = (select a.subject from cutover_private.actor() a)
  where name = v_name and ended_at is null;
  delete from cutover.golden_query_runs r using cutover.golden_queries q where q.id = r.query_id and q.name = v_name and r.verdict is null;
  insert into cutover.golden_queries (name, version, group_id, legacy_sql, supabase_sql, is_ordered, timeout_seconds, reason, registered_by)
  values (v_name, coalesce((select max(q.version) from cutover.golden_queries q where q.name = v_name), 0) + 1, v_group.id,
    v_query.legacy_sql, v_query.supabase_sql, v_query.is_ordered, v_query.timeout_seconds, v_query.reason, (select a.subject from cutover_private.actor() a))
  returning * into v_query;
  return jsonb_build_object('name', v_query.name, 'version', v_query.version, 'group', v_group.name,
    'next', 'cutover.check_golden_queries runs it; cutover.golden_query_results shows what came of it.');
end
$$;

revoke all on function cutover_private.op_register_golden_query(jsonb) from public;
comment on function cutover_private.op_register_golden_query(jsonb) is 'Operation register_golden_query {name, group, legacy_sql, supabase_sql, ordered?, timeout_seconds?: 1 to 300, default 30, reason}: two queries that have to give the same rows; under a name that is in use, its next version. Raises CT001, CT004, CT013, CT501.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('register_golden_query', 'op_register_golden_query', 'admin', true, 'name', 'golden_query.register');
