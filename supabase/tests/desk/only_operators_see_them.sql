-- The views show operators, and nobody else, what is in the tables under them.
\ir ../runs/setup.inc
select plan(4);
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select cutover_private.raise_alert('test', 'verifier_broken', 'critical', null, '{}', null, :shop) as alert \gset
set constraints all immediate;
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test');
create temporary table views as select unnest(array['overview', 'table_status', 'freeze_calendar', 'drift_history', 'write_pauses', 'audit_trail', 'audit_phrases', 'open_alerts']) as name;
grant select on views to authenticated;
create function pg_temp.rows_as(p_claims text) returns table (name text, n bigint) language plpgsql as $$
begin
  perform set_config('request.jwt.claims', p_claims, true);
  for name in select v.name from views v loop
    execute format('select count(*) from cutover.%I', name) into n;
    return next;
  end loop;
end $$;
set local role authenticated;
select is_empty($$select name from pg_temp.rows_as('{"sub": "vera", "role": "authenticated"}') where n = 0$$, 'a viewer sees rows in each');
select is_empty($$select name, n from pg_temp.rows_as('{"sub": "stranger", "role": "authenticated"}') where n > 0$$, 'a stranger sees none');
reset role;
select is_empty($$select v.name from views v join pg_class c on c.relname = v.name and c.relnamespace = 'cutover'::regnamespace
  where c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)$$, 'they run with the rights of whoever looks');
select is_empty($$select c.relname from pg_class c where c.relnamespace = 'cutover'::regnamespace and c.relkind = 'v' and obj_description(c.oid, 'pg_class') is null$$, 'each says what it is for');
select * from finish();
rollback;
