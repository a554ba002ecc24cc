create or replace function cutover_private.compare_keys(p_table cutover.cutover_tables, p_keys text[])
returns table (key text, kind text, columns text[], pending boolean, in_legacy boolean, in_supabase boolean, known boolean)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_side text;
  v_rows text[];
  v_legacy text[] := array[]::text[];
  v_supabase text[] := array[]::text[];
  v_different text[];
  v_pending text[];
  v_all_pending boolean := false;
  v_mismatched jsonb;
  v_known text[];
begin
  -- The truth first: what is written there afterwards is in its journal by the time that is asked, last of all.
  foreach v_side in array array[p_table.write_source, cutover_private.other_side(p_table.write_source)] loop
    select coalesce(array_agg(r.value), '{}') into v_rows
    from cutover_private.agent_query(p_table.source_id, v_side,
      format('select array[h.key, h.column_hashes::text]::text from cutover_agent.row_hashes(%L, %L) h',
        case v_side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end, p_keys)) as r(value);
    if v_side = 'legacy' then
      v_legacy := v_rows;
    else
      v_supabase := v_rows;
    end if;
  end loop;

  with rows as (
    select (u.item::text[])[1] as key, (u.item::text[])[2] as hashes, true as is_legacy from unnest(v_legacy) as u(item)
    union all
    select (u.item::text[])[1], (u.item::text[])[2], false from unnest(v_supabase) as u(item)
  ), compared as (
    select r.key from rows r
    group by r.key
    having max(r.hashes) filter (where r.is_legacy) is distinct from max(r.hashes) filter (where not r.is_legacy)
  )
  select array_agg(c.key) into v_different from compared c;
  if v_different is not null then
    select array_agg(r.value), bool_or(r.value is null) into v_pending, v_all_pending
    from cutover_private.agent_query(p_table.source_id, p_table.write_source,
      format('select k from cutover_agent.pending_keys(%L, %L) k',
        case p_table.write_source when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end, v_different)) as r(value);
  end if;

  if exists (select from cutover.known_differences d where d.table_id = p_table.id and d.ended_at is null and d.expires_at > clock_timestamp()) then
    with rows as (
      select (u.item::text[])[1] as key, (u.item::text[])[2]::bigint[] as hashes, true as is_legacy from unnest(v_legacy) as u(item)
      union all
      select (u.item::text[])[1], (u.item::text[])[2]::bigint[], false from unnest(v_supabase) as u(item)
    ), numbers as (
      select l.key, jsonb_agg(u.n order by u.n) as differ
      from rows l join rows s on s.key = l.key and not s.is_legacy
      cross join unnest(l.hashes, s.hashes) with ordinality as u(l, s, n)
      where l.is_legacy and u.l is distinct from u.s
      group by l.key
    )
    select jsonb_object_agg(n.key, n.differ) into v_mismatched from numbers n;
    v_known := array(select cutover_private.known_keys(p_table, v_mismatched));
  end if;

  return query
  with legacy as (
    select (u.item::text[])[1] as key, (u.item::text[])[2]::bigint[] as hashes from unnest(v_legacy) as u(item)
  ), supabase as (
    select (u.item::text[])[1] as key, (u.item::text[])[2]::bigint[] as hashes from unnest(v_supabase) as u(item)
  ), compared as (
    select k.key, l.hashes as legacy_hashes, s.hashes as supabase_hashes,
      case
        when l.hashes is not distinct from s.hashes or k.key = any (v_known) then null
        when s.hashes is null then 'missing'
        when l.hashes is null then 'extra'
        else 'mismatched' end as kind
    from unnest(p_keys) as k(key)
    left join legacy l on l.key = k.key
    left join supabase s on s.key = k.key
  )
  select c.key, c.kind,
    case when c.kind = 'mismatched' then (
      select array_agg(p_table.columns -> (u.n - 1)::integer ->> 'supabase' order by u.n)
      from unnest(c.legacy_hashes, c.supabase_hashes) with ordinality as u(l, s, n)
      where u.l is distinct from u.s)
    else '{}' end,
    c.kind is not null and (coalesce(v_all_pending, false) or c.key = any (coalesce(v_pending, '{}'))),
    c.legacy_hashes is not null, c.supabase_hashes is not null, coalesce(c.key = any (v_known), false)
  from compared c;
end
$$;

revoke all on function cutover_private.compare_keys(cutover.cutover_tables, text[]) from public;
comment on function cutover_private.compare_keys(cutover.cutover_tables, text[]) is 'Compares these keys (distinct text[] literals) column by column on both sides. kind null: equal, or, if known, different as a rule of cutover.known_differences says it may be. pending: differs, but the change still waits in the truth''s journal. Conclusive only while the caller holds the group''s lock, which keeps the applier out. Raises CT5xx.';
