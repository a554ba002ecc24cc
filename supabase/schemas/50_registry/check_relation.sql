create or replace function cutover_private.check_relation(p_side text, p_name text, p_description jsonb, p_controlled boolean default true)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if split_part(p_name, '.', 1) in ('cutover', 'cutover_private', 'cutover_agent', 'cron', 'vault', 'pg_catalog', 'information_schema') then
    perform cutover_private.fail('CT405', format('%s on side %s is a table of the system.', p_name, p_side),
      'Its triggers would rest while it receives, those that protect the audit log among them.', 'Register tables of the application.');
  end if;
  if p_description is null then
    perform cutover_private.fail('CT003', format('There is no table %s on side %s.', p_name, p_side), null, 'Check schema and name; names are case sensitive here and take no quotes.');
  end if;
  if not p_controlled then
    if p_description ->> 'kind' <> 'f' then
      perform cutover_private.fail('CT405', format('%s on side %s is not a foreign table.', p_name, p_side), null,
        'Name the foreign table through which the other system is read. For a table of this database use a source of kind local.');
    end if;
    if not (p_description ->> 'readable')::boolean then
      perform cutover_private.fail('CT404', format('Role %s may not read %s (side %s).', p_description ->> 'agent_role', p_name, p_side), null,
        format('grant select, insert, update, delete on %s to %I;', p_name, p_description ->> 'agent_role'));
    end if;
    if p_description ->> 'read_hindrance' is not null then
      perform cutover_private.fail('CT405', format('The values of %s (side %s) would not arrive as they are.', p_name, p_side), p_description ->> 'read_hindrance',
        'Put that right, compare what was copied before, and try again.');
    end if;
    return;
  end if;
  if p_description ->> 'kind' not in ('r', 'p') then
    perform cutover_private.fail('CT405', format('%s on side %s is not a table.', p_name, p_side), null, 'Register the table behind a view. A foreign table is the legacy side of a source of kind foreign; a materialized view cannot be captured.');
  end if;
  if (p_description ->> 'is_partition')::boolean then
    perform cutover_private.fail('CT405', format('%s on side %s is a partition.', p_name, p_side), null, 'Register its partitioned parent: all partitions go with it.');
  end if;
  if (p_description ->> 'inherits')::boolean then
    perform cutover_private.fail('CT405', format('%s on side %s takes part in table inheritance.', p_name, p_side),
      'Rows of a child are rows of its parent as well: a key would name two rows.', 'Make it a partitioned table, or end the inheritance with alter table … no inherit.');
  end if;
  if (p_description ->> 'rules')::boolean then
    perform cutover_private.fail('CT405', format('%s on side %s has rules that rewrite its writes.', p_name, p_side),
      'PostgreSQL refuses upserts on such a table, and a rule can lead a write past every trigger.', 'Make a trigger of each rule (drop rule …).');
  end if;
  if p_description ->> 'persistence' <> 'p' then
    perform cutover_private.fail('CT405', format('%s on side %s is unlogged or temporary: a crash would empty it.', p_name, p_side), null, format('alter table %s set logged;', p_name));
  end if;
  if not (p_description ->> 'owner_rights')::boolean then
    perform cutover_private.fail('CT404', format('Role %s may not put triggers on %s (side %s): it belongs to %s.',
      p_description ->> 'agent_role', p_name, p_side, p_description ->> 'owner'),
      'Blocking writes is an ALTER TABLE, which only the owner may do.', format('grant %I to %I;', p_description ->> 'owner', p_description ->> 'agent_role'));
  end if;
  if (p_description ->> 'rls_forced')::boolean and not (p_description ->> 'bypasses_rls')::boolean then
    perform cutover_private.fail('CT404', format('Row level security is forced on %s (side %s) and role %s does not bypass it: rows would be left out without a word.', p_name, p_side, p_description ->> 'agent_role'),
      null, format('alter role %I bypassrls; or alter table %s no force row level security;', p_description ->> 'agent_role', p_name));
  end if;
end
$$;

revoke all on function cutover_private.check_relation(text, text, jsonb, boolean) from public;
comment on function cutover_private.check_relation(text, text, jsonb, boolean) is 'Refuses relations that cannot be carried over: CT003, CT404 (rights), CT405 (kind). p_controlled false: a foreign table is wanted.';
