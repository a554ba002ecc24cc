create or replace function cutover_private.actor()
returns table (subject text, role text, label text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_owner_session boolean := cutover_private.is_owner_session();
  v_set_role text := current_setting('role');
  v_claims jsonb;
begin
  label := left(nullif(current_setting('cutover.actor_label', true), ''), 100);
  begin
    v_claims := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  exception when others then
    return next;
    return;
  end;

  if v_claims is null then
    -- The owner is an admin as long as it has not stepped down to another role itself.
    if v_owner_session
      and (v_set_role = 'none' or pg_has_role(v_set_role, (select n.nspowner from pg_namespace n where n.nspname = 'cutover_private'), 'member'))
    then
      subject := 'database:' || session_user;
      role := 'admin';
    end if;
    return next;
    return;
  end if;

  -- Any SQL session can write claims. Those count that stand in a session which checks tokens, and for the role that it took on.
  if jsonb_typeof(v_claims) <> 'object'
    or not (v_owner_session or cutover_private.setting('claims_trusted_roles') ? session_user)
    or v_set_role not in ('none', v_claims ->> 'role')
  then
    return next;
    return;
  end if;

  if v_claims ->> 'role' = 'authenticated' then
    -- A subject must not pass for a key or a database role, whoever issued the token.
    if coalesce(v_claims ->> 'is_anonymous', 'false') = 'false'
      and length(v_claims ->> 'sub') between 1 and 200
      and v_claims ->> 'sub' !~ '^(key|database):' and v_claims ->> 'sub' <> 'anonymous'
    then
      subject := v_claims ->> 'sub';
    end if;
  elsif v_claims ->> 'role' = 'service_role' then
    subject := left('key:' || coalesce(nullif(v_claims ->> 'key_name', ''), 'default'), 200);
  end if;

  select o.role into role from cutover.operators o where o.subject = actor.subject and o.revoked_at is null;
  return next;
end
$function$;

comment on function cutover_private.actor() is
  'Who is calling: subject (sub of the token, key:<name>, database:<role>; null if nobody is signed in), role (null if no operator), label (what the caller calls itself). Always one row.';

revoke all on function cutover_private.actor() from public;
