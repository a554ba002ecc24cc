-- Operators learn everything that decides, and about any subject; whoever else is signed in learns the own sides of tables that they can name.
begin;
set local search_path = extensions, public;
select plan(27);

create schema splits;
create table splits.before (id integer primary key);
create table splits.after (id integer primary key);
select cutover.register_legacy_source('splits', 'local');
select cutover.register_table('My "Table"', 'splits', 'splits', 'before', 'splits', 'after', p_group => 'splits');
create table splits.others_before (id integer primary key);
create table splits.others_after (id integer primary key);
select cutover.register_table('others', 'splits', 'splits', 'others_before', 'splits', 'others_after', p_group => 'others');
select cutover.set_feature_flag('data_migration_final', true, null, 25);
select cutover.set_read_split('My "Table"', 'test', 50.01, '{tom,acme}', '{eve}');
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test');

create function pg_temp.is_called_by(p_claims jsonb, p_call text) returns jsonb language plpgsql as $$
declare
  v_answer jsonb;
begin
  perform set_config('request.jwt.claims', coalesce(p_claims::text, ''), true);
  execute 'select ' || p_call into v_answer;
  return case when v_answer -> 'ok' = 'true' then v_answer -> 'result' else v_answer #> '{error,code}' end;
end $$;
create function pg_temp.signed_in(p_subject text, p_more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('role', 'authenticated', 'sub', p_subject) || p_more
$$;
create function pg_temp.split() returns jsonb language sql as $$
  select t -> 'split' from jsonb_array_elements(pg_temp.is_called_by(pg_temp.signed_in('vera'), 'cutover.read_configuration()') -> 'tables') t where t ->> 'table' = 'My "Table"'
$$;

select is(pg_temp.is_called_by(null, $$cutover.read_sides('{others}')$$), '"CT101"', 'the owner has no sides of its own');
set local role service_role;
select is(pg_temp.is_called_by('{"role": "service_role", "key_name": "automations"}', $$cutover.read_sides('{others}')$$), '"CT101"', 'nor has a key');
set local role authenticated;
select is(pg_temp.is_called_by(null, $$cutover.read_sides('{others}')$$), '"CT101"', 'nor nobody');
select is(pg_temp.is_called_by('{"role": "authenticated"}', $$cutover.read_sides('{others}')$$), '"CT101"', 'nor a token without a subject');

-- What decides, before and while reads are split.
select is(pg_temp.is_called_by(pg_temp.signed_in('vera'), 'cutover.read_configuration()'), '{"environment": "development", "tables": [
  {"table": "My \"Table\"", "read_source": "legacy", "write_source": "legacy", "split": null},
  {"table": "others", "read_source": "legacy", "write_source": "legacy", "split": null}]}', 'nothing is split');
select is(pg_temp.is_called_by(pg_temp.signed_in('tom'), $$cutover.read_sides(array['My "Table"'])$$), '{"My \"Table\"": "legacy"}', 'and all read legacy');
reset role;
update cutover.cutover_tables set read_source = 'dual' where name = 'My "Table"';
set local role authenticated;
select is(pg_temp.split(), '{"percentage": 25, "pinned": ["tom", "acme"], "excluded": ["eve"], "salt": "splits"}', 'the split that holds: capped by the flag');
reset role;
set local request.jwt.claims = '';
select cutover.set_feature_flag('data_migration_final', true, null, 75);
set local role authenticated;
select is(pg_temp.split() -> 'percentage', '50.01', 'two decimals');
select is(pg_temp.is_called_by(pg_temp.signed_in('vera'), $$cutover.command('read_side', '{"table": "My \"Table\"", "subject": "tom"}')$$), '{"My \"Table\"": "supabase"}',
  'a viewer asks about anybody');
select is(pg_temp.is_called_by(pg_temp.signed_in('vera'), $$cutover.command('read_side', '{"table": "My \"Table\"", "subject": "eve"}')$$), '{"My \"Table\"": "legacy"}', 'about each');
select is(pg_temp.is_called_by(pg_temp.signed_in('vera'), $$cutover.command('read_side', '{"table": "nothing", "subject": "eve"}')$$), '"CT002"', 'but not about any table');
select is(pg_temp.is_called_by(pg_temp.signed_in('vera'), $$cutover.command('read_side', '{"table": "others"}')$$), '"CT001"', 'nor about no one');
select is(pg_temp.is_called_by(pg_temp.signed_in('tom'), 'cutover.read_configuration()'), '"CT102"', 'who is no operator does not learn who else is on which side');
select is(pg_temp.is_called_by(pg_temp.signed_in('tom'), $$cutover.command('read_side', '{"table": "others", "subject": "eve"}')$$), '"CT102"', 'nor about a single one');

-- The own sides.
select is(pg_temp.is_called_by(pg_temp.signed_in(s), $$cutover.read_sides(array['My "Table"', 'others', 'nothing'])$$),
  jsonb_build_object('My "Table"', side, 'others', 'legacy'), s || ' reads ' || side || '; what is not there is left out')
from (values ('tom', 'supabase'), ('eve', 'legacy')) v (s, side);
select is(pg_temp.is_called_by(pg_temp.signed_in('eve', '{"app_metadata": {"tenant_id": "acme"}}'), $$cutover.read_sides(array['My "Table"'])$$), '{"My \"Table\"": "supabase"}',
  'as their tenant does');
select is(pg_temp.is_called_by(pg_temp.signed_in('eve', '{"user_metadata": {"tenant_id": "acme"}, "subject": "tom"}'), $$cutover.read_sides(array['My "Table"'])$$),
  '{"My \"Table\"": "legacy"}', 'but for what a user says of itself');
select is(pg_temp.is_called_by(pg_temp.signed_in('tom', '{"is_anonymous": true}'), $$cutover.read_sides(array['My "Table"'])$$), '{"My \"Table\"": "supabase"}',
  'who signed in without a name reads, too');
select is((select count(*) from generate_series(1, 500) n where pg_temp.is_called_by(pg_temp.signed_in('s' || n), $$cutover.read_sides(array['My "Table"'])$$)
  is distinct from jsonb_build_object('My "Table"', cutover.read_side('My "Table"', 's' || n))), 0::bigint, 'everybody as cutover.read_side() says');
select is(pg_temp.is_called_by(pg_temp.signed_in('tom'), call), answer, call)
from (values ($$cutover.read_sides('{}')$$, '{}'::jsonb), ($$cutover.read_sides(null)$$, '"CT001"'), ($$cutover.read_sides(array['others', null])$$, '"CT001"'),
  ($$cutover.read_sides(array(select 'others' from generate_series(1, 200)))$$, '{"others": "legacy"}'),
  ($$cutover.read_sides(array(select 'others' from generate_series(1, 201)))$$, '"CT001"'),
  ($$cutover.command('read_sides', '{"tables": ["others"], "subject": "eve"}')$$, '"CT001"')) v (call, answer);
reset role;
set local request.jwt.claims = '';
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where recorded_at >= now() and action in ('read.sides', 'read.side', 'read.configuration') and outcome = 'done'), 0::bigint,
  'answers are not audited: they are asked for all the time');
select * from finish();
rollback;
