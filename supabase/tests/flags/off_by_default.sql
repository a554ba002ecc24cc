-- Data_migration_final is off everywhere until somebody turns it on.
begin;
set local search_path = extensions, public;
select plan(3);

select results_eq($$select environment, enabled from cutover.feature_flags where name = 'data_migration_final' order by environment$$,
  $$values ('development', false), ('production', false), ('staging', false)$$, 'off in all three environments');
select ok(not cutover_private.flag_enabled('data_migration_final'), 'and so it does not hold');
select ok(not cutover_private.flag_enabled('no_such_flag'), 'a flag that does not exist is off');

select * from finish();
rollback;
