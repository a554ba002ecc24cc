create or replace function cutover_private.find_force(p_request uuid, p_group cutover.table_groups)
returns cutover.force_requests
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request cutover.force_requests;
  v_obstacle text;
begin
  select * into v_request from cutover.force_requests where id = p_request for update;
  v_obstacle := case
    when v_request.id is null then 'There is no such force request.'
    when v_request.group_id <> p_group.id then format('It is not for group %s.', quote_ident(p_group.name))
    when v_request.approved_at is null then 'Nobody has agreed to it.'
    when exists (
      select from cutover.operators o where o.subject = v_request.approved_by
        and (o.revoked_at is not null or o.expires_at <= clock_timestamp() or cutover_private.role_rank(o.role) < cutover_private.role_rank('approver')))
      then format('%s, who agreed to it, is no approver any more.', v_request.approved_by)
    when v_request.used_at is not null then format('It was used at %s.', v_request.used_at)
    when v_request.expires_at <= clock_timestamp() then format('It expired at %s.', v_request.expires_at) end;
  if v_obstacle is not null then
    perform cutover_private.fail('CT232', v_obstacle);
  end if;
  return v_request;
end
$$;

revoke all on function cutover_private.find_force(uuid, cutover.table_groups) from public;
comment on function cutover_private.find_force(uuid, cutover.table_groups) is 'A force request that may be used for this group now; locked. Raises CT232.';
