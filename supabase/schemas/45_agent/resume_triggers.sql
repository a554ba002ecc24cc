create or replace function cutover_agent.resume_triggers(p_endpoint cutover_agent.endpoints)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relation text;
  v_name text;
begin
  for i in 1 .. cardinality(p_endpoint.suspended_triggers) by 3 loop
    v_relation := p_endpoint.suspended_triggers[i];
    v_name := p_endpoint.suspended_triggers[i + 1];
    if exists (select from pg_trigger t where t.tgrelid = to_regclass(v_relation) and t.tgname = v_name) then
      execute format('alter table %s enable %s trigger %I', v_relation,
        case p_endpoint.suspended_triggers[i + 2] when 'A' then 'always' when 'R' then 'replica' else '' end, v_name);
    end if;
  end loop;
  update cutover_agent.endpoints set suspended_triggers = '{}' where id = p_endpoint.id;
end
$$;

comment on function cutover_agent.resume_triggers(cutover_agent.endpoints) is 'Puts the user triggers that suspend_triggers disabled back into their former state.';
