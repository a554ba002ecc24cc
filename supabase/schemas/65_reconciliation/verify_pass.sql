create or replace function cutover_private.verify_pass(p_group_id bigint, p_limit integer default 1000)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_table_ids bigint[];
  v_keys text[];
  v_batch text[];
  v_drift_keys text[];
  v_drift_kinds text[];
  v_drift_columns text[];
begin
  select array_agg(q.table_id), array_agg(q.key) into v_table_ids, v_keys
  from (
    select q.table_id, q.key
    from cutover_private.verify_queue q join cutover.cutover_tables t on t.id = q.table_id
    where t.group_id = p_group_id and q.due_at <= clock_timestamp()
    order by q.due_at
    limit p_limit
    for update of q skip locked
  ) q;
  if v_keys is null then
    return 0;
  end if;

  for v_table in select t.* from cutover.cutover_tables t where t.id = any (v_table_ids) order by t.position, t.name loop
    select array_agg(u.key) into v_batch from unnest(v_table_ids, v_keys) as u(table_id, key) where u.table_id = v_table.id;
    with compared as materialized (
      select c.* from cutover_private.compare_keys(v_table, v_batch) c
    ), settled as (
      delete from cutover_private.verify_queue q using compared c
      where q.table_id = v_table.id and q.key_digest = cutover_private.key_digest(c.key) and (c.kind is null or not c.pending and q.strikes > 0)
      returning q.key
    ), waiting as (
      -- Lag is no strike: its apply comes and asks again.
      update cutover_private.verify_queue q
      set strikes = case when c.pending then q.strikes else q.strikes + 1 end,
        due_at = clock_timestamp() + interval '1 second'
      from compared c
      where q.table_id = v_table.id and q.key_digest = cutover_private.key_digest(c.key) and c.kind is not null and (c.pending or q.strikes = 0)
    ), resolved as (
      update cutover.drifted_rows d set resolved_at = clock_timestamp()
      from compared c
      where c.kind is null and d.table_id = v_table.id and d.key_digest = cutover_private.key_digest(c.key) and d.resolved_at is null
    )
    select array_agg(c.key), array_agg(c.kind), array_agg(c.columns::text) into v_drift_keys, v_drift_kinds, v_drift_columns
    from compared c join settled s on s.key = c.key
    where c.kind is not null;
    if v_table.read_source = 'dual' then
      perform cutover_private.note_recent_keys(v_table.id, v_batch);
    end if;
    if v_drift_keys is not null then
      perform cutover_private.record_drift(v_table.id, null, v_drift_keys, v_drift_kinds, v_drift_columns);
      perform cutover_private.audit('drift.confirm', 'done', 'table', v_table.name, jsonb_build_object('rows', cardinality(v_drift_keys)));
    end if;
  end loop;
  return cardinality(v_keys);
end
$$;

revoke all on function cutover_private.verify_pass(bigint, integer) from public;
comment on function cutover_private.verify_pass(bigint, integer) is 'Compares up to p_limit due keys of the verify queue on both sides. Equal: done, and open drift of the key is resolved; different and still in the journal: later; different twice: drift. The caller holds the group''s lock. Returns how many keys it looked at. Raises CT5xx.';
