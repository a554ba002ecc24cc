-- An invariant that gives a row, or fails, is found by its name and counted; without rows it holds. It runs as the reader, and never shows a row.
\ir setup.inc
select plan(16);
grant usage on schema new to cutover_reader;
grant select on new.item to cutover_reader;
create function pg_temp.register(p_arguments jsonb) returns text language sql as $$
  select coalesce(a #>> '{error,code}', 'ok') from cutover.command('register_invariant', '{"name": "a", "group": "shop", "sql": "select 1 where false", "reason": "test"}'::jsonb || p_arguments) a
$$;
select is(pg_temp.found('invariants_hold'), null, 'none: nothing to hold');
select is(pg_temp.register('{"sql": "select * from new.item where note is null -- no note", "name": "Every \"item\" has a note"}'), 'ok', 'registered');
select is(pg_temp.found('invariants_hold'), null, 'it holds');
update old.item set note = null;
select pg_temp.settle();
update cutover.invariants set checked_at = null;
select is(pg_temp.found('invariants_hold'), 'item failed 1: "Every ""item"" has a note": 1 rows; owner failed 1: "Every ""item"" has a note": 1 rows', 'a row: found for the group');
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'which is not ready');
update old.item set note = 'again';
select pg_temp.settle();
update cutover.invariants set checked_at = null;
select is(pg_temp.found('invariants_hold'), null, 'mended');
alter table new.item rename column note to remark;
update cutover.invariants set checked_at = null;
select matches(pg_temp.found('invariants_hold'), '^item failed 1: "Every ""item"" has a note": CT013: The query failed with SQLSTATE 42703', 'one that cannot be run does not hold');
alter table new.item rename column remark to note;
select is(pg_temp.register('{"sql": "select * from new.owner"}'), 'CT013', 'what the reader may not read');
select is(pg_temp.register('{"sql": "delete from new.item returning 1"}'), 'CT013', 'what is no query');
select is(pg_temp.register('{"name": " a"}'), 'CT001', 'a name with a space around it');
select is(pg_temp.register('{"group": "nowhere"}'), 'CT004', 'a group nobody knows');
select is(pg_temp.register('{"timeout_seconds": 61}'), 'CT001', 'a query that may take too long');
select is(cutover.end_invariant('nobody knows', 'test') #>> '{error,code}', 'CT012', 'one nobody knows');
select is(cutover.end_invariant('Every "item" has a note', 'test') ->> 'ok', 'true', 'ended');
select is(pg_temp.found('invariants_hold'), null, 'and asked no more');
set constraints all immediate;
select set_eq($$select action || ' ' || outcome from cutover.cutover_audit_log where action ~ '^invariant' and recorded_at >= now()$$,
  array['invariant.register done', 'invariant.register refused', 'invariant.end refused', 'invariant.end done'], 'audited');
select * from finish();
rollback;
