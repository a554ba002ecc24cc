create or replace function cutover_private.create_routed_view(p_table cutover.cutover_tables, p_schema text, p_name text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_different text;
  v_table cutover.cutover_tables;
  v_role name;
begin
  if greatest(octet_length(p_schema), octet_length(p_name)) > 63 then
    perform cutover_private.fail('CT001', 'Arguments routed_schema and routed_name: a name has at most 63 bytes.');
  end if;
  select string_agg(c ->> 'supabase', ', ') into v_different from jsonb_array_elements(p_table.columns) c where not (c ->> 'same_type')::boolean;
  if v_different is not null then
    perform cutover_private.fail('CT407', format('Table %s cannot have a routed view: columns differ in type.', quote_ident(p_table.name)), v_different,
      'A view keeps its column types for good, so both sides must have the same ones. Register without routed view, or change the types.');
  end if;
  if to_regclass(format('%I.%I', p_schema, p_name)) is not null then
    perform cutover_private.fail('CT407', format('%I.%I exists already.', p_schema, p_name), null, 'Choose another routed_schema or routed_name; a schema of its own, first in the application''s search_path, is usual.');
  end if;
  if to_regnamespace(quote_ident(p_schema)) is null then
    execute format('create schema %I', p_schema);
  end if;
  if cutover_private.is_foreign(p_table, 'legacy') then
    perform cutover_private.create_foreign_table(p_table);
  end if;
  update cutover.cutover_tables set routed_schema = p_schema, routed_name = p_name where id = p_table.id returning * into v_table;
  perform cutover_private.set_routed_view(v_table, 'legacy', 'legacy');
  if cutover_private.is_foreign(p_table, 'legacy') then
    -- Over a foreign table a right on the view opens the legacy table: none comes of default privileges.
    for v_role in
      select distinct case when g.grantee <> 0 then pg_get_userbyid(g.grantee) end
      from pg_class c, aclexplode(c.relacl) g where c.oid = to_regclass(format('%I.%I', p_schema, p_name)) and g.grantee <> c.relowner
    loop
      execute format(case when v_role is null then 'revoke all on %I.%I from public' else 'revoke all on %I.%I from %I' end, p_schema, p_name, v_role);
    end loop;
  end if;
  execute format('comment on view %I.%I is %L', p_schema, p_name,
    format('Routed view of table %s: read and write here, before and after the cutover. Managed by Cutover.', p_table.name));
end
$$;

revoke all on function cutover_private.create_routed_view(cutover.cutover_tables, text, text) from public;
comment on function cutover_private.create_routed_view(cutover.cutover_tables, text, text) is 'Creates the routed view of a table in its legacy form (and the schema, and the foreign table it reads, if need be). Grants on it are the caller''s to give. Raises CT001, CT407.';
