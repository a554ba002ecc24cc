-- Whatever is read, a write lands on the side that is the truth, once, with its defaults, and gives back what was stored.
\ir ../pipeline/setup.inc
select plan(44);
create table old.thing (a integer, b text, id bigint generated always as identity, note text default 'from legacy', flag boolean not null default true,
  js json, doubled integer generated always as (a * 2) stored, primary key (a, b));
create table new.thing (a integer, b text, id bigint generated always as identity, note text default 'from supabase', flag boolean not null default true,
  js json, doubled integer generated always as (a * 2) stored, primary key (a, b));
select cutover.register_table('thing', 'pipeline_test', 'old', 'thing', 'new', 'thing',
  p_routed_schema => 'shop', p_routed_name => 'Odd "Thing"') ->> 'ok' as ok \gset
select id as thing from cutover.cutover_tables where name = 'thing' \gset
insert into cutover.read_splits (table_id, environment, salt, updated_by) select :thing, cutover_private.setting('environment') #>> '{}', 's', 'test';
create function pg_temp.rows(p_side text) returns text language plpgsql as $$
declare v_rows text;
begin
  execute format('select string_agg(concat_ws(''/'', a, b, id, note, flag, js, doubled), '', '' order by a, b) from %I.thing', p_side) into v_rows;
  return coalesce(v_rows, 'none');
end $$;
create function pg_temp.count(p_sql text) returns bigint language plpgsql as $$
declare v_count bigint;
begin
  execute p_sql;
  get diagnostics v_count = row_count;
  return v_count;
end $$;
create function pg_temp.form(p_read text, p_write text) returns void language plpgsql as $$
begin
  update cutover.cutover_tables set read_source = p_read where name = 'thing';
  perform cutover_private.set_routed_view(t, p_read, p_write) from cutover.cutover_tables t where t.name = 'thing';
  truncate old.thing, new.thing restart identity;
end $$;
create function pg_temp.journey(p_read text, p_write text) returns setof text language plpgsql as $$
declare
  v_row record;
  v_other text := case p_write when 'legacy' then 'new' else 'old' end;
  v_side text := case p_write when 'legacy' then 'old' else 'new' end;
  v_form text := p_read || '/' || p_write || ': ';
begin
  perform pg_temp.form(p_read, p_write);
  insert into shop."Odd ""Thing""" (a, b, js) values (1, 'x', '{"k": 1}') returning * into v_row;
  return next is(concat_ws('/', v_row.id, v_row.note, v_row.flag, v_row.doubled), '1/from ' || p_write || '/t/2', v_form || 'what is left out gets the default of the truth, and comes back');
  insert into shop."Odd ""Thing""" (a, b, note, flag) values (2, 'y', null, default), (3, 'z', 'given', false);
  return next is(pg_temp.rows(v_side), format('1/x/1/from %s/t/{"k": 1}/2, 2/y/2/t/4, 3/z/3/given/f/6', p_write), v_form || 'a null that is given stays null');
  return next is(pg_temp.rows(v_other), 'none', v_form || 'the other side is not written');
  -- As the pipeline would.
  execute format('insert into %1$I.thing (a, b, id, note, flag, js) overriding system value select a, b, id, note, flag, js from %2$I.thing', v_other, v_side);
  return next is(pg_temp.count($q$update shop."Odd ""Thing""" set note = note || '!', b = upper(b) where a in (1, 3)$q$), 2::bigint, v_form || 'rows that are changed are counted');
  return next is(pg_temp.rows(v_side), format('1/X/1/from %s!/t/{"k": 1}/2, 2/y/2/t/4, 3/Z/3/given!/f/6', p_write), v_form || 'keys, too');
  return next is(pg_temp.count($q$update shop."Odd ""Thing""" set note = 'no' where a = 9$q$), 0::bigint, v_form || 'a row that is not there is not counted');
  execute format('truncate %1$I.thing; insert into %1$I.thing (a, b, id, note, flag, js) overriding system value select a, b, id, note, flag, js from %2$I.thing', v_other, v_side);
  delete from shop."Odd ""Thing""" where a = 1 returning note into v_row;
  return next is(v_row.note, format('from %s!', p_write), v_form || 'what was deleted comes back');
  return next is(pg_temp.rows(v_side), '2/y/2/t/4, 3/Z/3/given!/f/6', v_form || 'and is gone');
  return next throws_ok('insert into shop."Odd ""Thing""" (a, b, doubled) values (8, ''g'', 3)', '428C9', null, v_form || 'a generated column is not written');
  return next throws_ok('insert into shop."Odd ""Thing""" (a, b) values (2, ''y'')', '23505', null, v_form || 'a key is there once');
end $$;
select pg_temp.journey('dual', 'legacy');
select pg_temp.journey('supabase', 'legacy');
select pg_temp.journey('legacy', 'supabase');
-- What the statement did not see is not written over.
select pg_temp.form('supabase', 'legacy');
insert into old.thing (a, b, note) values (1, 'x', 'newer');
insert into new.thing (a, b, note) values (1, 'x', 'older');
select throws_ok($$update shop."Odd ""Thing""" set note = note || '!' where a = 1$$, 'CT215', null, 'a row that is older than the truth is not the ground of an update');
select throws_ok($$delete from shop."Odd ""Thing""" where a = 1$$, 'CT215', null, 'nor of a delete');
select is((select note from old.thing), 'newer', 'nothing was written');
-- A gated view reads for its own writes what it writes.
select pg_temp.form('dual', 'legacy');
select set_config('cutover.subject', 'pinned', true) is not null as set \gset
update cutover.read_splits set pinned = '{pinned}' where table_id = :thing;
select cutover.set_feature_flag('data_migration_final', true) ->> 'ok' as ok \gset
insert into old.thing (a, b, note) values (1, 'x', 'newer');
insert into new.thing (a, b, note) values (1, 'x', 'older');
select is((select note from shop."Odd ""Thing"""), 'older', 'read from supabase');
select lives_ok($$update shop."Odd ""Thing""" set note = note || '!'$$, 'updated');
select is((select note from old.thing), 'newer!', 'from what legacy has');
select is((select note from shop."Odd ""Thing"""), 'older', 'reads go on where they were');
-- Defaults of the view: its owner's stay, ours go.
select is((select string_agg(column_name, ',') from information_schema.columns where table_name = 'Odd "Thing"' and column_default is not null), 'note', 'the default of the truth is the view''s');
select pg_temp.form('legacy', 'legacy');
select is((select string_agg(column_name, ',') from information_schema.columns where table_name = 'Odd "Thing"' and column_default is not null), null, 'as long as it is needed');
alter view shop."Odd ""Thing""" alter column note set default 'mine';
select pg_temp.form('dual', 'legacy');
insert into shop."Odd ""Thing""" (a, b) values (5, 'mine');
select is((select note from old.thing where a = 5), 'mine', 'one that somebody gave stays');
select pg_temp.form('legacy', 'legacy');
insert into shop."Odd ""Thing""" (a, b) values (6, 'mine') on conflict (a, b) do update set note = 'again';
select is((select note from old.thing where a = 6), 'mine', 'afterwards as well; and upserts work');
-- The gate of a freeze window takes writes alone.
select pg_temp.form('dual', 'legacy');
create trigger cutover_gate instead of insert or update or delete on shop."Odd ""Thing""" for each row execute function cutover_private.gate_writes(:'thing');
insert into cutover_private.write_gates (table_id, mode, window_id) values (:thing, 'queue', gen_random_uuid());
select cutover_private.set_write_triggers(t, 'dual', 'legacy') from cutover.cutover_tables t where id = :thing;
select is((select string_agg(tgname, ',') from pg_trigger where tgrelid = 'shop."Odd ""Thing"""'::regclass), 'cutover_gate', 'one trigger, not two');
insert into shop."Odd ""Thing""" (a, b) values (7, 'later');
select is(pg_temp.rows('old') || ' ' || (select count(*) from cutover.queued_writes where table_id = :thing), 'none 1', 'a write that is queued is not done as well');
select cutover_private.open_gates(group_id) ->> 'replayed' as replayed from cutover.cutover_tables where id = :thing \gset
select is(:'replayed'::text || ' ' || (select string_agg(b, ',') from old.thing), '1 later', 'and done once, later');
select * from finish();
rollback;
