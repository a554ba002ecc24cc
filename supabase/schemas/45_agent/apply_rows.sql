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
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_rows text[];
begin
  perform cutover_agent.fence(p_endpoints, p_fence);
  -- The transaction id is the guard's exemption. It is taken back below, so it cannot outlive this call.
  insert into cutover_agent.appliers (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
  for i in 1 .. cardinality(p_endpoints) loop
    select array_agg(u.item) into v_rows from unnest(p_upsert_ordinals, p_upserts) as u(ordinal, item) where u.ordinal = i;
    if v_rows is not null then
      v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
      return query select i, f.key, f.error_code, f.error_object from cutover_agent.upsert_rows(v_endpoint, v_rows) f;
    end if;
  end loop;
  for i in reverse cardinality(p_endpoints) .. 1 loop
    select array_agg(u.item) into v_rows from unnest(p_delete_ordinals, p_deletes) as u(ordinal, item) where u.ordinal = i;
    if v_rows is not null then
      v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
      return query select i, f.key, f.error_code, f.error_object from cutover_agent.delete_rows(v_endpoint, v_rows) f;
    end if;
  end loop;
  delete from cutover_agent.appliers where transaction_id = pg_current_xact_id();
end
$$;

comment on function cutover_agent.apply_rows(uuid[], integer[], text[], integer[], text[], bigint) is 'Makes the receiving tables hold these rows: upserts with parents first (p_endpoints is in that order), deletes with children first, each item a text[] literal. One transaction; rows that a constraint refuses are returned, not applied, and stay in the caller''s journal. p_fence: see cutover_agent.fence.';
