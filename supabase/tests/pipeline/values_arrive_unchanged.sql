-- Values of every common type arrive as they are, to the last digit: NULL, empty text, NaN, -0, infinities, arrays, json.
\ir setup.inc
select plan(9);
create type old.mood as enum ('good', 'bad "mood"');
create type new.mood as enum ('good', 'bad "mood"');
create table old.everything (
  id uuid primary key, t text, vc varchar(20), ch char(4), n numeric, n2 numeric(20,5), f8 double precision, f4 real, i2 smallint, b boolean, ba bytea, d date,
  ts timestamp, tz timestamptz, tm time, iv interval, j json, jb jsonb, ia integer[], ta text[], m old.mood, net inet, r int4range,
  always bigint generated always as identity,
  doubled bigint generated always as (i2 * 2) stored);
create table new.everything (
  id uuid primary key, t text, vc varchar(20), ch char(4), n numeric, n2 numeric(20,5), f8 double precision, f4 real, i2 smallint, b boolean, ba bytea, d date,
  ts timestamp, tz timestamptz, tm time, iv interval, j json, jb jsonb, ia integer[], ta text[], m new.mood, net inet, r int4range,
  always bigint generated always as identity,
  doubled bigint generated always as (i2 * 2) stored);
select cutover.register_table('everything', 'pipeline_test', 'old', 'everything', 'new', 'everything') ->> 'ok' as ok \gset
set local timezone = 'Asia/Kolkata';
set local datestyle = 'SQL, DMY';
set local extra_float_digits = -5;
set local bytea_output = 'escape';
set local intervalstyle = 'sql_standard';
insert into old.everything values
  ('00000000-0000-0000-0000-000000000001', '', '', '', 'NaN', 1.50000, '-0', 'Infinity', -32768, false, '', '-infinity', 'infinity', '0044-03-15 00:00:00+00 BC', '24:00', '-1 year 2 days -03:04:05.678901',
    'null', 'null', '{}', '{NULL,"NULL",""}', 'bad "mood"', '::1/64', 'empty'),
  ('00000000-0000-0000-0000-000000000002', e'\u00e9 \\ "quoted" {a,b} \n\t 漢字 🙂', 'a  ', 'ab',
    123456789012345678901234567890.123456789012345678901234567890, -99999.99999, 0.1::float8 + 0.2, 1.1, 32767, true,
    '\x00ff5c27', '2024-03-04', '2024-03-04 23:59:59.999999', '2024-10-27 02:30:00+02', '12:34:56.789', '1 mon', '{"a": 1, "a": 2, "b":  1.0}', '{"b": 1.00, "a": [null, -0.0, 1e400]}',
    '[2:3][1:2]={{1,2},{3,NULL}}', array['a,b', '{}', e'\\', ' '], 'good', '10.0.0.1', '[1,5)'),
  ('00000000-0000-0000-0000-000000000003', 'null', 'NULL', 'NULL', '-Infinity', null, 'NaN', '-0', 0, null, null, '0001-01-01 BC', null, 'infinity', null, null, '""', '""', array[]::integer[], null, null, null, '(,)');
insert into old.everything (id) values ('00000000-0000-0000-0000-000000000000');
select cutover.start_backfill('everything') ->> 'ok' as ok \gset
select pg_temp.settle('everything');
create function pg_temp.exact(p_schema text) returns setof text language plpgsql
set timezone = 'UTC' set extra_float_digits = 3 set datestyle = 'ISO' set bytea_output = 'hex' set intervalstyle = 'postgres' as $$
begin
  return query execute format('select concat_ws('' '', e::text, pg_column_size(e.n), array_dims(e.ia)) from %I.everything e', p_schema);
end $$;
select is((select count(*) from new.everything), 4::bigint, 'all rows are there');
select bag_eq($$select pg_temp.exact('new')$$, $$select pg_temp.exact('old')$$, 'backfilled to the letter');
select is(pg_temp.journal(), 0::bigint, 'nothing waits');
update old.everything set t = coalesce(t, '') || '!', i2 = coalesce(i2, 0) / 2, n2 = coalesce(n2, 0) + 0.00001, tz = coalesce(tz, '2000-01-01') + interval '1 microsecond', jb = '{"x": "\u0001"}', ba = '\xdeadbeef';
select pg_temp.settle('everything');
select bag_eq($$select pg_temp.exact('new')$$, $$select pg_temp.exact('old')$$, 'applied to the letter');
select is((select count(*) from new.everything where always is not null and doubled is not null), 4::bigint, 'identity values are carried, generated ones made');
select is((select count(*) from cutover.drifted_rows) + (select count(*) from cutover.apply_failures), 0::bigint, 'verified, none refused');
select pg_temp.plant($$update new.everything set f8 = 0 where f8 = '-0'::float8 and n = 'NaN'$$);
insert into cutover_private.verify_queue (table_id, key) select t.id, array[e.id::text]::text from cutover.cutover_tables t, new.everything e where t.name = 'everything';
select pg_temp.settle('everything');
select bag_eq('select key::text, columns::text from cutover.drifted_rows', $$values ('{00000000-0000-0000-0000-000000000001}', '{f8}')$$, 'even 0 for -0 is seen');
delete from old.everything where id = '00000000-0000-0000-0000-000000000001';
select pg_temp.settle('everything');
select is((select count(*) from new.everything), 3::bigint, 'deleted');
select is_empty('select 1 from cutover.drifted_rows where resolved_at is null', 'which settles it');
select * from finish();
rollback;
