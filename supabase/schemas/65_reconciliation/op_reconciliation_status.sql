create or replace function cutover_private.op_reconciliation_status(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names text[];
  v_name text;
  v_job cutover.reconciliation_jobs;
  v_jobs jsonb := '[]'::jsonb;
begin
  perform cutover_private.allow_arguments(p_arguments, 'job', 'jobs');
  if p_arguments ? 'job' = p_arguments ? 'jobs' then
    perform cutover_private.fail('CT001', 'Name a job or jobs, one of them.');
  end if;
  v_names := case when p_arguments ? 'job' then array[cutover_private.argument_uuid(p_arguments, 'job')::text]
    else cutover_private.argument_text_array(p_arguments, 'jobs') end;
  if coalesce(cardinality(v_names), 0) not between 1 and 200 then
    perform cutover_private.fail('CT001', 'The argument "jobs" has 1 to 200 elements.');
  end if;
  foreach v_name in array v_names loop
    select * into v_job from cutover.reconciliation_jobs j where j.id = cutover_private.argument_uuid(jsonb_build_object('jobs', v_name), 'jobs');
    if not found then
      perform cutover_private.fail('CT012', format('There is no reconciliation job %s.', v_name), null, 'cutover.reconciliation_jobs lists them.');
    end if;
    v_jobs := v_jobs || cutover_private.job_as_json(v_job);
  end loop;
  return jsonb_build_object('jobs', v_jobs);
end
$$;

revoke all on function cutover_private.op_reconciliation_status(jsonb) from public;
comment on function cutover_private.op_reconciliation_status(jsonb) is 'Operation reconciliation_status {job | jobs: at most 200}: {"jobs": [...]}, each with what it does, how far it is and about when it ends. Raises CT001, CT012.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('reconciliation_status', 'op_reconciliation_status', 'viewer', false, 'job', 'reconciliation.status');
