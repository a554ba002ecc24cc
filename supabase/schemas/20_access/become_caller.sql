create or replace function cutover_private.become_caller(p_claims jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
  if p_claims ->> 'role' is null or p_claims ->> 'role' not in ('authenticated', 'service_role') then
    perform cutover_private.fail('CT101', 'Nobody is signed in.');
  end if;
  perform set_config('request.jwt.claims', p_claims::text, true), set_config('role', p_claims ->> 'role', true);
end
$function$;

comment on function cutover_private.become_caller(jsonb) is
  'Takes on the role and the claims of a caller whose token or key was verified, until the transaction ends; as the Data API does. For the owner''s connection only.';

revoke all on function cutover_private.become_caller(jsonb) from public;
