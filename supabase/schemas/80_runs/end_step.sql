create or replace function cutover_private.end_step(p_step_id bigint, p_detail jsonb default '{}', p_outcome text default 'done')
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  update cutover.cutover_run_steps set finished_at = clock_timestamp(), outcome = p_outcome, detail = p_detail where id = p_step_id;
end;

revoke all on function cutover_private.end_step(bigint, jsonb, text) from public;
comment on function cutover_private.end_step(bigint, jsonb, text) is 'Notes how a step of a run ended.';
