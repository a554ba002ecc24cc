create or replace function cutover_private.begin_step(p_run_id uuid, p_step text)
returns bigint
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  insert into cutover.cutover_run_steps (run_id, step) values (p_run_id, p_step) returning id;
end;

revoke all on function cutover_private.begin_step(uuid, text) from public;
comment on function cutover_private.begin_step(uuid, text) is 'Notes that a step of a run begins.';
