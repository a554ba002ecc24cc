create or replace function cutover.export_audit(
  p_kind text, p_from timestamptz, p_to timestamptz, p_format text default 'json', p_after bigint default null, p_limit integer default null
)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('export_audit', jsonb_strip_nulls(jsonb_build_object(
    'kind', p_kind, 'from', to_char(p_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'to', to_char(p_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'format', p_format, 'after', p_after, 'limit', p_limit)))
$function$;

comment on function cutover.export_audit(text, timestamptz, timestamptz, text, bigint, integer) is
  'A page of the audit log for auditors: gdpr (processing of personal and payment data), soc2 (every change), pci (payment data), as json or csv. For viewers. Answers as cutover.command() does; refuses with CT001.';

revoke all on function cutover.export_audit(text, timestamptz, timestamptz, text, bigint, integer) from public;
grant execute on function cutover.export_audit(text, timestamptz, timestamptz, text, bigint, integer) to authenticated, service_role;
