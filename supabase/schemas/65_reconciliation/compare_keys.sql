create or replace function cutover_private.compare_keys(p_table cutover.cutover_tables, p_keys text[])
returns table (key text, kind text, columns text[], pending boolean, in_legacy boolean, in_supabase boolean, known boolean)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_template text := 'select array[h.key, h.column_hashes::text]::text from cutover_agent.row_hashes(%L, %L) h';
  v_sides text[];
  v_rows text[];
  v_different text[];
  v_pending text[];
  v_all_pending boolean := false;
  v_mismatched jsonb;
  v_known text[];
begin
  -- What is written on the truth meanwhile is in its journal by the time that is asked, last of all; the other side stands still.
  select array_agg(b.side), array_agg(b.value) into v_sides, v_rows
  from cutover_private.both_sides(p_table.source_id,
    format(v_template, p_table.legacy_endpoint, p_keys), format(v_template, p_table.supabase_endpoint, p_keys)) b;

  with rows as (
    select i.side, i.item[1] as key, i.item[2] as hashes
    from (select u.side, u.item::text[] as item from unnest(v_sides, v_rows) as u(side, item) offset 0) i
  )
  select array_agg(d.key) into v_different
  from (
    select r.key from rows r
    group by r.key
    having max(r.hashes) filter (where r.side = 'legacy') is distinct from max(r.hashes) filter (where r.side = 'supabase')
  ) d;
  if v_different is not null then
    select array_agg(r.value), bool_or(r.value is null) into v_pending, v_all_pending
    from cutover_private.agent_query(p_table.source_id, p_table.write_source,
      format('select k from cutover_agent.pending_keys(%L, %L) k',
        case p_table.write_source when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end, v_different)) as r(value);
  end if;

  if exists (select from cutover.known_differences d where d.table_id = p_table.id and d.ended_at is null and d.expires_at > clock_timestamp()) then
    with rows as (
      select i.item[1] as key, i.item[2]::bigint[] as hashes, i.side = 'legacy' as is_legacy
      from (select u.side, u.item::text[] as item from unnest(v_sides, v_rows) as u(side, item) offset 0) i
      where i.item[1] = any (v_different)
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
  with rows as (
    select i.side, i.item[1] as key, i.item[2] as hashes
    from (select u.side, u.item::text[] as item from unnest(v_sides, v_rows) as u(side, item) offset 0) i
  ), compared as (
    select k.key, l.hashes as legacy_hashes, s.hashes as supabase_hashes,
      case
        when l.hashes is not distinct from s.hashes or k.key = any (v_known) then null
        when s.hashes is null then 'missing'
        when l.hashes is null then 'extra'
        else 'mismatched' end as kind
    from unnest(p_keys) as k(key)
    left join rows l on l.key = k.key and l.side = 'legacy'
    left join rows s on s.key = k.key and s.side = 'supabase'
  )
  select c.key, c.kind,
    case when c.kind = 'mismatched' then (
      select array_agg(p_table.columns -> (u.n - 1)::integer ->> 'supabase' order by u.n)
      from unnest(c.legacy_hashes::bigint[], c.supabase_hashes::bigint[]) with ordinality as u(l, s, n)
      where u.l is distinct from u.s)
    else '{}' end,
    c.kind is not null and (coalesce(v_all_pending, false) or c.key = any (coalesce(v_pending, '{}'))),
    c.legacy_hashes is not null, c.supabase_hashes is not null, coalesce(c.key = any (v_known), false)
  from compared c;
end
$$;

revoke all on function cutover_private.compare_keys(cutover.cutover_tables, text[]) from public;
comment on function cutover_private.compare_keys(cutover.cutover_tables, text[]) is 'Compares these keys (distinct text[] literals) column by column on both sides. kind null: equal, or, if known, different as a rule of cutover.known_differences says it may be. pending: differs, but the change still waits in the truth''s journal. Conclusive only while the caller holds the group''s lock, which keeps the applier out. Raises CT5xx.';
