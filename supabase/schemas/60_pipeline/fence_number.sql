create or replace function cutover_private.fence_number(p_source_id bigint)
returns bigint
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select r.value::bigint from cutover_private.agent_query(p_source_id, 'legacy', 'select nextval(''cutover_agent.fence_number'')::text') as r(value);
end;

revoke all on function cutover_private.fence_number(bigint) from public;
comment on function cutover_private.fence_number(bigint) is 'The next number for a call that writes a legacy server''s tables (cutover_agent.fence). Taken under the group''s lock: a call that was given up has a lower one than whatever follows. Raises CT501.';
