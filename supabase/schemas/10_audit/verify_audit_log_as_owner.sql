create or replace function cutover_private.verify_audit_log_as_owner(p_anchors jsonb default null)
returns table (ok boolean, rows bigint, first_broken_seq bigint, problem text, head_seq bigint, head_hash text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  c_batch constant integer := 5000;
  v_origin uuid := (cutover_private.setting('installation') #>> '{}')::uuid;
  v_previous_seq bigint := 0;
  v_previous_hash text := encode(sha256(convert_to('cutover audit log ' || coalesce(v_origin::text, ''), 'UTF8')), 'hex');
  v_batch cutover.cutover_audit_log [];
  v_broken record;
  v_anchor record;
  v_trigger text;
begin
  perform cutover_private.require_role('viewer');
  rows := 0;
  select h.seq, h.hash into head_seq, head_hash from cutover_private.audit_head h;

  -- 1. The chain itself, from the first row to the first that does not follow from the one before.
  loop
    v_batch := array(
      select l from cutover.cutover_audit_log l where l.seq > v_previous_seq order by l.seq limit c_batch);
    exit when cardinality(v_batch) = 0;

    select b.* into v_broken
      from (
        select
          r.seq, r.hash, r.previous_hash, h.hash as right_hash,
          v_previous_seq + row_number() over (order by r.seq) as right_seq,
          coalesce(lag(r.hash) over (order by r.seq), v_previous_hash) as right_previous_hash
        from unnest(v_batch) r
        join cutover_private.audit_hashes(v_batch) h using (seq)
      ) b
     where b.seq <> b.right_seq or b.previous_hash <> b.right_previous_hash or b.hash <> b.right_hash
     order by b.seq
     limit 1;
    if found then
      if v_broken.seq <> v_broken.right_seq then
        first_broken_seq := v_broken.right_seq;
        problem := format('Row %s is missing.', v_broken.right_seq);
      elsif v_broken.hash <> v_broken.right_hash then
        first_broken_seq := v_broken.seq;
        problem := format('Row %s was changed: its content does not give its hash.', v_broken.seq);
      else
        first_broken_seq := v_broken.seq;
        problem := format('Row %s does not follow row %s: rows were reordered, replaced or forged.', v_broken.seq, v_broken.seq - 1);
      end if;
    end if;
    exit when first_broken_seq is not null;

    rows := rows + cardinality(v_batch);
    v_previous_seq := v_batch[cardinality(v_batch)].seq;
    v_previous_hash := v_batch[cardinality(v_batch)].hash;
  end loop;

  -- 2. Its end: rows beyond the head were not sealed, a head beyond the rows lost its tail.
  if first_broken_seq is null then
    if head_seq is null then
      first_broken_seq := v_previous_seq + 1;
      problem := 'The head of the chain is gone.';
    elsif head_seq > v_previous_seq then
      first_broken_seq := v_previous_seq + 1;
      problem := format('Rows %s to %s were cut off.', v_previous_seq + 1, head_seq);
    elsif head_seq < v_previous_seq then
      first_broken_seq := head_seq + 1;
      problem := format('Rows from %s on were never sealed: they are forged, or the head was set back.', head_seq + 1);
    elsif head_hash is distinct from v_previous_hash then
      first_broken_seq := greatest(v_previous_seq, 1);
      problem := format('Row %s is not the one that the head of the chain names.', v_previous_seq);
    end if;
  end if;

  -- 3. What others hold: only this shows a chain that was written anew from some row on.
  for v_anchor in
    select a.origin, a.seq, a.hash, l.hash as found_hash, a.given
      from (
        select s.origin::text, s.seq, s.hash, false as given from cutover.audit_anchors s
        union all
        select g.origin, g.seq, g.hash, true
          from jsonb_to_recordset(
            case jsonb_typeof(p_anchors) when 'array' then p_anchors when 'object' then jsonb_build_array(p_anchors) else '[]' end
          ) g (origin text, seq bigint, hash text)
      ) a
      left join cutover.cutover_audit_log l on l.seq = a.seq
     where a.origin is distinct from v_origin::text
        or a.seq is null
        or a.seq > 0 and l.hash is distinct from a.hash
     order by a.seq nulls first
     limit 1
  loop
    -- A break found above comes first only if it lies before the anchor.
    if first_broken_seq is null or v_anchor.seq is null or v_anchor.seq < first_broken_seq then
      first_broken_seq := greatest(v_anchor.seq, 1);
      problem := case
        when v_anchor.seq is null then 'A given anchor has no seq.'
        when v_anchor.origin is distinct from v_origin::text
          then format('The anchor for row %s is of another installation (%s).', v_anchor.seq, v_anchor.origin)
        when v_anchor.found_hash is null then format('Row %s, which an anchor names, is missing.', v_anchor.seq)
        else format('Row %s or one before it was written anew: its hash is not the one that was sent out.', v_anchor.seq)
      end;
    end if;
  end loop;

  -- 4. Nobody may have taken the guards away.
  if first_broken_seq is null then
    v_trigger := cutover_private.audit_guards_missing();
    if v_trigger is not null then
      problem := format('The rows are whole, but triggers that protect them are gone or not enabled always: %s.', v_trigger);
    end if;
  end if;

  ok := problem is null;
  return next;
end
$function$;

comment on function cutover_private.verify_audit_log_as_owner(jsonb) is
  'The work of cutover.verify_audit_log(), with the owner''s rights. Raises CT101, CT102.';

revoke all on function cutover_private.verify_audit_log_as_owner(jsonb) from public;
grant execute on function cutover_private.verify_audit_log_as_owner(jsonb) to authenticated, service_role;
