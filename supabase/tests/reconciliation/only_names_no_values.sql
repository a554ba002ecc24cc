-- No value of a row is kept anywhere: not in the results, not in an error, not in the audit log.
\ir setup.inc
select plan(4);
select pg_temp.plant($$update new.item set name = 'SECRET-1' where id = 1$$);
select pg_temp.reconcile('item');
-- PostgreSQL's own messages print what they could not read.
create or replace function cutover_agent.row_hashes(p_endpoint uuid, p_keys text[]) returns table (key text, hash bigint, column_hashes bigint[])
language plpgsql as $$ begin perform 'SECRET-2'::integer; end $$;
select pg_temp.reconcile('item', 'incremental') from generate_series(1, 2);
select * from pg_temp.reconcile('item', 'incremental') \gset job_
select is(:'job_status'::text, 'failed', 'a value that cannot be read fails the job');
select is((select count(*) from cutover.drifted_rows d where d::text like '%SECRET%'), 0::bigint, 'results');
select is((select count(*) from cutover.reconciliation_jobs j where j::text like '%SECRET%'), 0::bigint, 'errors');
select is((select count(*) from cutover_private.audit_pending p where p::text like '%SECRET%'), 0::bigint, 'audit');
select * from finish();
rollback;
