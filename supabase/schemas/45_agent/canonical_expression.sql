create or replace function cutover_agent.canonical_expression(p_column text, p_class text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select case p_class
    when 'integer' then format('int8send(%s::int8)', p_column)
    -- trim_scale: 1.0 and 1.00 are one value when the two sides declare different scales.
    when 'numeric' then format('numeric_send(trim_scale(%s::numeric))', p_column)
    when 'boolean' then format('boolsend(%s)', p_column)
    when 'uuid' then format('uuid_send(%s::uuid)', p_column)
    when 'jsonb' then format('%s::jsonb::text collate "C"', p_column)
    when 'bytea' then p_column
    when 'date' then format('date_send(%s)', p_column)
    when 'timestamp' then format('timestamp_send(%s)', p_column)
    when 'timestamptz' then format('timestamptz_send(%s)', p_column)
    else case
      -- The same bytes as the text has in UTF-8, and with them the same hash.
      when getdatabaseencoding() not in ('UTF8', 'SQL_ASCII') then format('convert_to((%s)::text, ''UTF8'')', p_column)
      when cutover_agent.hashes_rows() then format('(%s)::text collate "C"', p_column)
      -- Its bytes as they are: cutover_agent.hash_expression can only use these on such a server.
      else format('convert_to((%s)::text, ''SQL_ASCII'')', p_column)
    end
  end
$$;

comment on function cutover_agent.canonical_expression(text, text) is 'SQL expression that is equal on both sides exactly when the values are; what hashes are taken over. Never the type''s own hash: those are made for equality classes and collide systematically.';
