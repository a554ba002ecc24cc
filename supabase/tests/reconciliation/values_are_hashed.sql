-- Of a mismatched row, salted hashes of the values that differ are kept; the values only of general tables, and only if somebody wants that.
\ir setup.inc
select plan(13);
create function pg_temp.kept(p_key text) returns jsonb language sql as $$
  select differences from cutover.drifted_rows where key::text = p_key and resolved_at is null
$$;
select pg_temp.plant($$update new.item set name = 'SECRET' where id in (1, 2); update new.item set name = null, price = 9 where id = 3; delete from new.item where id = 4$$);
select pg_temp.reconcile('item');
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.kept('{3}')) k), array['name', 'price'], 'the columns that differ');
select matches(pg_temp.kept('{1}') #>> '{name,supabase}', '^sha256:[0-9a-f]{32}$', 'as hashes');
select is(pg_temp.kept('{1}') #> '{name,supabase}', pg_temp.kept('{2}') #> '{name,supabase}', 'equal values have equal ones');
select isnt(pg_temp.kept('{1}') #> '{name,legacy}', pg_temp.kept('{2}') #> '{name,legacy}', 'others have others');
select is(pg_temp.kept('{3}') #> '{name,supabase}', 'null', 'nothing is nothing');
select is(pg_temp.kept('{4}'), null, 'a missing row has none');
select isnt(pg_temp.kept('{1}') #>> '{name,supabase}', 'sha256:' || left(encode(sha256('SECRET'), 'hex'), 32), 'no hash that anybody could look up');
select is((select count(*) from cutover_private.value_salt where length(salt) = 32), 1::bigint, 'but salted');
update cutover.cutover_tables set data_class = 'personal' where id = :item;
select cutover.set_setting('keep_drifted_values', 'true') ->> 'ok' as ok \gset
select pg_temp.reconcile('item');
select matches(pg_temp.kept('{1}') #>> '{name,supabase}', '^sha256:', 'personal data stay hashed, whatever is set');
update cutover.cutover_tables set data_class = 'payment' where id = :item;
select pg_temp.reconcile('item');
select matches(pg_temp.kept('{1}') #>> '{name,supabase}', '^sha256:', 'so do payments');
update cutover.cutover_tables set data_class = 'general' where id = :item;
select pg_temp.plant($$update new.item set name = repeat('x', 40) where id = 2$$);
insert into cutover_private.verify_queue (table_id, key) values (:item, '{2}');
select pg_temp.verify(:item_group), pg_temp.verify(:item_group);
select is(pg_temp.kept('{2}'), jsonb_build_object('name', jsonb_build_object('legacy', 'n2', 'supabase', repeat('x', 40))), 'general ones are shown, if that is wanted; the verifier does the same');
select is(pg_temp.kept('{1}') #>> '{name,supabase}' ~ '^sha256', true, 'from then on');
select cutover.set_setting('keep_drifted_values', 'false') ->> 'ok' as ok \gset
select pg_temp.reconcile('item');
select is((select count(*) from cutover.drifted_rows d where d::text like '%SECRET%'), 0::bigint, 'and no longer when it is not');
select * from finish();
rollback;
