-- A row that the receiving side refuses during the backfill is not passed over: it waits in the journal, is reported, and follows once it can.
\ir setup.inc
select plan(5);
alter table new.owner add constraint no_ben check (name <> 'ben') not valid;
select pg_temp.settle();
select is((select string_agg(name, ', ' order by id) from new.owner), 'anna', 'the others are copied');
select is((select string_agg(status, ', ') from cutover.backfills where table_id in (:owner, :item)), 'completed, completed', 'to the end');
select is((select string_agg(key::text || ' ' || error_code, ', ') from cutover.apply_failures where table_id = :owner), '{2} 23514', 'the refused one is reported');
alter table new.owner drop constraint no_ben;
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'and follows');
select is((select count(*) from cutover.apply_failures where table_id in (:owner, :item)), 0::bigint, 'then it is no failure any more');
select * from finish();
rollback;
