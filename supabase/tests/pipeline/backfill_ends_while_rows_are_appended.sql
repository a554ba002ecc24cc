-- Rows that are appended all the time do not keep the backfill from ending; they come through the journal.
\ir setup.inc
select plan(6);
select results_eq($$select status from cutover.backfills where table_id = $$ || :owner, $$values ('running')$$, 'there is something to copy');
select is(cutover_private.backfill_step(:shop), 2, 'one chunk, not full');
insert into old.owner (name) values ('appended');
select results_eq($$select status, rows_done from cutover.backfills where table_id = $$ || :owner, $$values ('completed', 2::bigint)$$, 'is the last one');
set constraints all immediate;
select results_eq($$select detail ->> 'rows' from cutover.cutover_audit_log where action = 'backfill.complete' and recorded_at >= now()$$, $$values ('2')$$, 'noted with all its rows');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'equal in the end');
select is((select count(*) from new.owner where name = 'appended'), 1::bigint, 'what was appended is there');
select * from finish();
rollback;
