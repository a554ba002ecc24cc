create or replace function cutover_private.column_class(p_legacy jsonb, p_supabase jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_legacy text := p_legacy ->> 'signature';
  v_supabase text := p_supabase ->> 'signature';
  v_integers text[] := array['smallint', 'integer', 'bigint'];
  v_texts text[] := array['text', 'character varying', 'character', 'citext of extension citext'];
begin
  if v_legacy = any (v_integers) and v_supabase = any (v_integers) then
    return 'integer';
  elsif v_legacy = any (v_integers || array['numeric']) and v_supabase = any (v_integers || array['numeric']) then
    return 'numeric';
  elsif v_legacy = any (v_texts) and v_supabase = any (v_texts) then
    return 'text';
  elsif v_legacy = v_supabase then
    -- A signature names what a type is made of, without schemas: the same user-defined or extension's type may live in another one.
    return case v_legacy
      when 'boolean' then 'boolean'
      when 'uuid' then 'uuid'
      when 'bytea' then 'bytea'
      when 'date' then 'date'
      when 'timestamp without time zone' then 'timestamp'
      when 'timestamp with time zone' then 'timestamptz'
      else 'text'
    end;
  elsif (p_legacy ->> 'declared_here')::boolean and v_legacy = any (v_texts || array['json']) and v_supabase in ('uuid', 'json', 'jsonb') then
    -- Other systems have no such type, and wrappers that read them cannot always write it: the value is what counts.
    return case v_supabase when 'uuid' then 'uuid' else 'jsonb' end;
  end if;
  return null;
end
$$;

revoke all on function cutover_private.column_class(jsonb, jsonb) from public;
comment on function cutover_private.column_class(jsonb, jsonb) is 'How two columns (from cutover_agent.describe) are compared; null if a value cannot go there and back unchanged.';
