-- A group has one run at a time; an abort ends it before the flip, nothing does after it.
\ir setup.inc
select plan(20);
select pg_temp.state() as before \gset
select is(cutover.abort_run('shop', 'nothing there') #>> '{error,code}', 'CT006', 'nothing to abort');
select cutover.execute_cutover('shop') as answer \gset
select :'answer'::jsonb #>> '{result,run_id}' as run \gset
select is((cutover.execute_cutover('shop') -> 'error') - 'name', jsonb_build_object('code', 'CT205', 'message', 'A run is under way for group shop.', 'details', :'run', 'hint', 'Wait until it ends: cutover.status() shows it.'), 'a second one is refused');
select is(cutover.execute_cutover('shop', true) #>> '{error,code}', 'CT205', 'a dry run, too');
select is(cutover.rollback_cutover('shop', 'test') #>> '{error,code}', 'CT205', 'and a rollback');
select throws_ok(format($$insert into cutover.cutover_runs (group_id, kind, requested_by, deadline_at) values (%s, 'rollback', 'test', now())$$, :shop), '23505', null, 'the table itself holds no two');
select is(cutover.unregister_table('item') #>> '{error,code}', 'CT408', 'no table leaves meanwhile');
select is(cutover.abort_run('shop', '') #>> '{error,code}', 'CT001', 'an abort has a reason');
select is(cutover.abort_run('shop', 'not today') -> 'result' -> 'error', '{"code": "CT605", "message": "The run was aborted: not today"}', 'aborted');
select is((select status from cutover.cutover_runs where id = :'run'), 'released', 'released');
select is(pg_temp.state(), :'before'::jsonb, 'nothing has changed');
select is(cutover.advance_run(:'run') ->> 'status', 'released', 'it stays so');
select is(cutover.abort_run('shop', 'again') #>> '{error,code}', 'CT006', 'once is enough');
select throws_ok(format('select cutover.advance_run(%L)', gen_random_uuid()), 'CT006', null, 'a run nobody knows');
select cutover.execute_cutover('shop') as answer \gset
select cutover.advance_run((:'answer'::jsonb #>> '{result,run_id}')::uuid) ->> 'step' as step \gset
select is(:'step'::text, 'block_writes', 'just before the switch');
select is(cutover.abort_run('shop', 'at the last moment') #>> '{result,status}', 'released', 'it can still be aborted');
select cutover.execute_cutover('shop') as answer \gset
select cutover.advance_run((:'answer'::jsonb #>> '{result,run_id}')::uuid) ->> 'step' as step \gset
select cutover.advance_run((:'answer'::jsonb #>> '{result,run_id}')::uuid) ->> 'step' as step \gset
select is(:'step'::text, 'release', 'past the flip');
select is((cutover.abort_run('shop', 'too late') -> 'error') - 'name', '{"code": "CT201", "message": "The run is past its flip; it can only go on.", "details": "step release", "hint": "Let it end, then roll back."}', 'it cannot');
select is(pg_temp.drive(:'answer') ->> 'status', 'completed', 'it goes on to its end');
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test');
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.rollback_cutover('shop', 'test') #>> '{error,code}', 'CT103', 'viewers start no run');
select throws_ok(format('select cutover.advance_run(%L)', :'run'), 'CT103', null, 'nor drive one');
reset role;
select * from finish();
rollback;
