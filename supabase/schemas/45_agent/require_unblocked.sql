create or replace function cutover_agent.require_unblocked(p_endpoints uuid[], p_token uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_block cutover_agent.blocks;
begin
  select * into v_block from cutover_agent.blocks
  where endpoint_id = any (p_endpoints) and token <> p_token and (expires_at is null or expires_at > clock_timestamp())
  limit 1;
  if found then
    raise exception using errcode = 'CT212', message = 'Writes are already blocked by another run.', detail = v_block.reason;
  end if;
end
$$;

comment on function cutover_agent.require_unblocked(uuid[], uuid) is 'Raises CT212 if one of these endpoints has a block in force that is not of this token.';
