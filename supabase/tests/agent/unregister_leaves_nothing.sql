-- Unregistering takes off everything the agent put on a table and gives user triggers back; twice is fine.
\ir setup.inc
select plan(5);
create function shop.nothing() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger mine before insert on shop.item for each row execute function shop.nothing();
select cutover_agent.become_receiver(array[:'item']::uuid[], :'token', 'x');
select cutover_agent.unregister_endpoint(:'item');
select is((select array_agg(tgname || ' ' || tgenabled::text) from pg_trigger where tgrelid = 'shop.item'::regclass and not tgisinternal), array['mine O'], 'only the user''s trigger, enabled');
select is(to_regproc('cutover_agent.capture_' || :number), null, 'its function is gone');
select is((select count(*) from cutover_agent.blocks where endpoint_id = :'item'), 0::bigint, 'no block is left');
select lives_ok($$insert into shop.item values (1)$$, 'it takes writes');
select lives_ok(format('select cutover_agent.unregister_endpoint(%L)', :'item'), 'twice is fine');
select * from finish();
rollback;
