create or replace function cutover_private.invalid_promises(p_table cutover.cutover_tables)
returns setof text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with relations as (
    select to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table)) as oid
    union
    select p.relid from pg_partition_tree(to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table))) p
  )
  select format('index %I is not valid', c.relname)
  from pg_index i join relations r on r.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
  where not (i.indisvalid and i.indisready and i.indislive)
  union all
  select format('constraint %I of %s is not validated', c.conname, c.conrelid::regclass)
  from pg_constraint c join relations r on r.oid = c.conrelid
  where not c.convalidated
$$;

revoke all on function cutover_private.invalid_promises(cutover.cutover_tables) from public;
comment on function cutover_private.invalid_promises(cutover.cutover_tables) is 'Indexes of the supabase table that queries do not use, and constraints that old rows may break.';
