-- Tenant column and data class are checked and kept.
\ir setup.inc
select plan(8);
create table old.item (id bigint primary key, firm uuid, extra text);
create table new.item (id bigint primary key, tenant_id uuid);
create function pg_temp.try(p_more jsonb) returns text[] language sql as $$
  select pg_temp.refusal(pg_temp.register('item', '{"columns": {"firm": "tenant_id"}, "ignored_columns": ["extra"]}' || p_more))
$$;
select is(pg_temp.try('{"data_class": "secret"}'), array['CT001', 'Argument data_class: ''secret'' is not a data class.', null, 'Use general, personal or payment.'], 'no such class');
select is(pg_temp.try('{"tenant_column": "nope"}'), array['CT001', 'Argument tenant_column: new.item has no mapped column nope.', null, 'Name a column of the supabase table.'], 'no such column');
select is((pg_temp.try('{"tenant_column": "firm"}'))[1], 'CT001', 'it goes by its name in supabase');
select is((pg_temp.try('{"tenant_column": "extra"}'))[1], 'CT001', 'and is not one that is ignored');
select is((pg_temp.try('{"owner": "me"}'))[1:2], array['CT001', 'Unknown argument: "owner".'], 'an argument nobody knows');
select is((pg_temp.try('{"tenant_column": "tenant_id", "data_class": "payment"}'))[1], null, 'registered');
select is((select tenant_column || ' ' || data_class from cutover.cutover_tables where name = 'item'), 'tenant_id payment', 'both are kept');
create table old.plain (id bigint primary key);
create table new.plain (id bigint primary key);
select pg_temp.register('plain') as ok \gset
select is((select data_class from cutover.cutover_tables where name = 'plain'), 'general', 'general, if nothing is said');
select * from finish();
rollback;
