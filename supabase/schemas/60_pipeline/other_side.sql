create or replace function cutover_private.other_side(p_side text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
return case p_side when 'legacy' then 'supabase' else 'legacy' end;

revoke all on function cutover_private.other_side(text) from public;
comment on function cutover_private.other_side(text) is 'supabase for legacy and the reverse.';
