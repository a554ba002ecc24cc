create or replace function cutover_private.checklist(p_gates jsonb)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with gates as (
    select g.item, g.n from jsonb_array_elements(p_gates) with ordinality as g(item, n)
  ), by_rule as (
    select g.item ->> 'category' as category, g.item ->> 'rule' as rule, min(g.n) as n,
      jsonb_agg(jsonb_build_object('table', g.item -> 'table', 'verdict', g.item -> 'verdict', 'value', g.item -> 'value',
        'findings', coalesce(g.item #> '{evidence,findings}', '[]')) order by g.n) filter (where g.item ->> 'verdict' <> 'passed') as open,
      (array_agg(g.item))[1] as sample
    from gates g
    group by 1, 2
  ), by_category as (
    select r.category, min(c.place) as place, count(*) filter (where r.open is null) as passed,
      coalesce(jsonb_agg(jsonb_build_object('rule', r.rule, 'title', r.sample -> 'title', 'severity', r.sample -> 'severity', 'tables', r.open,
        'remedy', r.sample -> 'remediation', 'may_be_skipped', (select x.may_be_skipped from cutover.rules x where x.id = r.rule))
        order by r.sample ->> 'severity', r.rule) filter (where r.open is not null), '[]') as open
    from by_rule r
    left join unnest(array['data_consistency', 'referential_integrity', 'security', 'performance', 'operational', 'preparedness'])
      with ordinality as c(name, place) on c.name = r.category
    group by r.category
  )
  select coalesce(jsonb_agg(jsonb_build_object('category', b.category, 'passed', b.passed, 'open', b.open) order by b.place), '[]') from by_category b
$$;

revoke all on function cutover_private.checklist(jsonb) from public;
comment on function cutover_private.checklist(jsonb) is 'The gates of a group for people to work through: by category how many rules pass, and of the others tables, findings and remedy.';
