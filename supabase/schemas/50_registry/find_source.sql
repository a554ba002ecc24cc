create or replace function cutover_private.find_source(p_name text)
returns cutover.legacy_sources
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source cutover.legacy_sources;
begin
  select * into v_source from cutover.legacy_sources where name = p_name;
  if not found then
    perform cutover_private.fail('CT005', format('There is no legacy source %s.', quote_ident(left(p_name, 200))), null,
      'cutover.legacy_sources lists them; cutover.register_legacy_source() adds one.');
  end if;
  return v_source;
end
$$;

revoke all on function cutover_private.find_source(text) from public;
comment on function cutover_private.find_source(text) is 'The legacy source of this name. Raises CT005.';
