create or replace function cutover_private.plan_integrity(p_job_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_legacy jsonb;
  v_supabase jsonb;
begin
  select t.* into strict v_table from cutover.cutover_tables t join cutover.reconciliation_jobs j on j.table_id = t.id where j.id = p_job_id;
  select coalesce(jsonb_agg(c), '[]') into v_legacy from cutover_private.side_constraints(v_table, 'legacy') c;
  select coalesce(jsonb_agg(c), '[]') into v_supabase from cutover_private.side_constraints(v_table, 'supabase') c;

  with constraints as (
    select s.side, c.item, case c.item ->> 'kind' when 'foreign key' then cutover_private.foreign_key_pairs(v_table, s.side, c.item) end as pairs,
      -- The columns by their name in supabase, null where one is not carried.
      (select jsonb_agg(m.item -> 'supabase' order by m.item ->> 'supabase')
       from jsonb_array_elements_text(nullif(c.item -> 'columns', 'null')) as n(name)
       left join jsonb_array_elements(v_table.columns) as m(item) on m.item ->> s.side = n.name
      ) as columns
    from (values ('legacy', v_legacy), ('supabase', v_supabase)) as s(side, list)
    cross join jsonb_array_elements(s.list) as c(item)
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
    where l.side = 'legacy' and not exists (
      select from constraints s
      where s.side = 'supabase' and s.item ->> 'kind' = l.item ->> 'kind' and case l.item ->> 'kind'
        when 'foreign key' then s.pairs = l.pairs
        when 'unique' then s.columns = l.columns or s.item ->> 'definition' = l.item ->> 'definition'
        when 'not null' then s.columns = l.columns
        -- Whether two expressions mean the same nobody can tell: the same text, or the same name.
        else s.item ->> 'definition' = l.item ->> 'definition' or s.item ->> 'name' = l.item ->> 'name' end)
      -- A column that is not carried is legacy's own affair.
      and not coalesce(l.columns @> '[null]', false)
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
