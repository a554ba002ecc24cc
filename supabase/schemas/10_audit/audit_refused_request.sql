create or replace function cutover_private.audit_refused_request(p_action text, p_code text, p_detail jsonb default '{}')
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  c_per_minute constant integer := 60;
  v_counter cutover_private.audit_refusals;
  v_detail jsonb;
begin
  select r.* into strict v_counter from cutover_private.audit_refusals r for update;
  if v_counter.window_started_at <= clock_timestamp() - interval '1 minute'
    or v_counter.window_started_at > clock_timestamp()
  then
    v_counter.window_started_at := clock_timestamp();
    v_counter.recorded := 0;
  end if;

  if v_counter.recorded >= c_per_minute then
    update cutover_private.audit_refusals
       set window_started_at = v_counter.window_started_at, suppressed = v_counter.suppressed + 1;
    return false;
  end if;

  v_detail := coalesce(p_detail, '{}') || jsonb_build_object('code', p_code);
  if v_counter.suppressed > 0 then
    v_detail := v_detail || jsonb_build_object('only_counted_before', v_counter.suppressed);
  end if;
  update cutover_private.audit_refusals
     set window_started_at = v_counter.window_started_at, recorded = v_counter.recorded + 1, suppressed = 0;
  -- Nobody has proved who this is: whatever the request says of itself is detail, not actor.
  perform cutover_private.audit_as('anonymous', null, null, p_action, 'refused', null, null, v_detail, null);
  return true;
end
$function$;

comment on function cutover_private.audit_refused_request(text, text, jsonb) is
  'Records a request that was refused before anybody was known: action, error code, detail. At most 60 rows a minute; those beyond are counted in the next row. Returns whether it wrote a row. For the owner''s connection only.';

-- Granted to nobody: whoever may call it could fill the log.
revoke all on function cutover_private.audit_refused_request(text, text, jsonb) from public;
