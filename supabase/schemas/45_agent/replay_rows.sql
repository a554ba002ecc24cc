create or replace function cutover_agent.replay_rows(p_endpoints uuid[], p_ordinals integer[], p_keys text[], p_rows text[])
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
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_item record;
  v_present boolean;
  v_count integer;
begin
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
    execute format('select true from %I.%I t where %s for update', v_endpoint.schema_name, v_endpoint.table_name,
      cutover_agent.key_condition(v_endpoint, 't', '$1')) into v_present using key::text[];
    if exists (
      select from cutover_agent.journal j where j.endpoint_number = v_endpoint.number and j.key = v_item.key::text[]
    ) then
      error_code := 'CT608';
    elsif v_item.row_values is null then
      select f.error_code, f.error_object into error_code, error_object
      from cutover_agent.delete_rows(v_endpoint, array[v_item.key]) f;
    elsif v_present then
      select f.error_code, f.error_object into error_code, error_object
      from cutover_agent.upsert_rows(v_endpoint, array[v_item.row_values]) f;
    else
      -- No row to hold: insert without overwriting, so that a row which somebody inserts right now wins.
      begin
        execute cutover_agent.upsert_statement(v_endpoint, false) using array[v_item.row_values];
        get diagnostics v_count = row_count;
        if v_count = 0 then
          error_code := 'CT608';
        end if;
      exception when integrity_constraint_violation or data_exception then
        get stacked diagnostics error_code = returned_sqlstate, error_object = constraint_name;
      end;
    end if;
    if error_code is not null then
      return next;
    end if;
  end loop;
end
$$;

comment on function cutover_agent.replay_rows(uuid[], integer[], text[], text[]) is 'Replays rows (null: the row is gone) onto tables that already take writes, after an immediate rollback. A key that was written here since the flip is left as it is and returned with CT608; what a constraint refuses is returned with its SQLSTATE.';
