-- The bucket of a subject is the same in every language.
begin;
set local search_path = extensions, public;
select plan(5);

select is(cutover_private.rollout_bucket('salt', 'subject'), 1404, 'vector 1');
select is(cutover_private.rollout_bucket('data_migration_final', 'orders'), 90, 'vector 2');
select is(cutover_private.rollout_bucket('data_migration_final', ''), 1210, 'vector 3');
select is(cutover_private.rollout_bucket('s', '9f0d2b7e-7f55-4cb0-8f0a-0d5d2b1f0a11'), 4328, 'vector 4');
select is(cutover_private.rollout_bucket('größe', 'ключ'), 4102, 'vector 5');

select * from finish();
rollback;
