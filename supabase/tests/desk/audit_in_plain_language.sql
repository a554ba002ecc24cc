-- The audit log as sentences, which need no knowledge of the code.
\ir ../runs/setup.inc
select plan(20);
insert into cutover.operators (subject, role, display_name, granted_by) values ('olga', 'operator', 'Olga', 'test'), ('u-1', 'viewer', null, 'test');
create function pg_temp.as_person(p_subject text, p_operation text, p_arguments jsonb) returns jsonb language plpgsql as $$
declare
  v_answer jsonb;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_subject, 'role', 'authenticated')::text, true);
  v_answer := cutover.command(p_operation, p_arguments);
  perform set_config('request.jwt.claims', '', true);
  set constraints all immediate;
  set constraints all deferred;
  return v_answer;
end $$;
create function pg_temp.last_sentence() returns text language sql as $$ select summary from cutover.audit_trail order by seq desc limit 1 $$;
set constraints all immediate;
set constraints all deferred;
select ok((select count(*) from cutover.audit_trail) = (select count(*) from cutover.cutover_audit_log) and (select count(*) from cutover.audit_trail) > 5, 'a sentence for each row');
select pg_temp.as_person('olga', 'execute', '{"group": "shop"}') #>> '{result,run_id}' as run \gset
select is(pg_temp.last_sentence(), 'Olga started the cutover of shop', 'who did what');
select set_config('request.jwt.claims', '{"sub": "olga", "role": "authenticated"}', true) as claims \gset
select pg_temp.drive(jsonb_build_object('run_id', :'run')) ->> 'status' as status \gset
select set_config('request.jwt.claims', '', true) as claims \gset
set constraints all immediate;
set constraints all deferred;
select matches(pg_temp.last_sentence(), '^Olga executed the cutover of shop: writes paused \d+ ms$', 'with the pause of writers');
select pg_temp.as_person('u-1', 'rollback', '{"group": "shop", "reason": "wrong prices"}') as answer \gset
select is(pg_temp.last_sentence(), 'u-1 wanted to start the rollback of shop and was refused: CT103 This needs the role operator; the caller is viewer. ("wrong prices")', 'a refusal, its code, why');
select pg_temp.as_person('olga', 'rollback', '{"group": "shop", "reason": "wrong prices"}') as answer \gset
select is(pg_temp.last_sentence(), 'Olga started the rollback of shop ("wrong prices")', 'with the reason');
select is((select about || ' ' || person || ' ' || actor_role || ' ' || outcome from cutover.audit_trail order by seq desc limit 1), 'shop Olga operator done', 'and its parts');
select pg_temp.drive(jsonb_build_object('run_id', (select id from cutover.cutover_runs where kind = 'rollback'))) ->> 'status' as status \gset
select pg_temp.as_person('olga', 'freeze_complete', jsonb_build_object('window', w.id)) ->> 'ok' as ok from cutover.freeze_windows w \gset
select is(pg_temp.last_sentence(), 'Olga completed the freeze window of shop', 'a window is named by its group');
select pg_temp.as_person('olga', 'attest', '{"group": "shop", "rule": "runbook_ready", "evidence": "wiki"}') as answer \gset
select is(pg_temp.last_sentence(), 'Olga attested runbook_ready for shop', 'arguments have their place');
select cutover.grant_operator('u-1', 'approver', 'Anton') ->> 'ok' as ok \gset
set constraints all immediate;
set constraints all deferred;
select is(pg_temp.last_sentence(), 'the database owner gave Anton the role approver', 'the owner, and a name instead of an id');
set cutover.actor_label = 'cron';
select cutover_private.audit('run.cutover', 'failed', 'group', 'shop', '{"error": {"code": "CT601", "message": "No barrier."}}');
reset cutover.actor_label;
set constraints all immediate;
set constraints all deferred;
select is(pg_temp.last_sentence(), 'pg_cron failed to execute the cutover of shop: CT601 No barrier.', 'a failure');
select cutover_private.audit_as('key:automations', 'operator', null, 'execute', 'done', 'group', 'shop', '{"arguments": {"dry_run": true}}', null);
set constraints all immediate;
set constraints all deferred;
select is(pg_temp.last_sentence(), 'the key automations started the cutover of shop (dry run)', 'a key, a dry run');
select cutover_private.audit_as('anonymous', null, null, 'not.known.yet', 'refused', null, null, '{"code": "CT101"}', null);
set constraints all immediate;
set constraints all deferred;
select is(pg_temp.last_sentence(), 'somebody unknown wanted to not known yet (not named) and was refused: CT101', 'without a phrase, something is said all the same');
select is(cutover_private.sentence('Olga', 'done', 'a', 'did', '{x} {y} {target}', 'T {x}', '{"x": "{y}", "y": 1}'), 'Olga did {y} 1 T {x}', 'what comes from outside is no place');
select is(cutover_private.sentence('Olga', 'done', 'a', 'did', '{x}', null, '{"arguments": {"x": null}}'), 'Olga did (not named)', 'nothing is no reason to say nothing');
select is(cutover_private.person('key:ci', null), 'the key ci', 'a key');
select is(cutover_private.person('database:postgres', null), 'the database owner', 'a database role');

create temporary view actions as
  select coalesce(o.action, replace(o.name, '_', '.')) as action from cutover_private.operations o
  union select m[1] from pg_proc p, regexp_matches(p.prosrc || coalesce(pg_get_function_sqlbody(p.oid), ''), 'audit(?:_refused_request)?\(\s*''([a-z_]+(?:\.[a-z_]+)*)''', 'g') m
    where p.pronamespace = 'cutover_private'::regnamespace
  union values ('run.cutover'), ('run.rollback'), ('command.execute'), ('request.refuse');
select cmp_ok((select count(*) from actions), '>', 80::bigint, 'what is audited is found');
select is_empty('select action from actions except select action from cutover.audit_phrases', 'every action has a phrase');
select is_empty('select action from cutover.audit_phrases except select action from actions', 'and no phrase is left over');
select is_empty($$select action from cutover.audit_phrases where base !~ '^[a-z]+$' or past !~ '^[a-z]+$'$$, 'a phrase is a verb and its object');
select * from finish();
rollback;
