create or replace function cutover_agent.mark_everything(p_endpoint uuid)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into cutover_agent.journal (endpoint_number, key) select e.number, null from cutover_agent.endpoints e where e.id = p_endpoint
$$;

comment on function cutover_agent.mark_everything(uuid) is 'Has the pipeline look at every key that the other side holds, as after a TRUNCATE: what is gone here is deleted there.';
