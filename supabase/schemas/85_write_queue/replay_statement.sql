create or replace function cutover_private.replay_statement(p_table cutover.cutover_tables, p_operation text, p_old text[], p_new text[])
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  with columns as (
    select u.n, u.c ->> 'supabase' as name, (u.c ->> 'key')::boolean as is_key, format_type(a.atttypid, a.atttypmod) as type,
      b.attgenerated <> '' as is_generated,
      p_old[u.n] is distinct from p_new[u.n] as changed, p_new[u.n] is not null as given
    from jsonb_array_elements(p_table.columns) with ordinality as u(c, n)
    join pg_attribute a on a.attrelid = to_regclass(format('%I.%I', p_table.routed_schema, p_table.routed_name)) and a.attname = u.c ->> 'supabase'
    join pg_attribute b on b.attrelid = to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table)) and b.attname = u.c ->> 'supabase'
  ), parts as (
    select string_agg(format('%I', name), ', ' order by n) filter (where given and not is_generated) as names,
      string_agg(format('($2)[%s]::%s', n, type), ', ' order by n) filter (where given and not is_generated) as values,
      string_agg(format('%I = ($2)[%s]::%s', name, n, type), ', ' order by n) filter (where changed and not is_generated) as assignments,
      string_agg(format('v.%I = ($1)[%s]::%s', name, n, type), ' and ' order by n) filter (where is_key) as key,
      string_agg(format('v.%I::text collate "C" is not distinct from ($1)[%s]', name, n), ' and ' order by n)
        filter (where not is_key and (changed or p_operation = 'delete')) as unchanged
    from columns
  )
  select case p_operation
    when 'insert' then format('insert into %I.%I (%s) select %s', p_table.routed_schema, p_table.routed_name, names, values)
    when 'update' then format('update %I.%I v set %s where %s', p_table.routed_schema, p_table.routed_name, assignments, concat_ws(' and ', key, unchanged))
    else format('delete from %I.%I v where %s', p_table.routed_schema, p_table.routed_name, concat_ws(' and ', key, unchanged))
  end
  from parts
$function$;

revoke all on function cutover_private.replay_statement(cutover.cutover_tables, text, text[], text[]) from public;
comment on function cutover_private.replay_statement(cutover.cutover_tables, text, text[], text[]) is 'The statement that carries a queued write out through the routed view ($1 old values, $2 new values): only on a row whose columns in question are as the writer saw them. Columns left null by an insert get their default.';
