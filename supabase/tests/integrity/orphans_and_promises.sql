-- An integrity job: rows and references as many on both sides, orphans on either side, with or without a foreign key, and promises that only legacy keeps.
\ir ../pipeline/setup.inc
select plan(16);
create function pg_temp.check_table(p_table text) returns cutover.reconciliation_jobs language plpgsql as $$
declare
  v_id uuid := cutover_private.start_reconciliation((select id from cutover.cutover_tables where name = p_table), 'integrity', 'request');
  v_job cutover.reconciliation_jobs;
begin
  for i in 1 .. 100 loop
    update cutover.integrity_checks set due_at = clock_timestamp() where job_id = v_id;
    exit when not cutover_private.integrity_step(v_id);
  end loop;
  select * into v_job from cutover.reconciliation_jobs where id = v_id;
  return v_job;
end $$;
create function pg_temp.findings(p_job uuid) returns table (kind text, name text, verdict text) language sql as $$
  select kind, name, verdict from cutover.integrity_checks where job_id = p_job and verdict <> 'passed'
$$;
select pg_temp.settle();
select * from pg_temp.check_table('item') \gset job_
select is(:'job_status' || ' ' || :job_findings || ' ' || :job_lagging || ' ' || :job_chunks_done, 'completed 0 0 2', 'rows and one foreign key, all well');
select is((select concat_ws(' ', legacy_rows, supabase_rows, legacy_orphans, supabase_orphans) from cutover.integrity_checks where job_id = :'job_id' and kind = 'orphans'),
  '1 1 0 0', 'both sides were asked for the foreign key');
select is((select definition #>> '{legacy,schema}' from cutover.integrity_checks where job_id = :'job_id' and kind = 'orphans'), 'old', 'each with its own parent');
-- The same foreign key only once, although both sides have it under different names.
select is((select count(*) from cutover.integrity_checks where job_id = :'job_id' and kind = 'orphans'), 1::bigint, 'counted once');

alter table new.item drop constraint item_owner_id_fkey;
select * from pg_temp.check_table('item') \gset job_
select bag_eq(format('select * from pg_temp.findings(%L)', :'job_id'), $$values ('legacy_only', 'item_owner_id_fkey', 'failed')$$, 'a foreign key that supabase lacks');
select pg_temp.plant('insert into new.item values (77, 1, ''orphan'', ''o'')');
select * from pg_temp.check_table('item') \gset job_
select bag_eq(format('select kind, verdict from pg_temp.findings(%L)', :'job_id'), $$values ('legacy_only', 'failed'), ('orphans', 'failed'), ('rows', 'failed')$$, 'whose orphan is found all the same');
select is((select legacy_orphans || ' ' || supabase_orphans from cutover.integrity_checks where job_id = :'job_id' and kind = 'orphans'), '0 1', 'on the side where it is');
select is(:job_findings, 3, 'and counted');
-- A change that waits: what it may explain is lag.
insert into old.owner (name) values ('carl');
select * from pg_temp.check_table('item') \gset job_
select bag_eq(format('select kind, verdict from pg_temp.findings(%L)', :'job_id'), $$values ('legacy_only', 'failed'), ('orphans', 'lagging'), ('rows', 'lagging')$$, 'not while changes are on their way');
select pg_temp.settle();
select pg_temp.plant('delete from new.item where owner_id = 77');
alter table new.item add foreign key (owner_id) references new.owner not valid;
alter table old.item add constraint code_is_short check (length(code) < 10);
alter table old.item alter column note set not null;
create unique index item_note on old.item (lower(note));
alter table old.item add column internal integer not null default 0;
select * from pg_temp.check_table('item') \gset job_
select bag_eq(format('select * from pg_temp.findings(%L)', :'job_id'), $$values ('unvalidated', 'item_owner_id_fkey', 'failed'), ('legacy_only', 'code_is_short', 'failed'),
  ('legacy_only', 'item_note', 'failed'), ('legacy_only', 'note', 'failed')$$, 'constraints that are not validated, checks, unique indexes and not null; of carried columns only');
-- Orphans on the truth are there, whatever is on its way.
alter table old.item drop constraint item_owner_id_fkey;
insert into old.item values (88, 1, 'orphan', 'p');
select * from pg_temp.check_table('item') \gset job_
select is((select verdict from pg_temp.findings(:'job_id') where kind = 'orphans'), 'failed', 'orphans of the truth are found by supabase''s foreign key');
delete from old.item where owner_id = 88;
select pg_temp.settle();
-- It stands in line like other jobs.
select cutover.command('reconcile', '{"table": "item", "kind": "integrity"}') #>> '{result,jobs,0,job}' as job \gset
select is(cutover_private.reconcile_chunk(:'job'), false, 'a comparison''s worker leaves it alone');
select is(cutover_private.integrity_step(:'job'), true, 'planned');
select is(cutover.pause_reconciliation(:'job', 'test') ->> 'ok', 'true', 'paused');
select is(cutover_private.integrity_step(:'job'), false, 'waits');
select is((select condition from cutover.reconciliation_progress where job_id = :'job'), 'paused', 'and says so');
select * from finish();
rollback;
