-- ON CONFLICT does not work where reads and writes are on different sides: the refusal, or the answer of the switch, says what does.
\ir ../rules/setup.inc
select plan(15);
select pg_temp.reconcile();
create function pg_temp.caught(p_sql text, out code text, out hint text, out place text) language plpgsql as $$
begin
  execute p_sql;
  code := 'none';
exception when others then
  get stacked diagnostics code = returned_sqlstate, hint = pg_exception_hint, place = constraint_name;
end $$;
create function pg_temp.upsert(p_id bigint, p_name text) returns void language plpgsql as $$
begin
  update shop.owner set name = p_name where id = p_id;
  if not found then
    insert into shop.owner (id, name) values (p_id, p_name);
  end if;
end $$;
create function pg_temp.journey(p_form text) returns setof text language plpgsql as $$
declare
  v_answer jsonb := cutover.switch_read_source(p_form, 'test', 'owner');
begin
  return next is(v_answer #>> '{result,limits,0,view}', 'shop.owner', p_form || ': the answer of the switch names the view');
  return next alike(v_answer #>> '{result,limits,0,limits,0}', '%42P10%update, and insert what was not there%', p_form || ': and what is to be done instead');
  return next is((pg_temp.caught('insert into shop.owner (id, name) values (1, ''x'') on conflict (id) do update set name = ''x''')).code, '42P10',
    p_form || ': a conflict with a key is refused by PostgreSQL');
  return next is(pg_temp.caught('insert into shop.owner (id, name) values (1, ''x'') on conflict do nothing')::text,
    '(23505,"While reads and writes of this view are on different sides, ON CONFLICT does not see the conflict. Update the row, and insert it when there was none to update.",owner_pkey)',
    p_form || ': one without a key is told what works');
  return next is((select string_agg(name, ',' order by id) from old.owner where id in (1, 2)), 'anna,ben', p_form || ': nothing was written');
  perform pg_temp.upsert(1, 'first'), pg_temp.upsert(80, 'new');
  return next is((select string_agg(name, ',' order by id) from old.owner where id in (1, 80)), 'first,new', p_form || ': and works');
  delete from old.owner where id = 80;
  update old.owner set name = 'anna' where id = 1;
  perform pg_temp.settle();
end $$;
select pg_temp.journey('dual');
select pg_temp.journey('supabase');
select cutover.switch_read_source('legacy', 'test', 'owner') as answer \gset
select is(:'answer'::jsonb #>> '{result,limits}', '[]', 'in the plain form there are no limits');
insert into shop.owner (id, name) values (1, 'x') on conflict (id) do update set name = 'again';
insert into shop.owner (id, name) values (2, 'x') on conflict do nothing;
select is((select string_agg(name, ',' order by id) from old.owner where id in (1, 2)), 'again,ben', 'and both work');
select is((pg_temp.caught('insert into shop.owner (id, name) values (1, ''x'')')).hint, '', 'an ordinary refusal has no such hint');
select * from finish();
rollback;
