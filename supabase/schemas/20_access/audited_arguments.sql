create or replace function cutover_private.audited_arguments(p_arguments jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_size integer := octet_length(p_arguments::text);
begin
  -- An export that is sent back to be verified, or whatever somebody sends in its place.
  if v_size > 65536 then
    return jsonb_build_object('left_out', format('%s bytes', v_size));
  end if;
  return cutover_private.redact(p_arguments);
end
$$;

revoke all on function cutover_private.audited_arguments(jsonb) from public;
comment on function cutover_private.audited_arguments(jsonb) is 'Arguments as the audit log keeps them: without secrets, and only counted beyond 64 KiB.';
