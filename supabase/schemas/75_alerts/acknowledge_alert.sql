create or replace function cutover.acknowledge_alert(p_alert bigint, p_note text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('acknowledge_alert', jsonb_strip_nulls(jsonb_build_object('alert', p_alert, 'note', p_note)))
$function$;

comment on function cutover.acknowledge_alert(bigint, text) is
  'Says that you have seen an alert: nobody is reminded of it any more. For operators. Answers as cutover.command() does; refuses with CT001, CT019, CT225.';

revoke all on function cutover.acknowledge_alert(bigint, text) from public;
grant execute on function cutover.acknowledge_alert(bigint, text) to authenticated, service_role;
