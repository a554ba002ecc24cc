-- Each function fixes its search path; those with the owner's rights are in the private schemas, owned by the schema's owner.
-- With a group registered: functions that the agent makes for its tables count as well.
\ir ../pipeline/setup.inc
select plan(8);
create temporary view ours as
  select p.*, n.nspname, n.nspowner from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('cutover', 'cutover_private', 'cutover_agent');
select is_empty($$select oid::regprocedure::text from ours where prokind <> 'p' and not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false)$$, 'every function has its search path');
select set_eq($$select oid::regprocedure::text from ours where prokind = 'p'$$,
  array['cutover_private.run_pipeline(integer)', 'cutover_private.run_reconciliation(integer)', 'cutover_private.run_monitor(integer)', 'cutover.drive_run(uuid)'],
  'four procedures commit, and cannot');
select is_empty($$select oid::regprocedure::text from ours where prokind = 'p' and prosecdef$$, 'which is why they run with the caller''s rights');
select is_empty($$select oid::regprocedure::text from ours where nspname = 'cutover' and prosecdef$$, 'what the Data API shows runs with the caller''s rights');
select set_eq($$select oid::regprocedure::text || ' ' || proowner::regrole from ours where proowner <> nspowner$$, array['cutover_private.fingerprint_as_reader(text,boolean) cutover_reader', 'cutover_private.holds_as_reader(text,text,text[],text[]) cutover_reader',
  'cutover_private.run_as_authenticated(text) authenticated', 'cutover_private.scans_as_reader(text) cutover_reader'],
  'all but four, which run with fewer rights, are owned by the owner of their schema');
select ok(not r.rolsuper, 'who is no superuser') from pg_roles r where r.oid = (select distinct nspowner from ours);
select is_empty($$select oid::regprocedure::text from ours where exists (select from unnest(proconfig) c where c ~ '^(role|session_authorization|session_replication_role)=')$$, 'none changes its role');
select is_empty($$
  select p.oid::regprocedure::text from ours p join pg_language l on l.oid = p.prolang
  where l.lanname = 'plpgsql' and p.prosrc ~* 'execute\s+(''[^'']*''|v_\w+|p_\w+)\s*\|\|'
$$, 'no statement is put together with ||, past format()');
select * from finish();
rollback;
