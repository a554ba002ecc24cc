create or replace function cutover_private.foreign_error(p_source_id bigint, p_state text, p_message text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := (select s.name from cutover.legacy_sources s where s.id = p_source_id);
begin
  if p_state = 'HV00N' or p_message ~* 'failed to connect|could not connect|gone away|lost connection' then
    perform cutover_private.fail('CT501', format('The legacy source %s cannot be reached.', v_name),
      left(p_message, 300), 'Check that the server behind the foreign tables runs, accepts connections from here, and that the credentials are right.');
  end if;
  -- The message of another system may quote a value of a row.
  perform cutover_private.fail('CT504', format('Legacy source %s reported an error (SQLSTATE %s).', v_name, p_state),
    null, 'Read the foreign table in SQL to see it in full.');
end
$$;

revoke all on function cutover_private.foreign_error(bigint, text, text) from public;
comment on function cutover_private.foreign_error(bigint, text, text) is 'Turns an error of a foreign data wrapper into a registered one: CT501 or CT504.';
