-- A sequence moves forward to what the other side used, never back; of every kind, in either direction.
\ir setup.inc
select plan(8);
\set seq aaaaaaaa-0000-0000-0000-000000000003
create sequence shop.down increment -1 minvalue -1000 maxvalue -1;
create table shop.seq (id bigint generated always as identity primary key, s serial, d bigint default nextval('shop.down'), plain bigint);
select cutover_agent.register_endpoint(:'seq', 'shop', 'seq', array['id', 's', 'd', 'plain'],
  array['integer', 'integer', 'integer', 'integer'], 1) as number \gset
select is((select array_agg(column_position order by column_position) from cutover_agent.sequence_positions(:'seq')), array[1, 2, 3], 'identity, serial and default are found');
select is(cutover_agent.advance_sequence(:'seq', 1, 500), 500::bigint, 'forward');
select is(nextval('shop.seq_id_seq'), 501::bigint, 'the next value is beyond');
select is(cutover_agent.advance_sequence(:'seq', 1, 100), 501::bigint, 'never back');
select is(nextval('shop.seq_id_seq'), 502::bigint, 'it goes on where it stood');
select is(cutover_agent.advance_sequence(:'seq', 3, -70), -70::bigint, 'a descending one goes down');
select is(cutover_agent.advance_sequence(:'seq', 3, -5), -70::bigint, 'and not up');
select is(cutover_agent.advance_sequence(:'seq', 4, 5), null, 'a column without a sequence');
select * from finish();
rollback;
