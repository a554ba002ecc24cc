create or replace function cutover_private.mark_all_rows(p_source_id bigint, p_side text, p_endpoint uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_after text[];
  v_keys text[];
begin
  loop
    select array_agg(r.value) into v_keys from cutover_private.agent_query(p_source_id, p_side,
      format('select k::text from cutover_agent.keys_after(%L, %L, 10000) as k', p_endpoint, v_after)) as r(value);
    exit when v_keys is null;
    perform cutover_private.agent_query(p_source_id, p_side, format('select cutover_agent.mark_dirty(%L, %L)::text', p_endpoint, v_keys));
    v_after := v_keys[cardinality(v_keys)]::text[];
  end loop;
end
$$;

revoke all on function cutover_private.mark_all_rows(bigint, text, uuid) from public;
comment on function cutover_private.mark_all_rows(bigint, text, uuid) is 'Puts every row of one side into that side''s journal, so that the pipeline carries all of them over.';
