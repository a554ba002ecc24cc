create or replace function cutover_private.change_read_split(p_table_id bigint, p_percentage numeric, p_reason text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_environment text := cutover_private.setting('environment') #>> '{}';
  v_subject text := coalesce((select a.subject from cutover_private.actor() a), 'system');
  v_before numeric;
begin
  v_before := (cutover_private.lock_read_split(p_table_id, v_environment)).percentage;
  update cutover.read_splits s set percentage = p_percentage, updated_by = v_subject, updated_at = clock_timestamp()
  where s.table_id = p_table_id and s.environment = v_environment;
  perform cutover_private.audit('read_split.change', 'done', 'table', (select t.name from cutover.cutover_tables t where t.id = p_table_id),
    jsonb_build_object('environment', v_environment, 'from', v_before, 'to', p_percentage, 'reason', p_reason));
end
$$;

revoke all on function cutover_private.change_read_split(bigint, numeric, text) from public;
comment on function cutover_private.change_read_split(bigint, numeric, text) is 'Sets the percentage (0 to 100) of the subjects that read Supabase, in the current environment, and audits it. One row: holds nobody up, and holds from the next statement of every session on.';
