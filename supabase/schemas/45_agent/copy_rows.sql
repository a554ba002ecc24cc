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
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_guard text := format('cutover_guard_%s', v_endpoint.number);
  v_is_guarded boolean := exists (
    select from pg_trigger t where t.tgrelid = v_endpoint.relation and t.tgname = v_guard and t.tgenabled = 'A');
  v_is_filled boolean;
  v_copied boolean := true;
begin
  insert into cutover_agent.appliers (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
  begin
    if v_is_guarded then
      begin
        execute format('lock table %I.%I in share row exclusive mode nowait', v_endpoint.schema_name, v_endpoint.table_name);
        -- To ask the guard takes longer than to write the row. Nobody else can write before this transaction has ended, and nobody
        -- else ever sees the guard open.
        execute format('alter table %I.%I disable trigger %I', v_endpoint.schema_name, v_endpoint.table_name, v_guard);
      exception when lock_not_available then
        v_is_guarded := false;
      end;
    end if;
    execute format('select exists (select from %s)', cutover_agent.range_source(v_endpoint, 't', p_after, p_through)) into v_is_filled;
    -- Where nothing is in the way yet, ON CONFLICT would double the time.
    execute cutover_agent.upsert_statement(v_endpoint, case when v_is_filled then 'overwrite' else 'fail' end, p_source, 'r.c%s');
    perform cutover_agent.check_deferred(array[p_endpoint]);
    if v_is_guarded then
      execute format('alter table %I.%I enable always trigger %I', v_endpoint.schema_name, v_endpoint.table_name, v_guard);
    end if;
  exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
    v_copied := false;
  end;
  delete from cutover_agent.appliers where transaction_id = pg_current_xact_id();
  return v_copied;
end
$$;

comment on function cutover_agent.copy_rows(uuid, text, text[], text[]) is 'Upserts a key range (after p_after, not beyond p_through) in one statement. p_source: a FROM item r(c1, c2, …) in canonical order, each column of this table''s type or text. False, and nothing is changed, if a constraint refuses some row: then they have to go through apply_rows.';
