-- A row that somebody changes past the guard after its apply is found by verify, kept by key and column, and resolved when put right.
\ir setup.inc
select plan(7);
select pg_temp.settle();
update old.owner set total = 5 where id = 1;
select is((select applied from cutover_private.apply_pass(:shop)), 1, 'applied');
select pg_temp.plant('update new.owner set total = 6 where id = 1');
select pg_temp.settle();
select results_eq($$select key::text, kind, columns::text, confirmed_at is not null from cutover.drifted_rows where table_id = $$ || :owner, $$values ('{1}', 'mismatched', '{total}', true)$$, 'the tampered row is drift');
select is((select drift_percent from cutover_private.drift(:owner)) > 0, true, 'and counts');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where recorded_at >= now() and action = 'drift.confirm' and target = 'owner'), 1::bigint, 'audited');
select is(cutover.repair('owner') #>> '{result,marked}', '1', 'repair marks it');
select pg_temp.settle();
select is((select total from new.owner where id = 1), 5::numeric, 'the truth is carried over');
select is((select count(*) from cutover.drifted_rows where resolved_at is null), 0::bigint, 'and the drift resolved');
select * from finish();
rollback;
