-- The side that becomes the truth draws beyond all that the other drew or stored, whatever kind of sequence either has; in both directions.
\ir setup.inc
select plan(9);
create table old.plain (id bigint primary key, n integer);
create table new.plain (id bigint generated always as identity primary key, n serial);
create sequence old.down increment -1 maxvalue -1 minvalue -9000000;
create sequence new.down increment -2 maxvalue -1 minvalue -9000000;
create table old.falling (id bigint primary key default nextval('old.down'));
create table new.falling (id bigint primary key default nextval('new.down'));
select cutover.register_table('plain', 'pipeline_test', 'old', 'plain', 'new', 'plain', 'others') ->> 'ok' as ok \gset
select cutover.register_table('falling', 'pipeline_test', 'old', 'falling', 'new', 'falling', 'others') ->> 'ok' as ok \gset
select id as others from cutover.table_groups where name = 'others' \gset
select is(cutover_private.advance_sequences(:others, 'supabase') -> 'sequences' @> '[{"table": "plain", "column": "id", "value": 1}]', true, 'an empty table and no sequence on the other side: it stays');
select cutover.start_backfill('others') ->> 'ok' as ok \gset
insert into old.plain values (700, 8), (20, 900);
insert into old.falling default values;
insert into old.falling default values;
select pg_temp.settle('others');
select is(cutover_private.advance_sequences(:others, 'supabase') -> 'sequences', '[{"table": "falling", "column": "id", "value": -2002}, {"table": "plain", "column": "id", "value": 1700}, {"table": "plain", "column": "n", "value": 1900}]',
  'beyond the columns, where legacy has no sequence; downwards, in steps of its own, where it falls');
select is(cutover_private.advance_sequences(:others, 'supabase') -> 'sequences' -> 1 ->> 'value', '1700', 'repeated, no further');
select is(nextval('old.down'), -3::bigint, 'the other side''s was left alone');
select is(cutover_private.advance_sequences(:others, 'legacy') -> 'sequences', '[{"table": "falling", "column": "id", "value": -3002}]', 'the way back: beyond what supabase''s sequence stands at');
update cutover.settings set value = '5' where key = 'sequence_margin';
select nextval('old.owner_id_seq') as drawn \gset
select is(cutover_private.advance_sequences(:shop, 'supabase') -> 'sequences',
  jsonb_build_array(jsonb_build_object('table', 'owner', 'column', 'id', 'value', :drawn + 5)), 'values that were drawn and never stored count; the margin is a setting');
select setval('new.owner_id_seq', 100000) as ok \gset
select is(cutover_private.advance_sequences(:shop, 'supabase') #>> '{sequences,0,value}', '100000', 'never back');
select lives_ok('insert into new.plain default values', 'the next number')
from cutover_agent.become_truth((select array[supabase_endpoint] from cutover.cutover_tables where name = 'plain'));
select is((select id || ' ' || n from new.plain order by id desc limit 1), '1701 1901', 'is free');
select * from finish();
rollback;
