create or replace function cutover_agent.create_filler(p_id uuid)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_id);
  v_view text := 'filler_' || v_endpoint.number;
  v_filled text;
begin
  select string_agg(format('%L', a.attname), ', ' order by a.attnum) into v_filled
  from pg_attribute a
  where a.attrelid = v_endpoint.relation and a.attname = any (v_endpoint.columns) and not a.attisdropped
    and (a.attgenerated <> '' or a.attidentity <> '' or (a.attnotnull and a.atthasdef));
  if v_filled is null then
    return null;
  end if;
  -- Without naming the table: nothing may depend on it.
  execute format('create or replace view cutover_agent.%I as select %s', v_view, (
    select string_agg(format('null::%s as %I', format_type(a.atttypid, a.atttypmod), u.name), ', ' order by u.n)
    from unnest(v_endpoint.columns) with ordinality as u(name, n)
    join pg_attribute a on a.attrelid = v_endpoint.relation and a.attname = u.name and not a.attisdropped));
  execute format('drop trigger if exists cutover_fill on cutover_agent.%I', v_view);
  execute format('create trigger cutover_fill instead of insert on cutover_agent.%I for each row execute function cutover_agent.fill(%L, %s)',
    v_view, format('%I.%I', v_endpoint.schema_name, v_endpoint.table_name), v_filled);
  -- It holds nothing, and what its trigger does is judged by the rights on the table.
  execute format('grant select, insert on cutover_agent.%I to public', v_view);
  execute format('comment on view cutover_agent.%I is %L', v_view,
    format('Takes inserts into %I.%I from Supabase, and leaves out of them what the table fills itself.', v_endpoint.schema_name, v_endpoint.table_name));
  return v_view;
end
$$;

comment on function cutover_agent.create_filler(uuid) is 'The view through which a foreign table inserts where columns have to be left out; its name, or null if the table fills no column itself. Safe to repeat.';
