create or replace function cutover_private.acknowledge(p_group_id bigint, p_side text, p_ids bigint[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
begin
  if cutover_private.is_remote(v_source_id, p_side) then
    -- Not now: over there it would commit before the apply has committed here, and a crash in between would lose rows.
    perform cutover_private.commit_durably();
    insert into cutover_private.pending_acknowledgements (group_id, journal_ids) values (p_group_id, p_ids);
  else
    perform cutover_agent.acknowledge(cutover_private.group_endpoints(p_group_id, p_side), p_ids);
  end if;
end
$$;

revoke all on function cutover_private.acknowledge(bigint, text, bigint[]) from public;
comment on function cutover_private.acknowledge(bigint, text, bigint[]) is 'Takes applied entries off the journal of a side: at once where the journal is in this database, after the commit (flush_acknowledgements) where it is on the legacy server.';
