create or replace function cutover_private.op_repair(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_marked integer;
  v_kinds jsonb;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  if v_table.finalized_at is not null then
    perform cutover_private.fail('CT211', format('Table %s is finalized; its legacy side is no longer written.', quote_ident(v_table.name)));
  end if;
  if v_table.capturing_since is null then
    perform cutover_private.fail('CT210', format('Nothing is carried over for table %s yet.', quote_ident(v_table.name)), null,
      'Start the backfill first (cutover.start_backfill).');
  end if;
  select coalesce(jsonb_object_agg(k.kind, k.count), '{}') into v_kinds
  from (
    select d.kind, count(*) from cutover.drifted_rows d
    where d.table_id = v_table.id and d.confirmed_at is not null and d.resolved_at is null group by d.kind
  ) k;
  v_marked := cutover_private.mark_drift(v_table);
  return jsonb_build_object('table', v_table.name, 'truth', v_table.write_source, 'marked', v_marked, 'kinds', v_kinds,
    'next', 'The pipeline carries these rows over and verifies them; what is equal then is resolved.');
end
$$;

revoke all on function cutover_private.op_repair(jsonb) from public;
comment on function cutover_private.op_repair(jsonb) is 'Operation repair {table}: marks all confirmed drift for apply from the side that is the truth; what exists only on the other side is deleted there. Raises CT002, CT210, CT211, CT5xx.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('repair', 'op_repair', 'operator', true, 'table');
