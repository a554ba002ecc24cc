create or replace function cutover_private.expand_truncates(p_group_id bigint, p_side text, p_ordinal integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_receiving text := cutover_private.other_side(p_side);
  v_truth_endpoint uuid := (cutover_private.group_endpoints(p_group_id, p_side))[p_ordinal];
  v_receiving_endpoint uuid := (cutover_private.group_endpoints(p_group_id, v_receiving))[p_ordinal];
  v_after text[];
  v_keys text[];
begin
  loop
    select array_agg(r.value) into v_keys from cutover_private.agent_query(v_source_id, v_receiving,
      format('select k::text from cutover_agent.keys_after(%L, %L, 10000) as k', v_receiving_endpoint, v_after)) as r(value);
    exit when v_keys is null;
    -- What is there again, or still (in other partitions), has entries of its own.
    perform cutover_private.agent_query(v_source_id, p_side, format(
      'select cutover_agent.mark_dirty(%1$L, array(select k from unnest(%2$L::text[]) as k except select h.key from cutover_agent.row_hashes(%1$L, %2$L) h))::text',
      v_truth_endpoint, v_keys));
    v_after := v_keys[cardinality(v_keys)]::text[];
  end loop;
end
$$;

revoke all on function cutover_private.expand_truncates(bigint, text, integer) from public;
comment on function cutover_private.expand_truncates(bigint, text, integer) is 'After a TRUNCATE on the truth: marks every key that only the receiving side has, so that the pipeline deletes it.';
