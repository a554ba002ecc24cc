-- What the trigger writes is what the plain view would have written: the same values, with the same rights.
\ir ../pipeline/setup.inc
select plan(16);
create table old.fine (id integer primary key, f double precision, name text, other text);
create table new.fine (id integer primary key, f double precision, name text, other text);
select cutover.register_table('fine', 'pipeline_test', 'old', 'fine', 'new', 'fine', p_routed_schema => 'shop', p_routed_name => 'fine') ->> 'ok' as ok \gset
create function pg_temp.form(p_read text) returns void language sql as $$
  select cutover_private.set_routed_view(t, p_read, 'legacy') from cutover.cutover_tables t where name = 'fine'
$$;
insert into old.fine values (1, 0.3, 'a', 'b');
insert into new.fine values (1, 0.3, 'a', 'b');
select pg_temp.form('dual');
-- Whatever a session shows of a float.
set local extra_float_digits = 0;
select is((0.1::float8 + 0.2::float8)::text, '0.3', 'shown as the one that is there');
update shop.fine set f = 0.1::float8 + 0.2::float8 where id = 1;
select is((select f = 0.1::float8 + 0.2::float8 from old.fine), true, 'a float that differs in its last digit is written');
update old.fine set f = 0.3;
select pg_temp.form('supabase');
update new.fine set f = 0.1::float8 + 0.2::float8;
select throws_ok('update shop.fine set name = ''x''', 'CT215', null, 'and is noticed');
update new.fine set f = 0.3;
reset extra_float_digits;
-- A row that a statement meets twice would get the one or the other value; doing it again does not help.
insert into new.fine values (2, 1, 'a', 'b');
insert into old.fine values (2, 1, 'a', 'b');
select pg_temp.form('dual');
select throws_ok('update shop.fine set name = v.name from (values (2, ''x''), (2, ''y'')) v(id, name) where v.id = fine.id', 'CT224', null, 'met twice');
savepoint inside;
update shop.fine set name = 'c' where id = 2;
select throws_ok('update shop.fine set name = v.name from (values (2, ''x''), (2, ''y'')) v(id, name) where v.id = fine.id', 'CT224', null, 'in a part of the transaction, too');
select lives_ok('update shop.fine set name = ''d'' where id = 2', 'what an earlier statement changed is seen');
-- Grants on columns.
grant usage on schema old, new, shop to authenticated, service_role;
grant select on old.fine, new.fine to authenticated;
grant insert (id, name), update (other) on old.fine, new.fine to authenticated;
grant select, insert, update on shop.fine to authenticated;
create function pg_temp.rights(p_read text, p_id integer) returns setof text language plpgsql as $$
begin
  return next lives_ok(format('insert into shop.fine (id, name) values (%s, ''mine'')', p_id), p_read || ': columns that are not named need no right');
  return next throws_ok(format('insert into shop.fine (id, name, other) values (%s, ''mine'', ''x'')', p_id + 1), '42501', null, p_read || ': those that are do');
  return next lives_ok('update shop.fine set other = other where id = 1', p_read || ': nor does an update that changes nothing');
  return next throws_ok('update shop.fine set name = name || ''!'' where id = 1', '42501', null, p_read || ': one that does is refused');
end $$;
select pg_temp.form('dual');
set local role authenticated;
select pg_temp.rights('dual', 10);
reset role;
select pg_temp.form('legacy');
set local role authenticated;
select pg_temp.rights('legacy', 20);
reset role;
-- Whoever writes columns alone needs the way to the table as well.
select pg_temp.form('legacy');
grant usage on schema shop to anon;
grant update (other) on shop.fine, old.fine to anon;
select throws_ok($$select pg_temp.form('dual')$$, 'CT412', null, 'rights on columns of the view count');
grant usage on schema old to anon;
-- A trigger of the table leaves the row out, for one with policies.
alter table old.fine enable row level security;
create policy everything on old.fine to service_role using (true);
grant all on old.fine, new.fine, shop.fine to service_role;
create function pg_temp.leave_out() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger leave_out before insert on old.fine for each row execute function pg_temp.leave_out();
create policy seen on old.fine to authenticated using (true);
grant insert on old.fine to authenticated;
select pg_temp.form('dual');
set local role authenticated;
with written as (insert into shop.fine (id, name) values (50, 'x') returning *) select count(*) as written from written \gset
reset role;
select is(:written::bigint, 0::bigint, 'a row that a trigger leaves out does not come back');
select * from finish();
rollback;
