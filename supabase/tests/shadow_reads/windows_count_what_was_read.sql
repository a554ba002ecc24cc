-- A window compares sampled keys on both sides: what differs twice is a mismatch, unless it is known or on its way.
\ir setup.inc
select plan(17);
-- On a busy machine 20 reads take their time.
update cutover.settings set value = '20000' where key = 'shadow_read_budget_ms';
select is(pg_temp.counts(pg_temp.look('2030-01-01 00:00+00')), 'agreed 25 mismatched 0 lagging 0 known 0 errors 0 0 dropped 0 finished',
  'equal rows agree, at the first look');
select ok(latency_sample = 20 and legacy_median_ms > 0 and legacy_p95_ms >= legacy_median_ms and supabase_median_ms > 0
    and supabase_p95_ms >= supabase_median_ms,
  'single reads of both sides are timed') from cutover.shadow_reads;
select pg_temp.plant($$update new.item set name = 'secret' where id = 3; delete from new.item where id = 4; insert into new.item values (99, 'more', 1)$$);
select is(pg_temp.counts(pg_temp.first_look('2030-01-01 00:01+00')), 'agreed 23 mismatched 0 lagging 0 known 0 errors 0 0 dropped 0 open',
  'what differs is no mismatch at first sight');
select is((select count(*) from cutover.drifted_rows), 0::bigint, 'and no drift');
select is(pg_temp.counts(pg_temp.second_look('2030-01-01 00:01+00')), 'agreed 23 mismatched 3 lagging 0 known 0 errors 0 0 dropped 0 finished',
  'but at the second');
select bag_eq('select key::text, kind, columns::text from cutover.shadow_mismatches', $$values ('{3}', 'mismatched', '{name}'), ('{4}', 'missing', '{}'), ('{99}', 'extra',
  '{}')$$,
  'keys and columns are kept, of rows that either side lacks as well');
select bag_eq('select * from pg_temp.drift()', $$values ('{3}', 'mismatched', '{name}'), ('{4}', 'missing', '{}'), ('{99}', 'extra', '{}')$$, 'they are drift');
select is_empty($$select from cutover.drifted_rows d where to_jsonb(d)::text ~ 'secret' union all select from cutover.shadow_mismatches d where to_jsonb(d)::text ~ 'secret'$$,
  'no value is kept');
select is((select count(*) from cutover_private.shadow_suspects), 0::bigint, 'nothing is left to look at');
-- On its way.
update old.item set name = 'new' where id = 3;
select is(pg_temp.counts(pg_temp.look('2030-01-01 00:02+00')), 'agreed 23 mismatched 2 lagging 1 known 0 errors 0 0 dropped 0 finished',
  'a change in the journal is lag');
select pg_temp.first_look('2030-01-01 00:03+00');
update old.item set name = 'newer' where id = 4;
select is(pg_temp.counts(pg_temp.second_look('2030-01-01 00:03+00')), 'agreed 23 mismatched 1 lagging 2 known 0 errors 0 0 dropped 0 finished',
  'between the looks, too');
-- Put right between the looks.
select pg_temp.first_look('2030-01-01 00:04+00');
select pg_temp.plant($$delete from new.item where id = 99$$);
select is(pg_temp.counts(pg_temp.second_look('2030-01-01 00:04+00')), 'agreed 24 mismatched 0 lagging 2 known 0 errors 0 0 dropped 0 finished',
  'what is equal at the second look agrees');
select cutover_agent.acknowledge((select array_agg(id) from cutover_agent.endpoints), array_agg(id)) from cutover_agent.journal;
select pg_temp.plant($$insert into new.item select id, name, price from old.item where id = 4$$);
select cutover.command('set_known_difference', jsonb_build_object('table', 'item', 'column', 'name', 'owner', 'me', 'reason', 'test',
  'expires_at', now() + interval '1 day')) ->> 'ok' as ok \gset
select is(pg_temp.counts(pg_temp.look('2030-01-01 00:05+00')), 'agreed 24 mismatched 0 lagging 0 known 1 errors 0 0 dropped 0 finished',
  'known differences are counted apart');
update cutover.settings set value = '0' where key = 'shadow_read_budget_ms';
select is(pg_temp.counts(pg_temp.look('2030-01-01 00:06+00')) ~ 'dropped 5 finished', true,
  'without a budget one batch of 20 is compared, the rest is dropped');
update cutover.settings set value = '20000' where key = 'shadow_read_budget_ms';
-- Recently applied keys come first.
update cutover.settings set value = '4' where key = 'shadow_read_keys';
select cutover_private.note_recent_keys(:item, array['{7}', '{8}', '{9}']);
insert into cutover_private.verify_queue (table_id, key) values (:item, '{7}'), (:item, '{10}');
select pg_temp.verify(:item_group);
select bag_eq('select key from cutover_private.recent_keys', array['{7}', '{8}', '{9}', '{10}'], 'the verifier leaves a few keys');
select pg_temp.plant($$update new.item set price = 77 where id in (7, 8, 9, 10)$$);
select is((pg_temp.look('2030-01-01 00:07+00')).mismatched, 4, 'which are looked at before others');
select is((select count(*) from cutover_private.recent_keys), 0::bigint, 'once');
select * from finish();
rollback;
