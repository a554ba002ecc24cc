create or replace function cutover_agent.comparison(p_type text, p_operator text)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  -- The operators of an extension's type are not in the search path; text would stand in for citext, with another idea of
  -- what is equal and what comes first than the key's index has.
  with recursive bases as (
    select t.oid, t.typbasetype from pg_type t where p_type ~ '\.' and t.oid = to_regtype(p_type)::oid
    union all
    select t.oid, t.typbasetype from pg_type t join bases b on t.oid = b.typbasetype
  )
  select coalesce((
    select format('operator(%I.%s)', n.nspname, o.oprname)
    from bases b
    join pg_opclass c on c.opcintype = b.oid and c.opcdefault
    join pg_am m on m.oid = c.opcmethod and m.amname = 'btree'
    join pg_amop s on s.amopfamily = c.opcfamily and s.amoplefttype = b.oid and s.amoprighttype = b.oid
      and s.amopstrategy = case p_operator when '<=' then 2 when '=' then 3 when '>' then 5 end
    join pg_operator o on o.oid = s.amopopr
    join pg_namespace n on n.oid = o.oprnamespace
    where b.typbasetype = 0), p_operator)
$function$;

comment on function cutover_agent.comparison(text, text) is 'The operator =, > or <= of a key column''s type, as the index of the key understands it.';
