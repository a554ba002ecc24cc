create or replace function cutover_private.op_read_sides(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables text[] := cutover_private.argument_text_array(p_arguments, 'tables');
  v_claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
begin
  perform cutover_private.allow_arguments(p_arguments, 'tables');
  -- Not cutover_private.actor(), which leaves out those who signed in without a name: they read, too.
  if coalesce(v_claims ->> 'sub', '') = '' then
    perform cutover_private.fail('CT101', 'Nobody is signed in whose sides these could be.', 'A key and the owner have none of their own.',
      'Send the token of who is signed in, or name a subject.');
  end if;
  if cardinality(v_tables) > 200 then
    perform cutover_private.fail('CT001', 'The argument "tables" has more than 200 elements.');
  end if;
  -- Those that there are not are left out: the caller can name tables, but not have them listed.
  return (
    select coalesce(jsonb_object_agg(s.table_name, cutover_private.decide_read_side(s.table_name)), '{}')
    from cutover_private.read_switches s where s.table_name = any (v_tables));
end
$$;

revoke all on function cutover_private.op_read_sides(jsonb) from public;
comment on function cutover_private.op_read_sides(jsonb) is
  'Operation read_sides {tables}: the sides that answer the caller, as {table: side}, for whoever is signed in. Raises CT001, CT101.';

insert into cutover_private.operations (name, handler, minimum_role, mutates)
values ('read_sides', 'op_read_sides', null, false);
