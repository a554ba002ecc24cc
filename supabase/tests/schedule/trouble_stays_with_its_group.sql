-- What goes wrong in one group's pipeline is noted there and does not stop the next group; when it works again, the note goes.
\ir ../pipeline/setup.inc
select plan(10);
create table old.other (id bigint primary key);
create table new.other (id bigint primary key);
select cutover.register_table('other', 'pipeline_test', 'old', 'other', 'new', 'other') ->> 'ok' as ok \gset
select cutover.start_backfill('other') ->> 'ok' as ok \gset
select (cutover_private.find_group('other')).id as other \gset
insert into old.owner (name) values ('waits');
insert into old.other values (1);
alter table new.owner rename to renamed;
select is(cutover_private.pipeline_tick(:shop), 0, 'a table of the one group is gone: no work done');
select matches((select last_error from cutover_private.pipeline_health where group_id = :shop), '^\w{5}: ', 'the error is noted');
select is((select last_success_at from cutover_private.pipeline_health where group_id = :shop), null, 'it never worked');
select cmp_ok(cutover_private.pipeline_tick(:other), '>', 0, 'the other group goes on');
select is((select count(*) from new.other), 1::bigint, 'its rows arrive');
select is((select (last_success_at is not null, last_error)::text from cutover_private.pipeline_health where group_id = :other), '(t,)', 'and that it works is noted');
select is(pg_temp.journal() >= 1, true, 'what could not be applied waits');
alter table new.renamed rename to owner;
select cmp_ok(cutover_private.pipeline_tick(:shop), '>', 0, 'mended, it works');
select is((select (last_success_at is not null, last_error)::text from cutover_private.pipeline_health where group_id = :shop), '(t,)', 'the note is gone');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner')$$, 'and nothing was lost');
select * from finish();
rollback;
