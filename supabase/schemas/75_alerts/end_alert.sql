create or replace function cutover_private.end_alert(p_id bigint, p_resolution text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update cutover.alerts set resolved_at = clock_timestamp(), resolution = left(p_resolution, 300) where id = p_id and resolved_at is null;
  if found then
    perform cutover_private.notify(p_id, 'resolved');
  end if;
end
$$;

revoke all on function cutover_private.end_alert(bigint, text) from public;
comment on function cutover_private.end_alert(bigint, text) is 'Resolves an open alert at once. One that is resolved stays as it is.';
