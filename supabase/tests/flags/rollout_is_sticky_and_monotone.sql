-- A percentage holds for the same subjects, and more of them as it grows.
begin;
set local search_path = extensions, public;
select plan(6);

create function pg_temp.held(p_percentage numeric) returns text [] language sql as $$
  select cutover.set_feature_flag('data_migration_final', true, null, p_percentage);
  select array_agg(s order by s) from (select 'group ' || n as s from generate_series(1, 1000) n) x
   where cutover_private.flag_enabled('data_migration_final', s);
$$;
select pg_temp.held(5) as five, pg_temp.held(25) as quarter, pg_temp.held(100) as everybody, coalesce(pg_temp.held(0)::text, 'nobody') as nobody \gset
select ok(:'five'::text [] <@ :'quarter'::text [], '5 % are part of 25 %');
select cmp_ok(cardinality(:'five'::text []), '<', 100, 'about 5 %');
select cmp_ok(cardinality(:'quarter'::text []), '>', 200, 'about 25 %');
select is(cardinality(:'everybody'::text []), 1000, 'everybody at 100 %');
select is(:'nobody'::text, 'nobody', 'nobody at 0 %');
select cutover.set_feature_flag('data_migration_final', true, null, 99) as s \gset
select ok(not cutover_private.flag_enabled('data_migration_final'), 'without a subject it holds only when it holds for all');

select * from finish();
rollback;
