create or replace function cutover_private.require_other_admin(p_subject text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
  if not exists (
    select from cutover.operators o
    -- One whose role ends by itself does not count: some day nobody would be left.
    where o.role = 'admin' and o.revoked_at is null and o.expires_at is null and o.subject <> p_subject
  ) then
    perform cutover_private.fail('CT105', format('"%s" is the last admin.', p_subject));
  end if;
end
$function$;

comment on function cutover_private.require_other_admin(text) is
  'Refuses (CT105) unless somebody else is an admin for good. The caller holds the lock on cutover.operators.';

revoke all on function cutover_private.require_other_admin(text) from public;
