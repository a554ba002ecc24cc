create or replace function cutover_private.csv_cell(p_value text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  -- A spreadsheet takes for a formula what begins like one, behind blanks and in full-width letters as well.
  select '"' || replace(case when p_value ~ '^[\s\u00a0\ufeff]*[=+@\uff1d\uff0b\uff0d\uff20-]|^[\t\r\n]' then '''' else '' end || coalesce(p_value, ''), '"', '""') || '"'
$function$;

comment on function cutover_private.csv_cell(text) is 'A cell of a CSV file (RFC 4180), quoted; one that a spreadsheet would calculate begins with an apostrophe.';

revoke all on function cutover_private.csv_cell(text) from public;
