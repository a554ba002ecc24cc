create or replace function cutover_agent.replay_together(p_endpoints uuid[], p_ordinals integer[], p_keys text[], p_rows text[], p_fence bigint default null,
  p_overwrite boolean[] default '{}')
returns table (ordinal integer, key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_written boolean[];
  v_batch record;
  v_kept text[];
  v_failure record;
begin
  perform cutover_agent.fence(p_endpoints, p_fence);
  -- Nobody writes from here on: what the journal does not name was not written here since the flip.
  perform cutover_agent.take_barrier(p_endpoints, 5000);
  select array_agg(exists (select from cutover_agent.pending_keys(p_endpoints[u.ordinal], array[u.key]) as k where k = u.key) order by u.n)
  into v_written
  from unnest(p_ordinals, p_keys) with ordinality as u(ordinal, key, n);
  select coalesce(array_agg(u.ordinal order by u.n) filter (where u.item is not null), '{}') as ordinals,
    coalesce(array_agg(u.key order by u.n) filter (where u.item is not null), '{}') as keys,
    coalesce(array_agg(u.item order by u.n) filter (where u.item is not null), '{}') as items,
    coalesce(array_agg(u.ordinal order by u.n) filter (where u.item is null), '{}') as delete_ordinals,
    coalesce(array_agg(u.key order by u.n) filter (where u.item is null), '{}') as deletes
  into v_batch
  from unnest(p_ordinals, p_keys, p_rows, v_written, p_overwrite) with ordinality as u(ordinal, key, item, written, overwrite, n)
  where coalesce(u.overwrite, false) or not u.written;
  v_kept := cutover_agent.children_left(p_endpoints, v_batch.delete_ordinals, v_batch.deletes, v_batch.ordinals, v_batch.keys);
  for v_failure in
    select f.* from cutover_agent.apply_rows(p_endpoints, v_batch.ordinals, v_batch.items,
      array(select u.ordinal from unnest(v_batch.delete_ordinals, v_kept) with ordinality as u(ordinal, kept, n) where u.kept is null order by u.n),
      array(select u.key from unnest(v_batch.deletes, v_kept) with ordinality as u(key, kept, n) where u.kept is null order by u.n)) f
    union all
    select u.ordinal, u.key, '23503', u.kept from unnest(v_batch.delete_ordinals, v_batch.deletes, v_kept) as u(ordinal, key, kept) where u.kept is not null
  loop
    ordinal := v_failure.ordinal;
    key := v_failure.key;
    error_code := v_failure.error_code;
    error_object := v_failure.error_object;
    -- It stands on the other side alone. The pipeline takes it back there: it may be in a row's way.
    perform cutover_agent.mark_dirty(p_endpoints[ordinal], array[key]);
    v_written[(select u.n from unnest(p_ordinals, p_keys) with ordinality as u(o, k, n) where u.o = ordinal and u.k = key)] := false;
    return next;
  end loop;
  return query
  select u.ordinal, u.key, 'CT608', case when u.overwrite then 'supabase_wins' else 'legacy_wins' end
  from unnest(p_ordinals, p_keys, v_written, p_overwrite) as u(ordinal, key, written, overwrite) where u.written;
end
$$;

comment on function cutover_agent.replay_together(uuid[], integer[], text[], text[], bigint, boolean[]) is 'For rows that replay_rows was refused, when no more is to come: applied under the barrier and all at once, as the pipeline applies, which finds the order of rows that only fit together. Conflicts as in replay_rows. What is refused now is returned with its SQLSTATE, and marked for the way back. Raises CT601.';
