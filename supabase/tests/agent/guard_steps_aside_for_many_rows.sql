-- A batch of many rows opens the guard in its own transaction and closes it again, whether its rows are taken or not.
\ir setup.inc
select plan(15);
alter table shop.part drop constraint part_item_id_fkey;
alter table shop.part add constraint part_of foreign key (item_id) references shop.item (id) deferrable initially deferred;
select cutover_agent.become_receiver(array[:'item', :'part']::uuid[], :'token', 'test');
create table pg_temp.tells (guarded boolean);
create function pg_temp.guarded() returns setof text language sql as $$
  select format('%s %s', c.relname, t.tgenabled) from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname ~ '^cutover_guard_\d+$' and c.relnamespace = 'shop'::regnamespace order by 1
$$;
-- Tells from inside of the batch whether the guard is asked.
create function pg_temp.tell() returns trigger language plpgsql as $$
begin
  insert into pg_temp.tells (guarded) select t.tgenabled = 'A' from pg_trigger t where t.tgrelid = tg_relid and t.tgname ~ '^cutover_guard_\d+$';
  return null;
end
$$;
create trigger tell after insert on shop.item for each statement execute function pg_temp.tell();

select is_empty($$ select a.* from cutover_agent.apply_rows(array['aaaaaaaa-0000-0000-0000-000000000001']::uuid[], array_fill(1, array[499]),
  array(select format('{%s,name,1.00,c%s}', g, g) from generate_series(1, 499) g), '{}', '{}') a $$, 'few rows');
select results_eq('select guarded from pg_temp.tells', array[true], 'are asked one by one');
truncate pg_temp.tells;
select is_empty($$ select a.* from cutover_agent.apply_rows(array['aaaaaaaa-0000-0000-0000-000000000001', 'aaaaaaaa-0000-0000-0000-000000000002']::uuid[],
  array_fill(1, array[500]) || array_fill(2, array[500]),
  array(select format('{%s,other,2.00,c%s}', g, g) from generate_series(1, 500) g) || array(select format('{%s,%s,note}', g, g) from generate_series(1, 500) g),
  '{}', '{}') a $$, 'many rows, with a deferred foreign key');
select results_eq('select guarded from pg_temp.tells', array[false], 'are not');
select results_eq('select pg_temp.guarded()', array['item A', 'part A'], 'afterwards the guards are back');
select throws_ok('insert into shop.item values (1000)', 'CT701', null, 'and refuse');
select is((select count(*) from shop.item where name = 'other' and price = 2), 500::bigint, 'the rows are there');

select is((select array_agg(a.key || ' ' || a.error_code) from cutover_agent.apply_rows(array[:'item']::uuid[], array_fill(1, array[600]),
  array(select format('{%s,third,1.00,c%s}', g, case g when 600 then 1 else g end) from generate_series(1, 600) g), '{}', '{}') a), array['{600} 23505'],
  'a batch with a row that is refused');
select results_eq('select pg_temp.guarded()', array['item A', 'part A'], 'leaves the guards in force as well');
select is((select array_agg(a.key || ' ' || a.error_code) from cutover_agent.apply_rows(array[:'part']::uuid[], array_fill(1, array[500]),
  array(select format('{%s,%s,note}', g, case g when 500 then 9999 else g end) from generate_series(1, 500) g), '{}', '{}') a), array['{500} 23503'],
  'so does one whose deferred foreign key refuses a row');
select results_eq('select pg_temp.guarded()', array['item A', 'part A'], 'in force');
select throws_ok('delete from shop.part', 'CT701', null, 'and refusing');

create table shop.log (id bigint primary key, note text) partition by range (id);
create table shop.log_low partition of shop.log for values from (0) to (300);
create table shop.log_high partition of shop.log for values from (300) to (10000);
select cutover_agent.register_endpoint('aaaaaaaa-0000-0000-0000-000000000009', 'shop', 'log', array['id', 'note'], array['integer', 'text'], 1) as log \gset
select cutover_agent.become_receiver(array['aaaaaaaa-0000-0000-0000-000000000009']::uuid[], :'token', 'test');
select is_empty($$ select a.* from cutover_agent.apply_rows(array['aaaaaaaa-0000-0000-0000-000000000009']::uuid[], array_fill(1, array[600]),
  array(select format('{%s,note}', g) from generate_series(1, 600) g), '{}', '{}') a $$, 'many rows of a partitioned table');
select results_eq('select pg_temp.guarded()', array['item A', 'log A', 'log_high A', 'log_low A', 'part A'], 'after which each partition has its guard');
select throws_ok('delete from shop.log_low', 'CT701', null, 'and refuses');
select * from finish();
rollback;
