create or replace function cutover_private.export_csv(p_events jsonb)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  with columns as (
    select array['seq', 'recorded_at', 'actor', 'actor_role', 'actor_label', 'on_behalf_of', 'client_address', 'request_id', 'action', 'outcome',
      'target_kind', 'target', 'approvals', 'detail', 'duration_ms', 'transaction_id', 'previous_hash', 'hash'] as names
  )
  select array_to_string(c.names, ',') || chr(13) || chr(10) || coalesce((
    select string_agg((
      select string_agg(cutover_private.csv_cell(e.value ->> n.name), ',' order by n.ordinality)
      from unnest(c.names) with ordinality n (name, ordinality)) || chr(13) || chr(10), '' order by e.ordinality)
    from jsonb_array_elements(p_events) with ordinality e), '')
  from columns c
$function$;

comment on function cutover_private.export_csv(jsonb) is 'Exported events as CSV (RFC 4180), with a header.';

revoke all on function cutover_private.export_csv(jsonb) from public;
