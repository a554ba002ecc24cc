create or replace function cutover_private.flush_acknowledgements(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_pending record;
begin
  for v_pending in
    select p.id, p.journal_ids from cutover_private.pending_acknowledgements p
    -- Only what an earlier transaction committed: this one may still be rolled back.
    where p.group_id = p_group_id and p.transaction_id <> pg_current_xact_id()
    order by p.id
  loop
    -- Nothing waits for the disk over there: entries that come back after a crash are applied once more, which changes nothing.
    perform cutover_private.agent_query(v_source_id, 'legacy', format(
      'select cutover_agent.acknowledge(%L, %L)::text from set_config(''synchronous_commit'', ''off'', true)',
      cutover_private.group_endpoints(p_group_id, 'legacy'), v_pending.journal_ids));
    delete from cutover_private.pending_acknowledgements where id = v_pending.id;
  end loop;
end
$$;

revoke all on function cutover_private.flush_acknowledgements(bigint) from public;
comment on function cutover_private.flush_acknowledgements(bigint) is 'Takes entries off the legacy server''s journal whose apply an earlier transaction committed here.';
