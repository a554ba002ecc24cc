create or replace function cutover_private.require_legacy_version(p_source_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_oldest integer := cutover_private.oldest_legacy_version();
  v_version text[];
begin
  select r.value::text[] into v_version from cutover_private.remote_query(p_source_id,
    'select array[current_setting(''server_version_num''), split_part(current_setting(''server_version''), '' '', 1)]::text') as r(value);
  if v_version[1]::integer < v_oldest then
    perform cutover_private.fail('CT409', format('The legacy server is PostgreSQL %s.', v_version[2]),
      format('Needed is %s.%s or newer.', v_oldest / 10000, v_oldest % 10000));
  end if;
end
$$;

revoke all on function cutover_private.require_legacy_version(bigint) from public;
comment on function cutover_private.require_legacy_version(bigint) is 'Raises CT409 if a legacy server is older than the agent works on. Raises CT501.';
