create or replace function cutover_agent.apply_rows(
  p_endpoints uuid[],
  p_upsert_ordinals integer[],
  p_upserts text[],
  p_delete_ordinals integer[],
  p_deletes text[],
  p_fence bigint default null
)
returns table (ordinal integer, key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
set array_nulls = on
set row_security = off
as $$
declare
  v_ordinals integer[];
  v_keys text[];
  v_codes text[];
  v_objects text[];
  v_opened cutover_agent.endpoints[];
  v_endpoint cutover_agent.endpoints;
begin
  perform cutover_agent.fence(p_endpoints, p_fence);
  -- The transaction id is the guard's exemption. It is taken back below, so it cannot outlive this call.
  insert into cutover_agent.appliers (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
  begin
    -- Each time, other sessions plan anew what reads the table: worth it for many rows only.
    for v_endpoint in
      select e.* from cutover_agent.endpoints e
      where e.id in (select p_endpoints[u.ordinal] from unnest(p_upsert_ordinals || p_delete_ordinals) as u(ordinal) group by 1 having count(*) >= 500)
      order by e.id
    loop
      if cutover_agent.open_guard(v_endpoint) then
        v_opened := v_opened || v_endpoint;
      end if;
    end loop;
    select array_agg(b.ordinal), array_agg(b.key), array_agg(b.error_code), array_agg(b.error_object)
    into v_ordinals, v_keys, v_codes, v_objects
    from cutover_agent.apply_batch(p_endpoints, p_upsert_ordinals, p_upserts, p_delete_ordinals, p_deletes) b;
    perform cutover_agent.check_deferred(p_endpoints);
    perform cutover_agent.close_guard(e) from unnest(v_opened) e;
  exception when integrity_constraint_violation then
    -- A deferred constraint would refuse the commit, and everything with it. Checked at each row, it refuses that row alone.
    perform cutover_agent.check_deferred(p_endpoints);
    select array_agg(b.ordinal), array_agg(b.key), array_agg(b.error_code), array_agg(b.error_object)
    into v_ordinals, v_keys, v_codes, v_objects
    from cutover_agent.apply_batch(p_endpoints, p_upsert_ordinals, p_upserts, p_delete_ordinals, p_deletes) b;
  end;
  delete from cutover_agent.appliers where transaction_id = pg_current_xact_id();
  return query select u.ordinal, u.key, u.error_code, u.error_object
  from unnest(v_ordinals, v_keys, v_codes, v_objects) as u(ordinal, key, error_code, error_object);
end
$$;

comment on function cutover_agent.apply_rows(uuid[], integer[], text[], integer[], text[], bigint) is 'Makes the receiving tables hold these rows: upserts with parents first (p_endpoints is in that order), deletes with children first, each item a text[] literal. One transaction; rows that a constraint refuses are returned, not applied, and stay in the caller''s journal. p_fence: see cutover_agent.fence.';
