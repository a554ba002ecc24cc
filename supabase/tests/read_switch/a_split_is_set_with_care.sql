-- What is left out of a split stays; what cannot be is refused; every change is in the audit log.
begin;
set local search_path = extensions, public;
select plan(16);

create schema splits;
create table splits.before (id integer primary key);
create table splits.after (id integer primary key);
select cutover.register_legacy_source('splits', 'local');
select cutover.register_table('split', 'splits', 'splits', 'before', 'splits', 'after');

select cutover.set_read_split('split', 'first', 5, '{tom}', '{eve}');
select is(cutover.set_read_split('split', 'second', 25) -> 'result' #- '{previous}',
  '{"table": "split", "environment": "development", "read_source": "legacy", "percentage": 25.00, "pinned": ["tom"], "excluded": ["eve"]}', 'the rest stays');
select is(cutover.set_read_split('split', 'third', p_pinned => '{}') #> '{result,pinned}', '[]', 'an empty list lets everybody go');
select is(cutover.set_read_split('split', 'x', 101) #>> '{error,code}', 'CT001', 'more than everybody');
select is(cutover.set_read_split('split', 'x', 0.001) #>> '{error,code}', 'CT001', 'three decimals');
select is(cutover.set_read_split('split', 'x') #>> '{error,code}', 'CT001', 'nothing to change');
select is(cutover.set_read_split('split', 'x', p_pinned => '{eve}') #>> '{error,details}', 'eve', 'pinned and excluded');
select is(cutover.set_read_split('split', 'x', p_pinned => '{tom,""}') #>> '{error,code}', 'CT001', 'nobody is no subject');
select is(cutover.set_read_split('split', 'x', p_excluded => array[repeat('x', 2001)]) #>> '{error,code}', 'CT001', 'nor is what is longer than one can be');
select is(cutover.set_setting('tenant_claim', '"user_metadata.tenant"') #>> '{error,code}', 'CT001', 'a claim that users change themselves names no tenant');
select is(cutover.set_setting('tenant_claim', '""') #>> '{error,code}', 'CT001', 'nor does the whole token');
select is(cutover.set_read_split('split', 'x', 5, p_environment => 'moon') #>> '{error,code}', 'CT001', 'no such environment');
select is(cutover.set_read_split('nothing', 'x', 5) #>> '{error,code}', 'CT002', 'no such table');
select is((select s.percentage from cutover.read_splits s), 25::numeric, 'refusals change nothing');

insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test');
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.set_read_split('split', 'x', 5) #>> '{error,code}', 'CT103', 'viewers look on');
reset role;
set local request.jwt.claims = '';

select cutover_private.change_read_split((select t.id from cutover.cutover_tables t where t.name = 'split'), 1, 'too many differ');
select is((select s.percentage from cutover.read_splits s), 1::numeric, 'the system sets it as well');
set constraints all immediate;
select is((select a.detail - 'environment' from cutover.cutover_audit_log a where a.action = 'read_split.change'), '{"from": 25, "to": 1, "reason": "too many differ"}', 'and says why');

select * from finish();
rollback;
