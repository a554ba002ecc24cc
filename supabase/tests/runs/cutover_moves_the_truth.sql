-- A cutover run, step by step: afterwards supabase is the truth, captured, its sequences ahead; legacy takes only what is applied.
\ir setup.inc
select plan(30);
insert into shop.owner (name) values ('written last') returning id as last_id \gset
select is((select count(*) from new.owner where id = :last_id), 0::bigint, 'a change that is not applied yet');
select cutover.execute_cutover('shop', p_fallback_hours => 24) as answer \gset
select is(:'answer'::jsonb ->> 'ok', 'true', 'started');
select :'answer'::jsonb #>> '{result,run_id}' as run \gset
select is((:'answer'::jsonb -> 'result') - 'run_id' - 'requested_at', '{"group": "shop", "kind": "cutover", "mode": "drain", "status": "running", "step": "preflight", "finished": false, "skipped": [],
  "requested_by": "database:postgres", "finished_at": null, "reason": null, "fallback_hours": 24, "error": null, "write_pause_ms": null, "conflict_policy": null, "conflicts": 0, "steps": []}', 'nothing has happened yet');
select is((select array_agg(distinct write_source) from cutover.cutover_tables where group_id = :shop), array['legacy'], 'legacy is the truth');
select is(cutover.advance_run(:'run') ->> 'step', 'block_writes', 'preflight');
select is((select count(*) from new.owner where id = :last_id), 1::bigint, 'works the backlog down');
update shop.owner set name = 'in between' where id = :last_id;
select is(cutover.advance_run(:'run') ->> 'step', 'release', 'the switch, one transaction');
select is((select name from new.owner where id = :last_id), 'in between', 'drains what came meanwhile');
select is((select array_agg(distinct state || ' ' || read_source || ' ' || write_source) from cutover.cutover_tables where group_id = :shop), array['cutover supabase supabase'], 'both tables moved');
select is(pg_temp.write($$update old.owner set name = 'x' where id = 1$$) || ' ' || pg_temp.write('truncate old.item') || ' ' || pg_temp.write($$delete from old.item$$), 'refused refused refused', 'legacy refuses writes');
select is(pg_temp.write($$update new.owner set name = 'through the front door' where id = 1$$), 'done', 'supabase takes them');
select is((select name from shop.owner where id = 1), 'through the front door', 'the routed view shows supabase');
insert into shop.owner (name) values ('after') returning id as after_id \gset
select cmp_ok(:after_id::bigint, '>=', 1000 + :last_id::bigint, 'new ids lie beyond everything legacy handed out, by a margin');
select cmp_ok((select last_value from new.owner_id_seq), '>', (select last_value from old.owner_id_seq), 'the sequence is ahead');
select is(pg_temp.journal(), 2::bigint, 'writes are captured for the way back');
select is(cutover.advance_run(:'run') ->> 'step', 'monitor', 'release');
select cutover.advance_run(:'run') as status \gset
select is((:'status'::jsonb ->> 'status') || ' ' || (:'status'::jsonb ->> 'finished') || ' ' || (:'status'::jsonb ->> 'next_wait_ms'), 'completed true 0', 'completed');
select pg_temp.settle();
select is((select name from old.owner where id = :after_id), 'after', 'what was captured is carried over to legacy');
select cmp_ok((:'status'::jsonb ->> 'write_pause_ms')::numeric, '>', 0::numeric, 'how long writers waited is known');
select is(pg_temp.steps(:'run'), 'preflight block_writes drain verify sequences flip release monitor', 'every step has its row');
select is((select count(*) from cutover.cutover_run_steps where run_id = :'run' and (finished_at is null or finished_at < started_at)), 0::bigint, 'with begin and end');
select is((select detail ->> 'applied' from cutover.cutover_run_steps where run_id = :'run' and step = 'drain'), '1', 'and what it did');
select is(cutover.advance_run(:'run') ->> 'status', 'completed', 'advancing what is finished does nothing');
select is(pg_temp.steps(:'run'), 'preflight block_writes drain verify sequences flip release monitor', 'no step more');
set constraints all immediate;
select results_eq($$select action, outcome from cutover.cutover_audit_log where recorded_at >= now() and action like 'run.%' order by seq desc limit 2$$, $$values ('run.cutover', 'done'), ('run.flip', 'done')$$, 'audited');
select is((select cutover_at is not null and rolled_back_at is null from cutover.cutover_tables where id = :owner), true, 'the tables know when');
select is(cutover.execute_cutover('shop') #>> '{error,code}', 'CT201', 'once is enough');
select is(cutover.prepare_cutover('shop') #>> '{error,code}', 'CT201', 'there is nothing to prepare');
select is(cutover.status('shop') #>> '{result,groups,0,run,status}', 'completed', 'status shows it');
select is((cutover.status() #>> '{result,tables_on_supabase}')::int, 2, 'and counts the tables');
select * from finish();
rollback;
