create or replace function cutover_agent.fill()
returns trigger
language plpgsql
-- As whoever writes: grants and policies of the table count.
security invoker
set search_path = pg_catalog, pg_temp
as $$
declare
  v_left_out text[];
  v_names text;
  v_given text;
  v_stored text;
  v_count bigint;
begin
  -- Arguments: the table, then the columns in which null can only mean that they were left out.
  execute (select format('select array_remove(array[%s]::text[], null)',
      string_agg(format('case when ($1).%I::text is null then %L end', c.name, c.name), ', '))
    from unnest(tg_argv) with ordinality as c(name, n) where c.n > 1) into v_left_out using new;
  select string_agg(format('%I', a.attname), ', ' order by a.attnum) filter (where a.attname <> all (v_left_out)),
    string_agg(format('($1).%I', a.attname), ', ' order by a.attnum) filter (where a.attname <> all (v_left_out)),
    string_agg(format('t.%I', a.attname), ', ' order by a.attnum)
  into v_names, v_given, v_stored
  from pg_attribute a
  where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped;
  execute format('insert into %s as t %s returning %s', tg_argv[0],
    coalesce(format('(%s) values (%s)', v_names, v_given), 'default values'), v_stored) into new using new;
  get diagnostics v_count = row_count;
  -- A trigger of the table left it out.
  if v_count = 0 then
    return null;
  end if;
  return new;
end
$$;

comment on function cutover_agent.fill() is 'Trigger instead of an insert from another server, which cannot leave columns out: what is null where it cannot be gets its default, identity or generated value, and the row comes back as it was stored.';
