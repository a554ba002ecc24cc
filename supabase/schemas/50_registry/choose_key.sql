create or replace function cutover_private.choose_key(p_table text, p_legacy jsonb, p_supabase jsonb, p_mapping jsonb, p_wanted text[])
returns text[]
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text[];
  v_there text[];
begin
  select array(select jsonb_array_elements_text(k -> 'columns')) into v_key
  from jsonb_array_elements(p_legacy -> 'keys') with ordinality as u(k, n)
  where p_wanted is null or (
    select array_agg(c order by c) from jsonb_array_elements_text(k -> 'columns') c) = (select array_agg(w order by w) from unnest(p_wanted) w)
  order by n
  limit 1;
  if v_key is null then
    perform cutover_private.fail('CT401', format('Legacy table %s has no usable key%s.', p_table,
        case when p_wanted is null then '' else format(' (%s)', array_to_string(p_wanted, ', ')) end),
      'A key must be unique, immediate (not deferrable), complete (no WHERE, no expression) and not null, so that every row has one lasting name.',
      case when p_wanted is null
        then format('alter table %s add column id bigint generated always as identity primary key;', p_table)
        else format('alter table %s %s add primary key (%s);', p_table,
          (select string_agg(format('alter column %I set not null,', w), ' ') from unnest(p_wanted) w),
            (select string_agg(quote_ident(w), ', ') from unnest(p_wanted) w)) end);
  end if;
  select array_agg(coalesce(p_mapping ->> c, c) order by coalesce(p_mapping ->> c, c)) into v_there from unnest(v_key) c;
  if not exists (
    select from jsonb_array_elements(p_supabase -> 'keys') k
    where (select array_agg(c order by c) from jsonb_array_elements_text(k -> 'columns') c) = v_there
  ) then
    perform cutover_private.fail('CT401', format('The supabase table for %s has no unique, immediate, not null key on (%s).', p_table, array_to_string(v_there, ', ')),
      'Rows are carried over by key; both sides need the same one.',
      format('alter table <supabase table> add primary key (%s);', (select string_agg(quote_ident(c), ', ') from unnest(v_there) c)));
  end if;
  return v_key;
end
$$;

revoke all on function cutover_private.choose_key(text, jsonb, jsonb, jsonb, text[]) from public;
comment on function cutover_private.choose_key(text, jsonb, jsonb, jsonb, text[]) is 'Key columns (legacy names): the wanted ones, else the primary key, else the smallest unique key. Raises CT401 with the DDL that would give one.';
