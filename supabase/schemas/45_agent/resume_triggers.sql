create or replace function cutover_agent.resume_triggers(p_endpoint cutover_agent.endpoints)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
begin
  for i in 1 .. cardinality(p_endpoint.suspended_triggers) by 2 loop
    v_name := p_endpoint.suspended_triggers[i];
    if exists (select from pg_trigger t where t.tgrelid = p_endpoint.relation and t.tgname = v_name) then
      execute format('alter table %I.%I enable %s trigger %I', p_endpoint.schema_name, p_endpoint.table_name,
        case p_endpoint.suspended_triggers[i + 1] when 'A' then 'always' when 'R' then 'replica' else '' end, v_name);
    end if;
  end loop;
  update cutover_agent.endpoints set suspended_triggers = '{}' where id = p_endpoint.id;
end
$$;

comment on function cutover_agent.resume_triggers(cutover_agent.endpoints) is 'Puts the user triggers that suspend_triggers disabled back into their former state.';
