create or replace function cutover_agent.is_key_ordered_alike(p_endpoint uuid)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select e.classes[: e.key_length] <@ array['integer', 'numeric', 'boolean', 'uuid', 'bytea', 'date', 'timestamp', 'timestamptz']
  from cutover_agent.endpoints e where e.id = p_endpoint
$function$;

comment on function cutover_agent.is_key_ordered_alike(uuid) is 'True if every server sorts these keys alike, so that key ranges mean the same rows on both sides. Text does not: collations differ.';
