-- What cannot be is refused by name, and changes nothing.
\ir setup.inc
select plan(21);
create function pg_temp.refusal(p_steps jsonb) returns text language sql as $$
  select concat(a #>> '{error,code}', ' ', a #>> '{error,message}') from cutover.command('start_read_ramp', jsonb_build_object('table', 'item', 'reason', 'test', 'steps', p_steps)) a
$$;
select is(pg_temp.refusal('[]'), 'CT001 Argument steps: a ramp has 1 to 20 steps.', 'no steps');
select is(pg_temp.refusal('{}'), 'CT001 The argument "steps" must be of the type array, not object.', 'no array');
select is(pg_temp.refusal('[5]'), 'CT001 Argument steps: step 1 is no object.', 'no objects');
select is(pg_temp.refusal('[{"percentage": 5}, {"percentage": 5}]'), 'CT001 Argument steps: step 2 is not above the one before it.', 'not rising');
select is(pg_temp.refusal('[{"percentage": 0}]'), 'CT001 Argument steps: step 1 is not above the one before it.', 'nothing');
select is(pg_temp.refusal('[{"percentage": 101}]'), 'CT001 The argument "percentage" must be between 0 and 100.', 'too much');
select is(pg_temp.refusal('[{"percentage": 0.001}]'), 'CT001 Argument steps: the percentage of step 1 has more than two decimal places.', 'too fine');
select is(pg_temp.refusal('[{"percentage": 5, "hold_minutes": -1}]'), 'CT001 The argument "hold_minutes" must be between 0 and 43200.', 'a time before');
select matches(pg_temp.refusal('[{"percentage": 5, "hold": 1}]'), '^CT001 .*hold', 'an unknown key');
select is(cutover.start_read_ramp('nothing', 'test') #>> '{error,code}', 'CT002', 'an unknown table');
select is((cutover.command('start_read_ramp', '{"table": "item"}') #>> '{error,message}'), 'The argument "reason" is missing.', 'no reason');
select is(cutover.pause_read_ramp('item', 'test') #>> '{error,code}', 'CT012', 'no ramp to pause');
select is(cutover.cancel_read_ramp('item', 'test') #>> '{error,code}', 'CT012', 'nor to cancel');
select is(cutover.resume_read_split('item', 'test') #>> '{error,code}', 'CT201', 'no halt to resume from');
select is((select count(*) from cutover.read_ramps), 0::bigint, 'nothing has begun');
select cutover.start_read_ramp('item', 'test') ->> 'ok' as ok \gset
select is(cutover.start_read_ramp('item', 'test') #>> '{error,details}',
  (select format('Ramp %s, started by database:postgres, is active on step 0.', id) from cutover.read_ramps), 'a second ramp is told of the first');
select is(cutover.cancel_read_ramp('item', 'test') #>> '{result,status}', 'cancelled', 'which is cancelled');
select cutover_private.change_read_split(:item, 5, 'test');
update cutover.read_splits set halted_at = now(), halted_reason = 'why';
select is(cutover.start_read_ramp('item', 'test') #>> '{error,code}', 'CT221', 'a split that is halted');
select is(cutover.command('set_read_split', '{"table": "item", "percentage": 6, "reason": "test"}') #>> '{error,code}', 'CT221', 'which nobody raises');
select is(cutover.command('set_read_split', '{"table": "item", "percentage": 4, "reason": "test"}') #>> '{result,percentage}', '4.00', 'but may lower');
update cutover.cutover_tables set read_source = 'legacy' where id = :item;
select is(cutover.start_read_ramp('item', 'test') #>> '{error,code}', 'CT201', 'reads that are not split');
select * from finish();
rollback;
