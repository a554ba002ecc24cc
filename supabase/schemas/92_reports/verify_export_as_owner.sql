create or replace function cutover_private.verify_export_as_owner(p_export jsonb, p_anchors jsonb default null)
returns table (ok boolean, rows bigint, first_broken_seq bigint, problem text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_export jsonb := coalesce(p_export -> 'result', p_export);
  v_origin text := v_export ->> 'origin';
  v_is_ours boolean := v_origin = cutover_private.setting('installation') #>> '{}';
  v_events cutover.cutover_audit_log [];
begin
  perform cutover_private.require_role('viewer');
  if jsonb_typeof(v_export -> 'events') is distinct from 'array' or jsonb_typeof(v_export -> 'links') is distinct from 'array' then
    perform cutover_private.fail('CT001', 'This is no export in the format json: it has no events and links.');
  end if;
  select array_agg(e.r) into v_events
  from (select cutover_private.exported_row(v.value) as r from jsonb_array_elements(v_export -> 'events') v) e where (e.r).seq is not null;

  select f.seq, f.problem into first_broken_seq, problem
  from (
    select
      c.seq,
      case
        when c.seq is null or c.hash is null then 'An event cannot be read.'
        when c.seq <> c.right_seq then format('Row %s is missing, or given twice.', c.right_seq)
        when c.right_hash <> c.hash then format('Row %s was changed: its content does not give its hash.', c.seq)
        when c.previous_hash <> c.right_previous_hash then format('Row %s does not follow the row before it.', c.seq)
        when v_is_ours and l.hash is distinct from c.hash then format('Row %s is not the one in the audit log of this database.', c.seq)
        when a.is_wrong then format('Row %s is not the one that an anchor names.', c.seq)
      end as problem
    from (
      select
        r.seq, r.hash, r.previous_hash, h.hash as right_hash,
        (v_export ->> 'first_seq')::bigint + row_number() over in_order - 1 as right_seq,
        coalesce(lag(r.hash) over in_order, v_export ->> 'previous_hash') as right_previous_hash
      from (
        select (e.r).seq, (e.r).hash, (e.r).previous_hash
        from (select cutover_private.exported_row(v.value) as r from jsonb_array_elements(v_export -> 'events') v) e
        union all
        select (k.value ->> 'seq')::bigint, k.value ->> 'hash', null from jsonb_array_elements(v_export -> 'links') k
      ) r
      left join cutover_private.audit_hashes(v_events) h on h.seq = r.seq and r.previous_hash is not null
      window in_order as (order by r.seq nulls first)
    ) c
    left join cutover.cutover_audit_log l on v_is_ours and l.seq = c.seq
    left join lateral (
      select true as is_wrong
      from jsonb_array_elements(coalesce(v_export -> 'anchors', '[]') || coalesce(p_anchors, '[]')) g
      where (g.value ->> 'seq')::bigint = c.seq and (g.value ->> 'hash' <> c.hash or g.value ->> 'origin' <> v_origin)
      limit 1
    ) a on true
  ) f
  where f.problem is not null
  order by f.seq nulls first
  limit 1;
  rows := jsonb_array_length(v_export -> 'events');
  if problem is null
    and coalesce((v_export ->> 'last_seq')::bigint - (v_export ->> 'first_seq')::bigint + 1, 0) <> rows + jsonb_array_length(v_export -> 'links')
  then
    first_broken_seq := coalesce((v_export ->> 'first_seq')::bigint, 0) + rows + jsonb_array_length(v_export -> 'links');
    problem := 'The last rows are missing.';
  end if;
  ok := problem is null;
  return next;
end
$$;

revoke all on function cutover_private.verify_export_as_owner(jsonb, jsonb) from public;
grant execute on function cutover_private.verify_export_as_owner(jsonb, jsonb) to authenticated, service_role;
comment on function cutover_private.verify_export_as_owner(jsonb, jsonb) is 'The work of cutover.verify_export(), with the owner''s rights. Raises CT001, CT101, CT102.';
