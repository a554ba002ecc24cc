-- Where writes cannot be refused, an operator's word takes the place of the freeze, and only there.
\ir setup.inc
select plan(12);
select is(:'ready'::text, 'true', 'attested, the group is ready');
select is(cutover.status('shop') #>> '{result,groups,0,capture}', 'not available', 'status says that there is no capture');
select is(cutover.status('shop') #>> '{result,groups,0,enforced_freeze}', 'not available', 'and no enforced freeze');
select is(pg_temp.gate('keys_unambiguous'), 'passed 0', 'each key names one row');
select is((select evidence ->> 'capture' from cutover.cutover_checklists where table_id = :item and rule_id = 'backlog_seconds'), 'not available',
  'an empty backlog says little here, and says so');
delete from cutover.cutover_checklists where rule_id = 'legacy_writes_stopped';
select is(cutover.execute_cutover('shop') #>> '{error,code}', 'CT206', 'without the attestation nothing begins');
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'nor is the group ready');
select matches(cutover.attest('shop', 'legacy_writes_stopped', 'read only', now() + interval '9 hours') #>> '{error,code}', 'CT001', 'it holds for eight hours at most');
alter table old.item drop constraint item_pkey;
insert into old.item select owner_id, line, note, null from old.item;
select is(pg_temp.gate('keys_unambiguous'), 'failed 2', 'a key that names two rows');
delete from old.item where code is null;
select is(pg_temp.gate('keys_unambiguous'), 'passed 0', 'one is gone');
update cutover.legacy_sources set kind = 'local' where name = 'pipeline_test';
select is(cutover.attest('shop', 'legacy_writes_stopped', 'yes') #>> '{error,code}', 'CT001', 'a source that can be frozen needs nobody''s word');
select is_empty($$select g from jsonb_array_elements(cutover_private.evaluate_gates((cutover_private.find_group('shop')).id, true)) g
  where g ->> 'rule' in ('legacy_writes_stopped', 'keys_unambiguous')$$, 'and is not asked for it');
select * from finish();
rollback;
