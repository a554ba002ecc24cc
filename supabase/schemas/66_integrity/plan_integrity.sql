create or replace function cutover_private.plan_integrity(p_job_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
begin
  select t.* into strict v_table from cutover.cutover_tables t join cutover.reconciliation_jobs j on j.table_id = t.id where j.id = p_job_id;
  with constraints as materialized (
    select c.* from cutover_private.compared_constraints(v_table) c
  ), checks as (
    select 1 as place, 'rows' as kind, v_table.name as name, '{}'::jsonb as definition
    union all
    select 2, 'orphans', max(coalesce(c.item ->> 'name', '')), c.pairs
    from constraints c where c.item ->> 'kind' = 'foreign key'
    group by c.pairs
    union all
    select 3, 'unvalidated', c.item ->> 'name', jsonb_build_object('side', c.side, 'kind', c.item ->> 'kind', 'definition', c.item ->> 'definition')
    from constraints c where not (c.item ->> 'validated')::boolean
    union all
    select 4, 'legacy_only', l.item ->> 'name', jsonb_build_object('side', 'legacy', 'kind', l.item ->> 'kind', 'definition', l.item ->> 'definition')
    from constraints l
    where l.legacy_only
  )
  insert into cutover.integrity_checks (job_id, number, kind, name, definition, verdict, finished_at)
  select p_job_id, row_number() over (order by c.place, c.name, c.definition::text), c.kind, c.name, c.definition,
    -- Found in the catalog, which needs no second look.
    case when c.place > 2 then 'failed' end, case when c.place > 2 then clock_timestamp() end
  from checks c;

  update cutover.reconciliation_jobs
  set status = 'running', started_at = clock_timestamp(), error = null, retry_at = null,
    chunks_total = (select count(*) from cutover.integrity_checks c where c.job_id = p_job_id),
    chunks_done = (select count(*) from cutover.integrity_checks c where c.job_id = p_job_id and c.verdict is not null)
  where id = p_job_id;
end
$$;

revoke all on function cutover_private.plan_integrity(uuid) from public;
comment on function cutover_private.plan_integrity(uuid) is 'Lists what an integrity job has to check: rows, and each foreign key of either side on both; and what the catalogs already say: constraints that are not validated, or exist on legacy only. Raises CT5xx.';
