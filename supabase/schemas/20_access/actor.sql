create or replace function cutover_private.actor()
returns table (subject text, role text, label text, barred_by text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_owner_session boolean := cutover_private.is_owner_session();
  v_set_role text := current_setting('role');
  v_claims jsonb;
  v_expires_at timestamptz;
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

  select o.role, o.expires_at into role, v_expires_at from cutover.operators o where o.subject = actor.subject and o.revoked_at is null;
  if role is not null then
    -- Whoever checked the token did so when the session began; it may have run out since.
    barred_by := case
      when jsonb_typeof(v_claims -> 'exp') = 'number' and to_timestamp((v_claims ->> 'exp')::double precision) <= clock_timestamp() then 'CT106'
      when v_expires_at <= clock_timestamp() then 'CT271'
      when v_claims ->> 'role' = 'authenticated' and cutover_private.setting('entitled_plans') is distinct from '[]'
        and not coalesce(cutover_private.setting('entitled_plans') ? (v_claims #>> '{app_metadata,plan}'), false) then 'CT270'
    end;
    if barred_by is not null then
      role := null;
    end if;
  end if;
  return next;
end
$function$;

comment on function cutover_private.actor() is
  'Who is calling: subject (sub of the token, key:<name>, database:<role>; null if nobody is signed in), role (null if no operator), label (what the caller calls itself), barred_by (the error code of what keeps an operator from its role: CT106, CT270, CT271). Always one row.';

revoke all on function cutover_private.actor() from public;
