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
    select format('%I.%I', n.nspname, c.relname) as relation, t.tgname::text as name, t.tgenabled::text as state
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    -- A partition can have triggers of its own; the clones of its parent's follow the parent.
    where (c.oid = p_endpoint.relation or c.oid in (select p.relid from pg_partition_tree(p_endpoint.relation) p where c.relkind in ('r', 'p')))
      and t.tgparentid = 0 and not t.tgisinternal and t.tgenabled <> 'D'
      and t.tgname not like 'cutover\_capture\_%' and t.tgname not like 'cutover\_guard\_%'
  loop
    execute format('alter table %s disable trigger %I', v_trigger.relation, v_trigger.name);
    v_suspended := v_suspended || array[v_trigger.relation, v_trigger.name, v_trigger.state];
  end loop;
  update cutover_agent.endpoints set suspended_triggers = v_suspended where id = p_endpoint.id;
end
$$;

comment on function cutover_agent.suspend_triggers(cutover_agent.endpoints) is 'Disables the user triggers of a table that begins to receive: what they did on the side that is the truth arrives as rows, and must not happen twice.';
