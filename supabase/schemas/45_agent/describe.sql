create or replace function cutover_agent.describe(p_schema text, p_table text)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_class pg_class;
  v_owner_rights boolean;
  v_description jsonb;
begin
  select c.* into v_class
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = p_schema and c.relname = p_table;
  if not found then
    return null;
  end if;
  v_owner_rights := pg_has_role(v_class.relowner, 'usage');
  select jsonb_build_object(
    'server_version', current_setting('server_version_num')::integer,
    'oid', v_class.oid::bigint,
    'kind', v_class.relkind,
    'owner', pg_get_userbyid(v_class.relowner),
    'owner_rights', v_owner_rights,
    'agent_role', current_user,
    'bypasses_rls', (select r.rolbypassrls or r.rolsuper from pg_roles r where r.rolname = current_user),
    'rls', v_class.relrowsecurity,
    'rls_forced', v_class.relforcerowsecurity,
    'persistence', v_class.relpersistence,
    'is_partition', v_class.relispartition,
    'readable', has_table_privilege(v_class.oid, 'select'),
    'read_hindrance', cutover_agent.read_hindrance(v_class.oid),
    'inherits', exists (select from pg_inherits i where i.inhrelid = v_class.oid)
      or (v_class.relkind = 'r' and exists (select from pg_inherits i where i.inhparent = v_class.oid)),
    'rules', exists (select from pg_rewrite r where r.ev_class = v_class.oid and r.ev_type <> '1'),
    'takes_along', exists (select from pg_constraint f where f.confrelid = v_class.oid and f.contype = 'f' and f.confdeltype in ('c', 'n', 'd')),
    'row_estimate', (
      select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
      from pg_class c
      where c.oid = v_class.oid or c.oid in (select p.relid from pg_partition_tree(v_class.oid) p where p.isleaf)),
    'columns', (
      select jsonb_agg(jsonb_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'base_type', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null),
        'type_kind', t.typtype, 'signature', cutover_agent.type_signature(t.oid), 'not_null', a.attnotnull,
        'has_default', a.atthasdef and a.attgenerated = '', 'generated', a.attgenerated <> '',
        'identity', a.attidentity, 'collation', co.collname,
        'deterministic', coalesce(co.collisdeterministic, true), 'declared_here', v_class.relkind = 'f') order by a.attnum)
      from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_collation co on co.oid = a.attcollation
      where a.attrelid = v_class.oid and a.attnum > 0 and not a.attisdropped),
    -- Only keys that can arbitrate ON CONFLICT and name a row for good: complete, immediate, over not-null plain columns.
    'keys', (
      select coalesce(jsonb_agg(jsonb_build_object('name', ic.relname, 'primary', i.indisprimary, 'columns', k.names)
        order by i.indisprimary desc, cardinality(k.names), ic.relname), '[]')
      from pg_index i join pg_class ic on ic.oid = i.indexrelid
      cross join lateral (
        select array_agg(a.attname::text order by u.n) as names, bool_and(a.attnotnull) as not_null
        from unnest(i.indkey::int2[]) with ordinality as u(attnum, n)
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.attnum
        where u.n <= i.indnkeyatts) k
      where i.indrelid = v_class.oid and i.indisunique and i.indimmediate and i.indisvalid
        and i.indpred is null and i.indexprs is null and k.not_null),
    'unusable_keys', (
      select coalesce(jsonb_agg(ic.relname), '[]')
      from pg_index i join pg_class ic on ic.oid = i.indexrelid
      where i.indrelid = v_class.oid and i.indisunique and not i.indimmediate),
    'references', (
      select coalesce(jsonb_agg(distinct jsonb_build_object('schema', n.nspname, 'table', c.relname)), '[]')
      from pg_constraint f join pg_class c on c.oid = f.confrelid join pg_namespace n on n.oid = c.relnamespace
      where f.conrelid = v_class.oid and f.contype = 'f' and f.conparentid = 0),
    'referenced_by', (
      select coalesce(jsonb_agg(distinct jsonb_build_object('schema', n.nspname, 'table', c.relname)), '[]')
      from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
      where f.confrelid = v_class.oid and f.contype = 'f' and f.conparentid = 0),
    'foreign_keys', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', f.conname, 'validated', f.convalidated,
        'carries', f.confdeltype in ('c', 'n', 'd') or f.confupdtype in ('c', 'n', 'd'), 'schema', n.nspname, 'table', c.relname,
        'columns', (select jsonb_agg(a.attname order by u.n) from unnest(f.conkey) with ordinality u(attnum, n)
          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = u.attnum),
        'referenced_columns', (select jsonb_agg(a.attname order by u.n) from unnest(f.confkey) with ordinality u(attnum, n)
          join pg_attribute a on a.attrelid = f.confrelid and a.attnum = u.attnum)) order by f.conname), '[]')
      from pg_constraint f join pg_class c on c.oid = f.confrelid join pg_namespace n on n.oid = c.relnamespace
      where f.conrelid = v_class.oid and f.contype = 'f' and f.conparentid = 0)
  ) into v_description;
  return v_description;
end
$$;

comment on function cutover_agent.describe(text, text) is 'What the catalog of this side says of a table: columns, usable keys, foreign keys, rights of the agent. Null if there is no such relation.';
