create or replace function cutover_private.neighbours(p_legacy jsonb, p_supabase jsonb)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(jsonb_agg(distinct jsonb_build_object('side', s.side, 'schema', r ->> 'schema', 'table', r ->> 'table', 'parent', s.parent)), '[]')
  from (values ('legacy', true, p_legacy -> 'references'), ('legacy', false, p_legacy -> 'referenced_by'),
    ('supabase', true, p_supabase -> 'references'), ('supabase', false, p_supabase -> 'referenced_by')) as s(side, parent, list)
  cross join jsonb_array_elements(s.list) as r;
end;

revoke all on function cutover_private.neighbours(jsonb, jsonb) from public;
comment on function cutover_private.neighbours(jsonb, jsonb) is 'The tables that foreign keys tie to a table, from the agent''s description of either side: [{side, schema, table, parent}].';
