-- Refusals of people whom nobody knows fill a limited number of rows.
begin;
set local search_path = extensions, public;
select plan(6);

update cutover_private.audit_refusals set window_started_at = clock_timestamp(), recorded = 0, suppressed = 0;
select is((
    select count(*) filter (where c.written)
      from (select cutover_private.audit_refused_request('request.refused', 'CT106', '{"function": "x"}') as written from generate_series(1, 100)) c),
  60::bigint, 'sixty rows a minute');
update cutover_private.audit_refusals set window_started_at = clock_timestamp() - interval '61 seconds';
select ok(cutover_private.audit_refused_request('request.refused', 'CT106', '{"function": "y"}'), 'the next minute writes again');
set constraints all immediate;
select is((select detail from cutover.cutover_audit_log order by seq desc limit 1),
  '{"function": "y", "code": "CT106", "only_counted_before": 40}'::jsonb, 'and says how many it had only counted');
select is((select (actor, actor_role, outcome)::text from cutover.cutover_audit_log order by seq desc limit 1), '(anonymous,,refused)', 'by nobody');
select ok(not has_function_privilege('authenticated', 'cutover_private.audit_refused_request(text, text, jsonb)', 'execute'), 'people cannot call it');
select ok(not has_function_privilege('service_role', 'cutover_private.audit_refused_request(text, text, jsonb)', 'execute'), 'keys neither');

select * from finish();
rollback;
