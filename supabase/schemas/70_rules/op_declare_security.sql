create or replace function cutover_private.op_declare_security(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_anon text[];
  v_claims jsonb;
  v_reason text;
  v_unknown text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'anon_commands', 'force_rls', 'tenant_claims', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  v_anon := cutover_private.argument_text_array(p_arguments, 'anon_commands', false);
  -- An empty list is a statement as well: anon may nothing.
  if p_arguments -> 'anon_commands' = '[]' then
    v_anon := '{}';
  end if;
  select string_agg(quote_literal(left(c.command, 40)), ', ') into v_unknown
  from unnest(v_anon) as c(command) where c.command not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE');
  if v_unknown is not null then
    perform cutover_private.fail('CT001', format('Argument anon_commands: %s is nothing that anon can be meant to do.', v_unknown), null,
      'Use SELECT, INSERT, UPDATE, DELETE. Everything else passes policies by: revoke it.');
  end if;
  v_claims := cutover_private.argument_object(p_arguments, 'tenant_claims', false);
  if v_claims <> '{}' and v_claims::text not like '%{tenant}%' then
    perform cutover_private.fail('CT001', 'Argument tenant_claims: no claim names the tenant.', null, 'Write {tenant} where its value stands in a token, as in {"app_metadata": {"org": "{tenant}"}}.');
  end if;
  if cutover_private.security_state(v_table) is null then
    perform cutover_private.fail('CT230', format('%I.%I does not exist.', v_table.supabase_schema, v_table.supabase_table));
  end if;
  perform cutover_private.record_security(v_table, v_reason, v_anon, cutover_private.argument_boolean(p_arguments, 'force_rls', false), v_claims);
  return jsonb_build_object('table', v_table.name,
    'expected', (
      select to_jsonb(e) - array['table_id', 'recorded_at', 'recorded_by', 'reason'] from cutover.security_expectations e where e.table_id = v_table.id),
    'still_found', (
      select coalesce(jsonb_agg(format('%s %s: %s', f.rule_id, f.kind, f.detail)), '[]') from cutover_private.protection_findings(v_table) f));
end
$$;

revoke all on function cutover_private.op_declare_security(jsonb) from public;
comment on function cutover_private.op_declare_security(jsonb) is 'Operation declare_security {table, anon_commands?, force_rls?, tenant_claims?, reason}: the protection of the supabase table as it is now is meant to be so; less than that is a finding from now on. What exposes rows stays one: still_found. Raises CT001, CT002, CT230.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('declare_security', 'op_declare_security', 'admin', true, 'table', 'security.declare');
