create or replace function cutover_private.decide_read_side(p_table text, p_subject text default null)
returns text
language plpgsql
stable
-- Not unsafe, which is the default: through a gated view nothing at all would be read in parallel.
parallel restricted
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_subject text := coalesce(p_subject, nullif(current_setting('cutover.subject', true), ''));
  v_claims jsonb;
  v_read_source text;
  v_write_source text;
  v_buckets integer;
  v_pinned text[];
  v_excluded text[];
  v_salt text;
  v_tenant_path text[];
  v_hash bytea;
begin
  -- Scalars, and nothing that calls another function of ours: each would cost as much as all of the rest.
  select s.read_source, s.write_source, s.buckets, s.pinned, s.excluded, s.salt, s.tenant_path
  into v_read_source, v_write_source, v_buckets, v_pinned, v_excluded, v_salt, v_tenant_path
  from cutover_private.read_switches s where s.table_name = p_table;
  if v_read_source is null then
    perform cutover_private.fail('CT002', format('There is no table "%s".', left(p_table, 63)));
  end if;
  if v_read_source <> 'dual' then
    return v_read_source;
  end if;
  if v_subject is null then
    v_claims := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
    v_subject := coalesce(nullif(v_claims #>> v_tenant_path, ''), nullif(v_claims ->> 'sub', ''));
  end if;
  if v_subject is null then
    -- Nobody in particular, a nightly job for example: the truth.
    return v_write_source;
  end if;
  if v_subject = any (v_excluded) then
    return 'legacy';
  end if;
  if v_subject = any (v_pinned) then
    return 'supabase';
  end if;
  -- As rollout_bucket() has it.
  v_hash := sha256(convert_to(v_salt || ':' || v_subject, 'UTF8'));
  return case
    when ((get_byte(v_hash, 0)::bigint << 24) + (get_byte(v_hash, 1) << 16) + (get_byte(v_hash, 2) << 8) + get_byte(v_hash, 3)) % 10000 < v_buckets
      then 'supabase'
    else 'legacy'
  end;
end
$$;

revoke all on function cutover_private.decide_read_side(text, text) from public;
-- A routed view asks it as whoever reads, who needs no way into this schema: the view was parsed by its owner.
grant execute on function cutover_private.decide_read_side(text, text) to public;
comment on function cutover_private.decide_read_side(text, text) is 'What cutover.read_side() answers, with the owner''s rights: one look-up.';
