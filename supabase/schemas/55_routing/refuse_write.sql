create or replace function cutover_routing.refuse_write()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.fail('CT413', format('%I.%I cannot be written while legacy is the truth.', tg_table_schema, tg_table_name), tg_argv[0],
    'Mend what the detail names, or write straight to the legacy system until the cutover; reads are not affected.');
  return null;
end
$$;

revoke all on function cutover_routing.refuse_write() from public;
comment on function cutover_routing.refuse_write() is 'Trigger instead of a write on a view over a foreign table whose wrapper would change other rows, or cut values (CT413, the reason as its argument).';
