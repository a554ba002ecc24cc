-- A side that receives does not run its user triggers; as the truth it has them back as they were.
\ir setup.inc
select plan(5);
create table shop.seen (id bigint);
create function shop.see() returns trigger language plpgsql as $$ begin insert into shop.seen values (new.id); return new; end $$;
create trigger ordinary after insert on shop.item for each row execute function shop.see();
create trigger always_on after insert on shop.item for each row execute function shop.see();
create trigger switched_off after insert on shop.item for each row execute function shop.see();
alter table shop.item enable always trigger always_on;
alter table shop.item disable trigger switched_off;
select cutover_agent.become_receiver(array[:'item']::uuid[], :'token', 'x');
select pg_temp.apply(:'item', '{1,one,1,a}');
select is((select count(*) from shop.seen), 0::bigint, 'none ran');
select lives_ok(format('select cutover_agent.become_receiver(array[%L]::uuid[], %L, %L)', :'item', :'token', 'x'), 'receiving twice is fine');
select cutover_agent.become_truth(array[:'item']::uuid[]);
select bag_eq($$select tgname::text, tgenabled::text from pg_trigger where tgrelid = 'shop.item'::regclass and not tgisinternal and tgname not like 'cutover%'$$,
  $$values ('ordinary', 'O'), ('always_on', 'A'), ('switched_off', 'D')$$, 'each has its own state back');
insert into shop.item values (2, 'two', 2, 'b');
select is((select count(*) from shop.seen), 2::bigint, 'and they run for the truth');
select throws_ok($$insert into shop.part values (1, 77, 'x')$$, '23503', null, 'foreign keys were never off');
select * from finish();
rollback;
