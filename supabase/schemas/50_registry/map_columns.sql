create or replace function cutover_private.map_columns(
  p_legacy jsonb,
  p_supabase jsonb,
  p_mapping jsonb,
  p_ignored text[],
  p_key text[]
)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_reasons text[] := array[]::text[];
  v_notes text[] := array[]::text[];
  v_columns jsonb := '[]'::jsonb;
  v_column record;
  v_class text;
begin
  for v_column in
    select l.c as legacy, s.c as supabase, coalesce(p_mapping ->> (l.c ->> 'name'), l.c ->> 'name') as wanted,
      coalesce(array_position(p_key, l.c ->> 'name'), 1000 + l.n::integer) as place, (l.c ->> 'name') = any (p_key) as is_key
    from jsonb_array_elements(p_legacy -> 'columns') with ordinality as l(c, n)
    left join jsonb_array_elements(p_supabase -> 'columns') as s(c) on s.c ->> 'name' = coalesce(p_mapping ->> (l.c ->> 'name'), l.c ->> 'name')
    where not ((l.c ->> 'name') = any (p_ignored))
    order by place
  loop
    if v_column.supabase is null then
      v_reasons := v_reasons || format('column %I of legacy has no counterpart %I in supabase: add it, map it, or list it in ignored_columns',
        v_column.legacy ->> 'name', v_column.wanted);
      continue;
    end if;
    v_class := cutover_private.column_class(v_column.legacy, v_column.supabase);
    if v_class is null then
      v_reasons := v_reasons || format('column %I is %s on legacy and %s in supabase: values would not come back unchanged; %s',
        v_column.wanted, v_column.legacy ->> 'type', v_column.supabase ->> 'type',
        case when v_column.supabase ->> 'signature' like '%multirange%' and (p_legacy ->> 'server_version')::integer < 140000
          then 'PostgreSQL ' || (p_legacy ->> 'server_version')::integer / 10000 || ' has no multiranges: give the one in supabase the type that legacy has'
          else 'give both the same type' end);
      continue;
    end if;
    -- Two keys that are different on one side and equal on the other would become one row.
    if v_column.is_key and v_class <> 'integer' and not coalesce((v_column.legacy ->> 'declared_here')::boolean, false) and regexp_replace(v_column.legacy ->> 'type', '^.*\.', '') <> regexp_replace(v_column.supabase ->> 'type', '^.*\.', '')
      and not (v_column.legacy ->> 'signature' in ('text', 'character varying') and v_column.supabase ->> 'signature' in ('text', 'character varying'))
    then
      v_reasons := v_reasons || format('key column %I is %s on legacy and %s in supabase: different keys of one side could be the same on the other; give both the same type',
        v_column.wanted, v_column.legacy ->> 'type', v_column.supabase ->> 'type');
      continue;
    end if;
    if v_column.is_key and not coalesce((v_column.legacy ->> 'declared_here')::boolean, false)
      and coalesce((v_column.legacy ->> 'deterministic')::boolean, true) <> coalesce((v_column.supabase ->> 'deterministic')::boolean, true)
    then
      v_reasons := v_reasons || format('key column %I has collation %I on legacy and %I in supabase, and only one of them is deterministic: different keys of one side could be the same on the other; give both the same collation',
        v_column.wanted, v_column.legacy ->> 'collation', v_column.supabase ->> 'collation');
      continue;
    end if;
    if (v_column.supabase ->> 'not_null')::boolean and not (v_column.legacy ->> 'not_null')::boolean then
      v_notes := v_notes || format('column %I is not null in supabase but nullable on legacy: rows with a null stay behind', v_column.wanted);
    elsif (v_column.legacy ->> 'not_null')::boolean and not (v_column.supabase ->> 'not_null')::boolean then
      v_notes := v_notes || format('column %I is nullable in supabase but not null on legacy: such rows could not go back', v_column.wanted);
    end if;
    if v_column.legacy ->> 'type' is distinct from v_column.supabase ->> 'type' then
      v_notes := v_notes || format('column %I is %s on legacy and %s in supabase', v_column.wanted, v_column.legacy ->> 'type', v_column.supabase ->> 'type');
    end if;
    if (v_column.legacy ->> 'generated')::boolean is distinct from (v_column.supabase ->> 'generated')::boolean then
      v_notes := v_notes || format('column %I is generated on one side only', v_column.wanted);
    end if;
    v_columns := v_columns || jsonb_build_object('legacy', v_column.legacy ->> 'name', 'supabase', v_column.supabase ->> 'name',
      'class', v_class, 'key', v_column.is_key, 'same_type', v_column.legacy ->> 'type' = v_column.supabase ->> 'type');
  end loop;

  -- Columns that the pipeline does not fill must be able to fill themselves, in both directions.
  select v_reasons || coalesce(array_agg(format('column %I exists in supabase only, is not null and has no default: give it one, or drop not null', s.c ->> 'name')), '{}')
  into v_reasons
  from jsonb_array_elements(p_supabase -> 'columns') as s(c)
  where not exists (select from jsonb_array_elements(v_columns) v where v ->> 'supabase' = s.c ->> 'name')
    and not exists (select from jsonb_array_elements(p_legacy -> 'columns') l(c) where coalesce(p_mapping ->> (l.c ->> 'name'), l.c ->> 'name') = s.c ->> 'name' and not (l.c ->> 'name') = any (p_ignored))
    and (s.c ->> 'not_null')::boolean and not (s.c ->> 'has_default')::boolean and not (s.c ->> 'generated')::boolean and s.c ->> 'identity' = '';
  select v_reasons || coalesce(array_agg(format('ignored column %I of legacy is not null and has no default: rows written in supabase could not go back',
    l.c ->> 'name')), '{}')
  into v_reasons
  from jsonb_array_elements(p_legacy -> 'columns') as l(c)
  where (l.c ->> 'name') = any (p_ignored) and (l.c ->> 'not_null')::boolean and not (l.c ->> 'has_default')::boolean
    and not (l.c ->> 'generated')::boolean and l.c ->> 'identity' = '';
  select v_reasons || coalesce(array_agg(format('the mapping names column %I, which legacy does not have', m.key)), '{}')
  into v_reasons
  from jsonb_object_keys(p_mapping) as m(key)
  where not exists (select from jsonb_array_elements(p_legacy -> 'columns') l(c) where l.c ->> 'name' = m.key);
  select v_reasons || coalesce(array_agg(format('ignored_columns names column %I, which legacy does not have', i)), '{}')
  into v_reasons
  from unnest(p_ignored) as i
  where not exists (select from jsonb_array_elements(p_legacy -> 'columns') l(c) where l.c ->> 'name' = i);

  -- No UPDATE can write such a column; to delete the row and insert it again must not take anything along.
  select v_reasons || coalesce(array_agg(format(
      'column %I is generated always as identity in %s and no key, and a row cannot be replaced there %s: alter table … alter column %1$I set generated by default',
      d.description_column ->> 'name', d.side, case when d.takes_along then 'because a foreign key would take others along' else 'because it has columns that are not carried' end)), '{}')
  into v_reasons
  from (
    select s.side, c as description_column, (s.description ->> 'takes_along')::boolean as takes_along,
      exists (select from jsonb_array_elements(s.description -> 'columns') o
        where not (o ->> 'generated')::boolean and not exists (select from jsonb_array_elements(v_columns) v where v ->> s.side = o ->> 'name')) as has_others
    from (values ('legacy', p_legacy), ('supabase', p_supabase)) as s(side, description)
    cross join jsonb_array_elements(s.description -> 'columns') as c
    where c ->> 'identity' = 'a' and exists (select from jsonb_array_elements(v_columns) v where v ->> s.side = c ->> 'name' and not (v ->> 'key')::boolean)
  ) d
  where d.takes_along or d.has_others;

  -- A foreign key that deletes or changes rows on the receiving side takes along what the truth, without one, has kept.
  select v_reasons || coalesce(array_agg(format(
      'foreign key %I of %s deletes or changes rows by itself, and %s has none on the same columns, so that rows could be lost there: give %3$s the same foreign key, or make it on delete no action on update no action',
      f ->> 'name', d.side, d.other)), '{}')
  into v_reasons
  from (values ('supabase', 'legacy', p_supabase, p_legacy), ('legacy', 'supabase', p_legacy, p_supabase)) as d(side, other, description, counterpart)
  cross join jsonb_array_elements(d.description -> 'foreign_keys') as f
  where (f ->> 'carries')::boolean and not exists (
    select from jsonb_array_elements(d.counterpart -> 'foreign_keys') as g
    where g -> 'columns' = (
      select coalesce(jsonb_agg((select v -> d.other from jsonb_array_elements(v_columns) as v where v ->> d.side = u.name) order by u.n), '[]')
      from jsonb_array_elements_text(f -> 'columns') with ordinality as u(name, n)));

  if cardinality(v_reasons) > 0 then
    perform cutover_private.fail('CT402', 'The columns of the two sides do not fit together.', array_to_string(v_reasons, '; '),
      'Change the table in supabase, or give columns (a mapping legacy to supabase) or ignored_columns.');
  end if;
  return jsonb_build_object('columns', v_columns, 'notes', to_jsonb(v_notes));
end
$$;

revoke all on function cutover_private.map_columns(jsonb, jsonb, jsonb, text[], text[]) from public;
comment on function cutover_private.map_columns(jsonb, jsonb, jsonb, text[], text[]) is 'Pairs the columns of both sides, key first: {columns, notes}. Raises CT402 with every reason at once.';
