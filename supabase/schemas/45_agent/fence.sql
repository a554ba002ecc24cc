create or replace function cutover_agent.fence(p_endpoints uuid[], p_number bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_count integer;
begin
  if p_number is null then
    return;
  end if;
  -- A newer call waits here until an older one that is still at work has ended.
  insert into cutover_agent.fences (endpoint_id, number)
  select e, p_number from unnest(p_endpoints) as e order by e
  on conflict (endpoint_id) do update set number = excluded.number where cutover_agent.fences.number < excluded.number;
  get diagnostics v_count = row_count;
  if v_count < cardinality(p_endpoints) then
    raise exception using errcode = 'CT704', message = 'A later call has written these tables already; this one was given up and is too late.',
      hint = 'Nothing is to be done: what it carried was carried again.';
  end if;
end
$$;

comment on function cutover_agent.fence(uuid[], bigint) is 'Admits a call that writes these tables if no call with a higher number (sequence fence_number) has: raises CT704. Null: a call in the caller''s own transaction, which nothing can delay.';
