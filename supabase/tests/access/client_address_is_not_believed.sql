-- Only the owners connection says where a request came from.
begin;
set local search_path = extensions, public;
select plan(3);

select is(cutover_private.request_context('{"client_address": "203.0.113.9"}') ->> 'client_address', '203.0.113.9', 'an edge function does');
select is(length(cutover_private.request_context(jsonb_build_object('request_id', repeat('x', 500))) ->> 'request_id'), 200, 'long values are cut');
select isnt(cutover_private.request_context(null) ->> 'request_id', null, 'a request id is made up');

select * from finish();
rollback;
