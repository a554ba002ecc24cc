-- Each rule passes on a sound group, and fails on what it is there for. Younger rules have a file of their own.
\ir setup.inc
select plan(36);
select is(pg_temp.gate(r.id), case r.metric when 'freeze_window_active' then 'passed 1' else 'passed 0' end, r.id || ' passes')
from cutover.rules r where r.id in ('drift_percent', 'row_counts', 'orphans', 'sequences_ready', 'way_back', 'freeze_window_active', 'refused_rows', 'backlog_seconds', 'blockers', 'keys_unambiguous') order by r.id;
select matches(pg_temp.gate('reconciliation_fresh'), '^passed \d', 'reconciliation_fresh passes');

-- Drift and counts: one row planted, one gone; a full comparison finds both.
select pg_temp.plant($$update new.owner set total = 1 where id = 1$$);
select pg_temp.reconcile();
select is(pg_temp.gate('drift_percent', 'owner'), 'failed 50', 'a row that differs');
select is(pg_temp.gate('row_counts', 'owner'), 'passed 0', 'is no missing row');
select pg_temp.plant('delete from new.item');
select pg_temp.reconcile();
select is(pg_temp.gate('row_counts'), 'failed 100', 'a row that is missing');
select is((select evidence ->> 'missing' from cutover.cutover_checklists where table_id = :item and rule_id = 'row_counts'), '1', 'the evidence counts it');
select pg_temp.plant($$insert into new.item values (1, 1, 'one', 'a')$$);
select pg_temp.plant($$update new.owner set total = 0 where id = 1$$);
select pg_temp.reconcile();
select is(pg_temp.gate('row_counts') || ', ' || pg_temp.gate('drift_percent', 'owner'), 'passed 0, passed 0', 'both mended');
update cutover.reconciliation_jobs set finished_at = clock_timestamp() - interval '25 hours' where table_id = :item;
select matches(pg_temp.gate('reconciliation_fresh'), '^failed 900\d\d', 'a comparison of yesterday');
delete from cutover.reconciliation_jobs where table_id = :item;
select is(pg_temp.gate('reconciliation_fresh'), 'failed unknown', 'none at all');
update cutover.drifted_rows set resolved_at = clock_timestamp() where table_id = :item;
select is(pg_temp.gate('drift_percent'), 'failed unknown', 'without one nothing is known of drift');
select is(pg_temp.gate('row_counts'), 'failed unknown', 'nor of counts');

-- A child without its parent, under a foreign key that nobody validated.
alter table new.item drop constraint item_owner_id_fkey;
select pg_temp.plant($$insert into new.item values (99, 1, 'orphan', null)$$);
alter table new.item add foreign key (owner_id) references new.owner not valid;
select is(pg_temp.gate('orphans'), 'failed 2', 'an orphan, and a foreign key that is not validated');
select pg_temp.plant($$delete from new.item where owner_id = 99$$);
select is(pg_temp.gate('orphans'), 'failed 1', 'the foreign key alone');
alter table new.item validate constraint item_owner_id_fkey;
select is(pg_temp.gate('orphans'), 'passed 0', 'validated');

-- A sequence of somebody else.
create role rules_other;
grant rules_other to postgres;
grant create, usage on schema new to rules_other;
create sequence new.others;
alter table new.item alter column line set default nextval('new.others');
alter sequence new.others owner to rules_other;
revoke rules_other from postgres;
select is(pg_temp.gate('sequences_ready'), 'failed unknown', 'a sequence that may be read, but not set');
select is((select evidence ->> 'error' from cutover.cutover_checklists where table_id = :item and rule_id = 'sequences_ready'),
  'CT404: Role postgres may not read and set the sequence new.others.', 'is named');
alter table new.item alter column line drop default;
select is(pg_temp.gate('sequences_ready'), 'passed 0', 'and, unused, is no matter any more');

-- Legacy would not take its own rows any more.
insert into old.item values (1, 3, 'long enough', null);
alter table old.item add constraint tight check (length(note) > 5) not valid;
select is(pg_temp.gate('way_back'), 'failed 1', 'a row that legacy refuses');
select is((select evidence ->> 'error' from cutover.cutover_checklists where table_id = :item and rule_id = 'way_back'), '23514 tight', 'by which constraint');
select is((select count(*) from old.item), 2::bigint, 'the rehearsal left no trace');
alter table old.item drop constraint tight;
select is(pg_temp.gate('way_back'), 'passed 0', 'without the constraint it takes them');

update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
select is(pg_temp.gate('freeze_window_active'), 'failed 0', 'a window that is over, though nobody closed it');
alter table new.owner add constraint no_carl check (name <> 'carl') not valid;
insert into old.owner (name) values ('carl');
select failed as failed from cutover_private.apply_pass(:shop) \gset
select is(pg_temp.gate('refused_rows', 'owner') || ', ' || pg_temp.gate('refused_rows', 'item'), 'failed 1, passed 0', 'a row that supabase refuses, of that table alone');
update cutover_agent.journal set recorded_at = clock_timestamp() - interval '31 seconds';
select matches(pg_temp.gate('backlog_seconds'), '^failed 31', 'a change that waits for long');
alter table new.owner drop constraint no_carl;
select pg_temp.settle();
select is(pg_temp.gate('refused_rows', 'owner') || ', ' || pg_temp.gate('backlog_seconds'), 'passed 0, passed 0', 'it is taken, and nothing waits');
select cutover.start_emergency_freeze('shop', 'another one') ->> 'ok' as ok \gset
select is(pg_temp.gate('freeze_window_active'), 'passed 1', 'a new window');
update cutover.rules set threshold = -1 where id = 'blockers';
select is(pg_temp.gate('blockers'), 'warning 0', 'what is only a warning fails as one');
select * from finish();
rollback;
