create or replace function cutover_agent.replay_rows(p_endpoints uuid[], p_ordinals integer[], p_keys text[], p_rows text[], p_fence bigint default null,
  p_overwrite boolean default false)
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
  v_here text[];
  v_present boolean;
  v_overwritten boolean;
  v_count integer;
begin
  perform cutover_agent.fence(p_endpoints, p_fence);
  for v_item in
    select u.ordinal, u.key, u.row_values
    from unnest(p_ordinals, p_keys, p_rows) as u(ordinal, key, row_values)
    -- Upserts with parents first, then deletes with children first.
    order by u.row_values is null, case when u.row_values is null then -u.ordinal else u.ordinal end
  loop
    v_endpoint := cutover_agent.endpoint(p_endpoints[v_item.ordinal]);
    ordinal := v_item.ordinal;
    key := v_item.key;
    error_code := null;
    error_object := '';
    -- Hold the row, then look whether somebody wrote it since the flip; a writer that comes later builds on our state.
    execute format('select %s from %I.%I t where %s for update', cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
      v_endpoint.schema_name, v_endpoint.table_name, cutover_agent.key_condition(v_endpoint, 't', '$1')) into v_here using key::text[];
    v_present := v_here is not null;
    -- Level already: a replay that is repeated after a crash finds its own rows in the journal.
    continue when v_here is not distinct from v_item.row_values::text[];
    v_overwritten := false;
    if exists (
      select from cutover_agent.journal j where j.endpoint_number = v_endpoint.number
        and hash_array_extended(j.key, 0) = hash_array_extended(v_item.key::text[], 0) and j.key = v_item.key::text[]
    ) then
      if not p_overwrite then
        error_code := 'CT608';
        error_object := 'legacy_wins';
        return next;
        continue;
      end if;
      v_overwritten := true;
    end if;
    if v_item.row_values is null then
      select f.error_code, f.error_object into error_code, error_object
      from cutover_agent.delete_rows(v_endpoint, array[v_item.key]) f;
    elsif v_present then
      select f.error_code, f.error_object into error_code, error_object
      from cutover_agent.upsert_rows(v_endpoint, array[v_item.row_values]) f;
    else
      -- No row to hold: insert without overwriting, so that a row which somebody inserts right now wins.
      begin
        execute cutover_agent.upsert_statement(v_endpoint, 'keep') using array[v_item.row_values];
        get diagnostics v_count = row_count;
        if v_count = 0 and p_overwrite then
          v_overwritten := true;
          select f.error_code, f.error_object into error_code, error_object
          from cutover_agent.upsert_rows(v_endpoint, array[v_item.row_values]) f;
        elsif v_count = 0 then
          error_code := 'CT608';
          error_object := 'legacy_wins';
        end if;
      exception when integrity_constraint_violation or data_exception or raise_exception then
        get stacked diagnostics error_code = returned_sqlstate, error_object = constraint_name;
      end;
    end if;
    if error_code is null and v_overwritten then
      error_code := 'CT608';
      error_object := 'supabase_wins';
    end if;
    if error_code <> 'CT608' then
      -- Refused here, so it stands on the other side alone. The pipeline takes it back there: it may be in a row's way.
      perform cutover_agent.mark_dirty(v_endpoint.id, array[key]);
    end if;
    if error_code is not null then
      return next;
    end if;
  end loop;
end
$$;

comment on function cutover_agent.replay_rows(uuid[], integer[], text[], text[], bigint, boolean) is 'Replays rows (null: the row is gone) onto tables that already take writes, after an immediate rollback. A key that was written here since the flip, with another result, is a conflict: it is left as it is, or with p_overwrite replaced, and either way returned with CT608 and who won. What a constraint refuses is returned with its SQLSTATE, and marked for the way back.';
