-- Names with quotes, capitals, other scripts, and of the full 63 bytes go all the way: registered, filled, routed, taken away.
\ir setup.inc
select plan(14);
create schema "We ird""S";
\set long xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
create function pg_temp.try(p_schema text, p_table text, p_column text) returns text language plpgsql as $$
declare
  v_answer jsonb;
  v_found text;
begin
  execute format('create table %I.%I (%I text, b integer, v text, primary key (%3$I, b)); create table new.%2$I (%3$I text, b integer, v text, primary key (%3$I, b))', p_schema, p_table, p_column);
  execute format('insert into %I.%I values (''k"{}'', 1, ''value'')', p_schema, p_table);
  v_answer := pg_temp.register(p_table, jsonb_build_object('legacy_schema', p_schema, 'routed_schema', 'Routed S', 'routed_name', p_table));
  if not (v_answer ->> 'ok')::boolean then
    return v_answer #>> '{error,message}';
  end if;
  v_answer := cutover.start_backfill(p_table);
  perform cutover_private.backfill_step((cutover_private.find_group(p_table)).id);
  execute format('update "Routed S".%I set v = ''changed''', p_table);
  perform cutover_private.pipeline_pass((cutover_private.find_group(p_table)).id);
  execute format('select t.v from new.%I t', p_table) into v_found;
  v_answer := cutover.unregister_table(p_table);
  return v_found || coalesce(' ' || (v_answer #>> '{error,message}'), '');
end $$;
select is(length(:'long'), 63, 'a name of 63 bytes');
select is(pg_temp.try('We ird"S', 'Weird "Name', 'Key, ''one'''), 'changed', 'quotes and capitals');
select is(pg_temp.try('old', 'größe 漢字', 'ключ'), 'changed', 'other scripts');
select is(pg_temp.try('old', :'long', :'long'), 'changed', '63 bytes');
select is(pg_temp.try('old', 'select', 'from'), 'changed', 'keywords');
select is(pg_temp.try('old', 'a.b', 'c%I$1\'), 'changed', 'dots, percents and backslashes');
select is((select string_agg(tgname, ', ') from pg_trigger where tgrelid in ('old."select"'::regclass, 'new."select"'::regclass)), null, 'nothing is left on them');
create table old.item (id bigint primary key);
create table new.item (id bigint primary key);
select is(pg_temp.register('item', jsonb_build_object('name', :'long' || 'x')) #>> '{error,code}', 'CT001', 'a name of 64');
select is(pg_temp.register('item', jsonb_build_object('name', '')) #>> '{error,code}', 'CT001', 'no name');
select is(pg_temp.register('item', jsonb_build_object('name', ' item', 'group', 'shop')) #>> '{error,code}', 'CT001', 'spaces around it');
select is(pg_temp.register('item', jsonb_build_object('group', 'shop ')) #>> '{error,code}', 'CT001', 'or around the group''s');
select is(pg_temp.register('item', jsonb_build_object('routed_name', repeat('ß', 40))) #>> '{error,code}', 'CT001', 'a view''s name of 80 bytes');
select is(pg_temp.register('item', jsonb_build_object('routed_schema', repeat('ß', 40))) #>> '{error,code}', 'CT001', 'or its schema''s');
select is(pg_temp.register('item', '{"source": "nobody"}') #>> '{error,code}', 'CT005', 'a source nobody knows');
select * from finish();
rollback;
