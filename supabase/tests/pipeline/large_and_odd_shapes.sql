-- Shapes that are rare: 10 MB values, 300 columns, no rows, one column, names of 63 bytes, the limits of time, forced row level security.
\ir setup.inc
select plan(22);
create function pg_temp.make(p_definition text) returns void language plpgsql as $$
begin
  execute format('create table old.odd %1$s; create table new.odd %1$s', p_definition);
  perform cutover.register_table('odd', 'pipeline_test', 'old', 'odd', 'new', 'odd');
end $$;
create function pg_temp.carry() returns text language plpgsql as $$
begin
  perform cutover.start_backfill('odd');
  perform pg_temp.settle('odd');
  return nullif(concat_ws(' ', (select string_agg(d, ' ') from pg_temp.different('odd') d), (select string_agg(f.error_code, ' ') from cutover.apply_failures f)), '');
end $$;
create function pg_temp.drop() returns void language plpgsql as $$
begin
  perform cutover.unregister_table('odd');
  drop table old.odd, new.odd;
end $$;

select pg_temp.make('(id integer primary key, v text, b bytea)');
-- Random, so that it does not compress away: more than one chunk of them.
insert into old.odd select i, (select string_agg(md5(i::text || n), '') from generate_series(1, 330000) n), null from generate_series(1, 2) i;
insert into old.odd values (3, 'x', decode(repeat('00ff5c', 1000000), 'hex'));
select is((select e.row_count from cutover_agent.chunk_end((select legacy_endpoint from cutover.cutover_tables where name = 'odd'), null, 1000) e), 1,
  'large values end a chunk early');
select is(pg_temp.carry(), null, '10 MB values are backfilled');
update old.odd set v = v || '!';
select pg_temp.settle('odd');
select is_empty('select pg_temp.different(''odd'')', 'and applied');
select is((select count(*) from new.odd where length(v) > 10000000 or length(b) > 2000000), 3::bigint, 'all of them');
select pg_temp.drop();

select pg_temp.make((select format('(%s, primary key (c1))', string_agg(format('c%s integer default %s', i, i), ', ')) from generate_series(1, 300) i));
insert into old.odd (c1) select generate_series(1, 100);
select is(pg_temp.carry(), null, '300 columns');
update old.odd set c300 = c1;
select pg_temp.settle('odd');
select is_empty('select pg_temp.different(''odd'')', 'also when the last one changes');
select pg_temp.drop();

-- On disk they are a hundredth of what they are when they are read.
select pg_temp.make('(id integer primary key, v text)');
insert into old.odd select i, repeat('x', 4000000) from generate_series(1, 25) i;
select is((select e.row_count from cutover_agent.chunk_end((select legacy_endpoint from cutover.cutover_tables where name = 'odd'), null, 1000) e), 3,
  'what counts is how large values are when they are read');
select is(pg_temp.carry(), null, 'copied');
update old.odd set v = v || '!';
select is((select count(*) from cutover_private.take_changes((select group_id from cutover.cutover_tables where name = 'odd'), 'legacy', 1000)), 3::bigint, 'and so it is for changes');
select pg_temp.settle('odd');
select is_empty('select pg_temp.different(''odd'')', 'all of which go over');
select pg_temp.drop();

-- What statements of the agent call their own columns is no name of anybody's.
select pg_temp.make('(c1 text, "cutover row number" integer, "cutover present" integer, "number" text, "Weird ""%s Name" text, primary key ("cutover row number", c1, "number"))');
insert into old.odd select 'c' || i, i, i, 'n', 'w' from generate_series(1, 20) i;
select is(pg_temp.carry(), null, 'odd names');
update old.odd set "Weird ""%s Name" = 'x';
select pg_temp.settle('odd');
select is_empty('select pg_temp.different(''odd'')', 'changed');
select results_eq($$select r.* from cutover.cutover_tables t, cutover_agent.compare_range(t.legacy_endpoint, t.supabase_endpoint, null, null) r where t.name = 'odd'$$,
  $$values (20::bigint, 20::bigint, null::text[])$$, 'and compared');
select pg_temp.drop();

select pg_temp.make('(id uuid primary key)');
select is(pg_temp.carry(), null, 'no rows');
insert into old.odd values ('00000000-0000-0000-0000-000000000001');
select pg_temp.settle('odd');
select is((select count(*) from new.odd), 1::bigint, 'one column, which is the key');
select pg_temp.drop();

select pg_temp.make(format('(%1$I timestamptz primary key, %2$I timestamp, "row_number" date)', repeat('k', 63), repeat('v', 62) || '"'));
insert into old.odd values ('4713-01-01 00:00:00+00 BC', '4713-01-01 BC', '4713-01-01 BC'), ('294276-12-31 23:59:59.999999+00', '294276-12-31 23:59:59.999999', '5874897-12-31'),
  ('infinity', '-infinity', 'infinity'), ('0044-03-15 12:00:00+00 BC', '0001-01-01 BC', '0001-01-01');
select is(pg_temp.carry(), null, 'names of 63 bytes; time at its limits and before Christ');
update old.odd set "row_number" = '2026-01-01';
select pg_temp.settle('odd');
select is_empty('select pg_temp.different(''odd'')', 'changed by such keys');
select pg_temp.drop();

select pg_temp.make('(id integer primary key, j jsonb, n numeric, f float8, a integer[])');
insert into old.odd values (1, 'null', 'NaN', '-0', '[-3:-2]={1,2}'), (2, null, '-Infinity', 'NaN', null), (3, '[null]', '1.10', '-Infinity', '[0:0][5:6]={{NULL,1}}');
select is(pg_temp.carry(), null, 'jsonb null is not NULL; NaN, infinities, -0; bounds of arrays');
select is((select string_agg(coalesce(n.j::text, 'NULL') || n.n || n.f || coalesce(array_dims(n.a), ''), ' ' order by id) from new.odd n),
  'nullNaN-0[-3:-2] NULL-InfinityNaN [null]1.10-Infinity[0:0][5:6]', 'to the letter');
select pg_temp.drop();

select pg_temp.make('(id integer primary key, v text)');
alter table new.odd enable row level security, force row level security;
alter table old.odd enable row level security, force row level security;
insert into old.odd select i, 'x' from generate_series(1, 5) i;
select is(pg_temp.carry(), null, 'forced row level security without any policy drops no row');
select is((select count(*) from new.odd), 5::bigint, 'all are there');
select is((select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'cutover_agent' and p.proname in ('take_changes', 'read_range', 'row_hashes', 'checksum', 'leaf_hashes', 'keys_after', 'apply_rows', 'replay_rows', 'count_rows')
    and not ('row_security=off' = any (p.proconfig))), 0::bigint, 'and where a policy would hide rows from the agent, it is an error');
select * from finish();
rollback;
