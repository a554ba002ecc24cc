create or replace function cutover_agent.readable_keys(p_endpoint cutover_agent.endpoints, p_keys text[])
returns text[]
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement text := (select format('select count(row(%s)) from unnest($1) as u(item)', string_agg(format('(u.item::text[])[%s]::%s', i, p_endpoint.types[i]), ', ' order by i))
    from generate_series(1, p_endpoint.key_length) as i);
  v_key text;
  v_readable text[] := array[]::text[];
begin
  begin
    execute v_statement using p_keys;
    return p_keys;
  exception when data_exception or integrity_constraint_violation then
    null;
  end;
  foreach v_key in array p_keys loop
    begin
      execute v_statement using array[v_key];
      v_readable := v_readable || v_key;
    exception when data_exception or integrity_constraint_violation then
      null;
    end;
  end loop;
  return v_readable;
end
$$;

comment on function cutover_agent.readable_keys(cutover_agent.endpoints, text[]) is 'Those of these keys (text[] literals) that the types of this side can hold. No other one names a row here: a number that is too large, a label that an enum lacks, what a domain refuses.';
