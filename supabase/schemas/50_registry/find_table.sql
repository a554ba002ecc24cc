create or replace function cutover_private.find_table(p_name text)
returns cutover.cutover_tables
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
begin
  select * into v_table from cutover.cutover_tables where name = p_name;
  if not found then
    perform cutover_private.fail('CT002', format('Table %s is not registered.', quote_ident(left(p_name, 200))), null,
      'cutover.cutover_tables lists the registered tables; cutover.register_table() adds one.');
  end if;
  return v_table;
end
$$;

revoke all on function cutover_private.find_table(text) from public;
comment on function cutover_private.find_table(text) is 'The registered table of this name. Raises CT002.';
