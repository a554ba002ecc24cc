create or replace function cutover_agent.suspend_triggers(p_endpoint cutover_agent.endpoints)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_trigger record;
  v_suspended text[] := p_endpoint.suspended_triggers;
begin
  for v_trigger in
    select t.tgname::text as name, t.tgenabled::text as state
    from pg_trigger t
    where t.tgrelid = p_endpoint.relation and not t.tgisinternal and t.tgenabled <> 'D'
      and t.tgname not like 'cutover\_capture\_%' and t.tgname not like 'cutover\_guard\_%'
  loop
    execute format('alter table %I.%I disable trigger %I', p_endpoint.schema_name, p_endpoint.table_name, v_trigger.name);
    v_suspended := v_suspended || array[v_trigger.name, v_trigger.state];
  end loop;
  update cutover_agent.endpoints set suspended_triggers = v_suspended where id = p_endpoint.id;
end
$$;

comment on function cutover_agent.suspend_triggers(cutover_agent.endpoints) is 'Disables the user triggers of a table that begins to receive: what they did on the side that is the truth arrives as rows, and must not happen twice.';
