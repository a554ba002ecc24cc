-- Rows that both sides write around an immediate rollback: reported by key either way, resolved by the group's policy or the call's.
\ir setup.inc
select plan(12);
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
update shop.owner set name = 'anna of supabase' where id = 1;
update shop.owner set name = 'ben, agreed' where id = 2;
insert into shop.owner (id, name) values (5000, 'gone'), (5001, 'both'), (5002, 'old of supabase');
insert into shop.item values (5001, 1, 'of supabase', 'taken');
delete from shop.item where owner_id = 1;
delete from shop.owner where id = 5000;
select is(cutover.rollback_cutover('shop', 'test', 'immediate', 'nobody_wins') #>> '{error,code}', 'CT001', 'no such choice');
select is(cutover.set_policy('shop', 'conflict', 'supabase_wins', 'test') ->> 'ok', 'true', 'the group''s policy');
select cutover.rollback_cutover('shop', 'at once', 'immediate') as answer \gset
select :'answer'::jsonb #>> '{result,run_id}' as run \gset
select is(:'answer'::jsonb #>> '{result,conflict_policy}', 'supabase_wins', 'is the run''s');
select cutover.advance_run(:'run') ->> 'step' as step \gset
select cutover.advance_run(:'run') ->> 'step' as step \gset
update shop.owner set name = 'anna of legacy' where id = 1;
update shop.owner set name = 'ben, agreed' where id = 2;
insert into shop.owner (id, name) values (5001, 'both, on legacy'), (6000, 'legacy alone');
update shop.item set note = 'changed on legacy' where owner_id = 1;
insert into shop.item values (6000, 1, 'in the way', 'taken');
select pg_temp.drive(:'answer') as status \gset
select is((:'status'::jsonb ->> 'status') || ' ' || (:'status'::jsonb ->> 'conflicts'), 'completed 4', 'completed, with four conflicts');
select bag_eq(format('select t.name, c.key::text, c.error_code, c.resolution from cutover.replay_conflicts c join cutover.cutover_tables t on t.id = c.table_id where run_id = %L', :'run'),
  $$values ('owner', '{1}', 'CT608', 'supabase_wins'), ('owner', '{5001}', 'CT608', 'supabase_wins'), ('item', '{1,1}', 'CT608', 'supabase_wins'), ('item', '{5001,1}', '23505', 'legacy_wins')$$,
  'each by key, with who won; what both wrote alike is none; what legacy refuses cannot win');
select results_eq('select id, name from old.owner order by id',
  $$values (1::bigint, 'anna of supabase'), (2, 'ben, agreed'), (5001, 'both'), (5002, 'old of supabase'), (6000, 'legacy alone')$$, 'supabase''s rows stand');
select results_eq('select owner_id, note from old.item', $$values (6000::bigint, 'in the way')$$, 'a delete wins as well');
set constraints all immediate;
select is((select detail - 'run' from cutover.cutover_audit_log where recorded_at >= now() and action = 'run.replay'),
  '{"conflict_policy": "supabase_wins", "conflicts": {"legacy_wins": 1, "supabase_wins": 3}}', 'audited');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'then both sides are equal');
select is((select count(*) from cutover.drifted_rows where resolved_at is null), 0::bigint, 'nothing drifts');
select cutover.prepare_cutover('shop') ->> 'ok' as ok \gset
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select is(cutover.rollback_cutover('shop', 'test', 'immediate', 'legacy_wins') #>> '{result,conflict_policy}', 'legacy_wins', 'a call may choose otherwise');
select is((select conflict_policy from cutover.table_groups where id = :shop), 'supabase_wins', 'for itself');
select * from finish();
rollback;
