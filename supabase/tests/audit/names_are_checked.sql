-- An action is dotted lower case, an outcome one of four.
begin;
set local search_path = extensions, public;
select plan(3);

select throws_ok($$select cutover_private.audit('Run Execute', 'done')$$, 'CT901', null, 'no free text for an action');
select throws_ok($$select cutover_private.audit('run.execute', 'ok')$$, 'CT901', null, 'no other outcome');
select lives_ok($$select cutover_private.audit('run.execute', o) from unnest(array['started', 'done', 'refused', 'failed']) o$$, 'the four outcomes');

select * from finish();
rollback;
