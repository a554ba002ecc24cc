create or replace function cutover_private.outside_neighbours(p_group_id bigint)
returns text[]
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select coalesce(array_agg(distinct format('%I.%I (%s)', n ->> 'schema', n ->> 'table', n ->> 'side') order by format('%I.%I (%s)', n ->> 'schema', n ->> 'table', n ->> 'side')), '{}')
  from cutover.cutover_tables t
  cross join jsonb_array_elements(t.neighbours) as n
  where t.group_id = p_group_id
    and not exists (
      select from cutover.cutover_tables m
      where m.group_id = p_group_id and case n ->> 'side'
        when 'legacy' then m.legacy_schema = n ->> 'schema' and m.legacy_table = n ->> 'table'
        else m.supabase_schema = n ->> 'schema' and m.supabase_table = n ->> 'table' end)
$function$;

revoke all on function cutover_private.outside_neighbours(bigint) from public;
comment on function cutover_private.outside_neighbours(bigint) is 'Tables that foreign keys tie to the group and that are not in it.';
