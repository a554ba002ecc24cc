create or replace function cutover_private.op_list_queued_writes(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table_name text := cutover_private.argument_text(p_arguments, 'table', false, 63);
  v_status text := cutover_private.argument_text(p_arguments, 'status', false);
  v_before bigint := cutover_private.argument_integer(p_arguments, 'before', false, 1);
  v_limit integer := coalesce(cutover_private.argument_integer(p_arguments, 'limit', false, 1, 200), 50);
  v_table_id bigint;
  v_writes cutover.queued_writes[];
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'status', 'before', 'limit');
  if v_table_name is not null then
    v_table_id := (cutover_private.find_table(v_table_name)).id;
  end if;
  if v_status not in ('waiting', 'replayed', 'conflict', 'discarded') then
    perform cutover_private.fail('CT001', format('"%s" is no status of a queued write.', left(v_status, 20)), null, 'Use waiting, replayed, conflict or discarded.');
  end if;
  v_writes := array(
    select q from cutover.queued_writes q
    where (v_table_id is null or q.table_id = v_table_id) and (v_status is null or q.status = v_status) and (v_before is null or q.id < v_before)
    order by q.id desc limit v_limit + 1);
  return jsonb_build_object(
    'writes', (
      select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'table', t.name, 'operation', q.operation, 'key', to_jsonb(q.key), 'written_as', q.written_as,
        'status', q.status, 'error_code', q.error_code, 'error_object', q.error_object, 'queued_at', q.queued_at,
          'finished_at', q.finished_at) order by q.id desc), '[]')
      from unnest(v_writes[:v_limit]) q join cutover.cutover_tables t on t.id = q.table_id),
    'next', case when cardinality(v_writes) > v_limit then (v_writes[v_limit]).id end);
end
$$;

revoke all on function cutover_private.op_list_queued_writes(jsonb) from public;
comment on function cutover_private.op_list_queued_writes(jsonb) is 'Operation list_queued_writes {table?, status?: waiting, replayed, conflict or discarded, before?: id, limit?: 1 to 200, default 50}: {"writes": [...], "next"}, the newest first, keys and no values; next is the "before" of the following page. Raises CT001, CT002.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_queued_writes', 'op_list_queued_writes', 'viewer', false, 'table', 'queued_write.list');
