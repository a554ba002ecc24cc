-- Differences that are known, by column or by a condition over the two values, are counted apart and are no drift: until they expire or end, and no others.
\ir setup.inc
select plan(24);
create function pg_temp.know(p_column text, p_condition text default null) returns text language sql as $$
  select coalesce(a #>> '{error,code}' || ' ' || (a #>> '{error,message}'), 'version ' || (a #>> '{result,version}'))
  from cutover.set_known_difference('item', p_column, 'olga', now() + interval '30 days', 'test', p_condition) a
$$;
create function pg_temp.counts(p_kind text default 'full') returns text language sql as $$
  select 'known ' || known || ', mismatched ' || mismatched || ', missing ' || missing || ', healed ' || healed from pg_temp.reconcile('item', p_kind)
$$;
select pg_temp.plant($$update new.item set name = upper(name) where id in (1, 2); update new.item set name = 'other' where id = 3; update new.item set price = price + 0.001 where id in (2, 4);
  delete from new.item where id = 5$$);
select is(pg_temp.counts(), 'known 0, mismatched 4, missing 1, healed 0', 'without a rule all are drift');
select is(pg_temp.know('name', 'lower(legacy) = lower(supabase)'), 'version 1', 'a rule');
select is(pg_temp.counts('incremental'), 'known 1, mismatched 3, missing 1, healed 0', 'explains the row that it explains altogether');
select bag_eq('select key from pg_temp.drift()', $$values ('{2}'), ('{3}'), ('{4}'), ('{5}')$$, 'which is open drift no more');
select is(pg_temp.know('price', 'abs(legacy - supabase) < 0.01'), 'version 1', 'a second rule');
select is(pg_temp.counts(), 'known 3, mismatched 1, missing 1, healed 0', 'explains the rest of another row, and one more');
select is((select known from cutover.reconciliation_jobs where kind = 'full' order by created_at desc limit 1), 3::bigint, 'the job counts them apart');
select is((select mismatched from cutover_private.drift(:item)), 1::bigint, 'no gate counts them');
insert into cutover_private.verify_queue (table_id, key) values (:item, '{1}'), (:item, '{3}');
select pg_temp.verify(:item_group), pg_temp.verify(:item_group);
select bag_eq('select key from pg_temp.drift()', $$values ('{3}'), ('{5}')$$, 'the verifier judges alike');
select is(pg_temp.know('name', 'legacy is not null and 1 / (length(supabase) - 5) is null'), 'version 2', 'another condition takes its place');
select is(pg_temp.counts(), 'known 1, mismatched 3, missing 1, healed 0', 'what it fails for is not known');
select is(pg_temp.know('name'), 'version 3', 'the whole column');
select is(pg_temp.counts(), 'known 4, mismatched 0, missing 1, healed 0', 'explains every difference of it; a missing row nothing does');
update cutover.known_differences set expires_at = clock_timestamp() where column_name = 'name';
select is(pg_temp.counts(), 'known 1, mismatched 3, missing 1, healed 0', 'an expired rule explains nothing');
select is(cutover.end_known_difference('item', 'price', 'mended') ->> 'ok', 'true', 'nor does one that was ended');
select is(pg_temp.counts(), 'known 0, mismatched 4, missing 1, healed 0', 'all are drift again');
select is((select count(*) from cutover.known_differences), 4::bigint, 'every version is kept');
-- Refused at once.
select matches(pg_temp.know('id'), '^CT001', 'the key does not differ');
select matches(pg_temp.know('extra_column'), '^CT001', 'what is not carried is not compared');
select matches(pg_temp.know('name', 'lower(legacy) ='), '^CT013 Argument condition: The query failed with SQLSTATE 42601', 'no condition');
select matches(pg_temp.know('name', 'exists (select from new.item)'), 'permission denied', 'it reads nothing');
select is(cutover.set_known_difference('item', 'name', 'olga', now() + interval '2 years', 'test') #>> '{error,code}', 'CT001', 'not for ever');
select is(cutover.end_known_difference('item', 'price', 'mended') #>> '{error,code}', 'CT012', 'ended once');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where action = 'known_difference.set' and outcome = 'done' and recorded_at >= now()), 4::bigint, 'each one is audited');
select * from finish();
rollback;
