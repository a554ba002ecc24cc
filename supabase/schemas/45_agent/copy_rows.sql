create or replace function cutover_agent.copy_rows(p_endpoint uuid, p_source text, p_after text[], p_through text[])
returns boolean
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
set enable_seqscan = off
set jit = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_is_open boolean;
  v_is_filled boolean;
  v_copied boolean := true;
begin
  insert into cutover_agent.appliers (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
  begin
    v_is_open := cutover_agent.open_guard(v_endpoint);
    execute format('select exists (select from %s)', cutover_agent.range_source(v_endpoint, 't', p_after, p_through)) into v_is_filled;
    -- Where nothing is in the way yet, ON CONFLICT would double the time.
    execute cutover_agent.upsert_statement(v_endpoint, case when v_is_filled then 'overwrite' else 'fail' end, p_source, 'r.c%s');
    perform cutover_agent.check_deferred(array[p_endpoint]);
    if v_is_open then
      perform cutover_agent.close_guard(v_endpoint);
    end if;
  exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
    v_copied := false;
  end;
  delete from cutover_agent.appliers where transaction_id = pg_current_xact_id();
  return v_copied;
end
$$;

comment on function cutover_agent.copy_rows(uuid, text, text[], text[]) is 'Upserts a key range (after p_after, not beyond p_through) in one statement. p_source: a FROM item r(c1, c2, ...) in canonical order, each column of this table''s type or text. False, and nothing is changed, if a constraint refuses some row: then they have to go through apply_rows.';
