create or replace function cutover_private.op_read_configuration(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, '');
  return jsonb_build_object('environment', cutover_private.setting('environment') #>> '{}', 'tables', (
    select coalesce(jsonb_agg(jsonb_build_object('table', s.table_name, 'read_source', s.read_source, 'write_source', s.write_source,
      'split', case when s.read_source = 'dual' then
        jsonb_build_object('percentage', trim_scale(s.buckets / 100.0), 'pinned', s.pinned, 'excluded', s.excluded, 'salt', s.salt) end) order by s.table_name), '[]')
    from cutover_private.read_switches s));
end
$$;

revoke all on function cutover_private.op_read_configuration(jsonb) from public;
comment on function cutover_private.op_read_configuration(jsonb) is
  'Operation read_configuration {}: all that cutover.read_side() decides by, the feature flag counted in, so that a server can decide the same. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates)
values ('read_configuration', 'op_read_configuration', 'viewer', false);
