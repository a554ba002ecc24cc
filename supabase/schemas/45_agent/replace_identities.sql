create or replace function cutover_agent.replace_identities(p_endpoint cutover_agent.endpoints, p_rows text[], out kept text[], out refused text[])
returns record
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_differs text;
begin
  kept := p_rows;
  select string_agg(format('t.%I is distinct from (u.item::text[])[%s]::%s', u.name, u.n, u.type), ' or ') into v_differs
  from unnest(p_endpoint.columns, p_endpoint.types, p_endpoint.identity_always) with ordinality as u(name, type, identity_always, n)
  where u.identity_always and u.n > p_endpoint.key_length;
  if v_differs is null then
    return;
  end if;
  -- GENERATED ALWAYS takes a value from an INSERT, but from no UPDATE.
  execute format('select array_agg(u.item) from unnest($1) as u(item) join %I.%I t on %s where %s', p_endpoint.schema_name, p_endpoint.table_name,
    cutover_agent.key_condition(p_endpoint, 't', 'u.item::text[]'), v_differs) into refused using p_rows;
  if refused is not null then
    kept := array(select u.item from unnest(p_rows) as u(item) where u.item <> all (refused));
    if cutover_agent.replace_rows(p_endpoint, refused) then
      refused := null;
    end if;
  end if;
end
$$;

comment on function cutover_agent.replace_identities(cutover_agent.endpoints, text[]) is 'Rows (text[] literals) whose GENERATED ALWAYS column has another value on this side are deleted and inserted again. kept: the rows that are still to be upserted; refused: those that could not be replaced. Called by upsert_rows only.';
