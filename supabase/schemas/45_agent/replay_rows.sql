create or replace function cutover_agent.replay_rows(p_endpoints uuid[], p_ordinals integer[], p_keys text[], p_rows text[], p_fence bigint default null,
  p_overwrite boolean[] default '{}')
returns table (ordinal integer, key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
set array_nulls = on
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_item record;
  v_failure record;
  v_here text[];
  v_overwritten boolean;
  v_count integer;
  v_constraint text;
begin
  perform cutover_agent.fence(p_endpoints, p_fence);
  -- Checked at each row, a deferred constraint refuses that row; at the commit it would refuse all of them, time and again.
  perform cutover_agent.check_deferred(p_endpoints);
  for v_item in
    select u.ordinal, u.key, u.row_values, coalesce(u.overwrite, false) as overwrite
    from unnest(p_ordinals, p_keys, p_rows, p_overwrite) as u(ordinal, key, row_values, overwrite)
    -- Upserts with parents first, then deletes with children first.
    order by u.row_values is null, case when u.row_values is null then -u.ordinal else u.ordinal end
  loop
    v_endpoint := cutover_agent.endpoint(p_endpoints[v_item.ordinal]);
    ordinal := v_item.ordinal;
    key := v_item.key;
    v_overwritten := false;
    v_count := 1;
    begin
      -- Hold the row, then look whether somebody wrote it since the flip; a writer that comes later builds on our state.
      execute format('select %s from %I.%I t where %s for update', cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
        v_endpoint.schema_name, v_endpoint.table_name, cutover_agent.key_condition(v_endpoint, 't', '$1')) into v_here using key::text[];
      -- Level already: a replay that is repeated after a crash finds its own rows in the journal.
      continue when v_here is not distinct from v_item.row_values::text[];
      if exists (
        select from cutover_agent.journal j where j.endpoint_number = v_endpoint.number
          and hash_array_extended(j.key, 0) = hash_array_extended(v_item.key::text[], 0) and j.key = v_item.key::text[]
      ) then
        v_overwritten := v_item.overwrite;
        v_count := case when v_item.overwrite then 1 else 0 end;
      elsif v_here is null then
        -- No row to hold: insert without overwriting, so that a row which somebody inserts right now wins.
        execute cutover_agent.upsert_statement(v_endpoint, 'keep') using array[v_item.row_values];
        get diagnostics v_count = row_count;
        continue when v_count = 1;
        v_overwritten := v_item.overwrite;
        v_count := case when v_item.overwrite then 1 else 0 end;
      end if;
      if v_count = 1 then
        if v_item.row_values is null then
          -- Its rows there have gone one by one. What is left was written here, or waits: a cascade would take it along unseen.
          v_constraint := (cutover_agent.children_left(p_endpoints, array[v_item.ordinal], array[v_item.key], '{}', '{}'))[1];
          if v_constraint is not null then
            raise exception using errcode = '23503', constraint = v_constraint;
          end if;
          select f.* into v_failure from cutover_agent.delete_rows(v_endpoint, array[v_item.key]) f;
        else
          select f.* into v_failure from cutover_agent.upsert_rows(v_endpoint, array[v_item.row_values]) f;
        end if;
        if found then
          raise exception using errcode = v_failure.error_code, constraint = coalesce(v_failure.error_object, '');
        end if;
      end if;
      if v_count = 0 or v_overwritten then
        error_code := 'CT608';
        error_object := case when v_overwritten then 'supabase_wins' else 'legacy_wins' end;
        return next;
      end if;
    exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded or generated_always then
      -- Leaving this block let go of the row: nobody waits for one that is not replayed.
      get stacked diagnostics error_code = returned_sqlstate, error_object = constraint_name;
      -- A key that this side's types cannot hold: no such row has ever been here.
      continue when v_item.row_values is null and cutover_agent.readable_keys(v_endpoint, array[v_item.key]) = '{}';
      return next;
    end;
  end loop;
end
$$;

comment on function cutover_agent.replay_rows(uuid[], integer[], text[], text[], bigint, boolean[]) is 'Replays rows (null: the row is gone) one by one onto tables that already take writes, after an immediate rollback. A key that was written here since the flip, with another result, is a conflict: it is left as it is, or replaced where p_overwrite says so, and either way returned with CT608 and who won. What a constraint refuses is returned with its SQLSTATE: it may pass when more has been replayed, or with replay_together.';
