create or replace function cutover_private.op_reconciliation_results(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table_name text := cutover_private.argument_text(p_arguments, 'table', false, 63);
  v_after text := cutover_private.argument_text(p_arguments, 'after', false);
  v_limit integer := coalesce(cutover_private.argument_integer(p_arguments, 'limit', false, 1, 500), 100);
  v_table_id bigint;
  v_rows cutover.drifted_rows[];
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'after', 'limit');
  if v_table_name is not null then
    v_table_id := (cutover_private.find_table(v_table_name)).id;
  end if;
  if v_after !~ '^[0-9]{1,18}:([0-9a-f]{2}){1,64}$' then
    perform cutover_private.fail('CT001', 'The argument "after" is not the "next" of another page.');
  end if;
  -- One more than asked for: whether there is another page.
  v_rows := array(
    select d from cutover.drifted_rows d
    where d.confirmed_at is not null and d.resolved_at is null and (v_table_id is null or d.table_id = v_table_id)
      and (v_after is null or (d.table_id, d.key_digest) > (split_part(v_after, ':', 1)::bigint, decode(split_part(v_after, ':', 2), 'hex')))
    order by d.table_id, d.key_digest limit v_limit + 1);
  return jsonb_build_object(
    'summary', (
      select coalesce(jsonb_agg(to_jsonb(s) - array['table_name', 'group_name'] || jsonb_build_object('table', s.table_name,
        'group', s.group_name) order by s.table_name), '[]')
      from (select * from cutover.reconciliation_summary where v_table_name is null or table_name = v_table_name order by table_name limit 1000) s),
    'drifted_rows', (
      select coalesce(jsonb_agg(jsonb_build_object('table', t.name, 'key', to_jsonb(d.key), 'kind', d.kind, 'columns', to_jsonb(d.columns),
        'differences', d.differences, 'first_seen_at', d.first_seen_at, 'last_seen_at', d.last_seen_at, 'confirmed_at', d.confirmed_at)
          order by d.table_id, d.key_digest), '[]')
      from unnest(v_rows[:v_limit]) d join cutover.cutover_tables t on t.id = d.table_id),
    'next', case when cardinality(v_rows) > v_limit then format('%s:%s', (v_rows[v_limit]).table_id, encode((v_rows[v_limit]).key_digest, 'hex')) end);
end
$$;

revoke all on function cutover_private.op_reconciliation_results(jsonb) from public;
comment on function cutover_private.op_reconciliation_results(jsonb) is 'Operation reconciliation_results {table?, after?, limit?: 1 to 500, default 100}: the verdict of each table, at most 1000, and a page of the rows that differ, by key and columns; next is the "after" of the following page. Raises CT001, CT002.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('reconciliation_results', 'op_reconciliation_results', 'viewer', false, 'table', 'reconciliation.results');
