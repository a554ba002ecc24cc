create or replace function cutover_agent.create_capture(p_endpoint cutover_agent.endpoints)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_function text := format('cutover_agent.capture_%s', p_endpoint.number);
  v_old text;
  v_new text;
  v_differs text;
  v_settings text := '';
begin
  select string_agg(format('old.%I::text', c), ', '), string_agg(format('new.%I::text', c), ', ')
  into v_old, v_new
  from unnest(p_endpoint.columns[1:p_endpoint.key_length]) as c;
  v_differs := format('array[%s]::text[] collate "C" is distinct from array[%s]::text[] collate "C"', v_old, v_new);
  -- Pinned output settings cost on each write, so only keys whose text depends on a setting pay for them.
  if exists (
    select from unnest(p_endpoint.types[1:p_endpoint.key_length]) as t
    where t !~ '^(smallint|integer|bigint|uuid|text|character varying(\(\d+\))?|boolean|numeric(\(.*\))?)$'
  ) then
    v_settings := 'set datestyle = ''ISO, YMD'' set intervalstyle = ''postgres'' set timezone = ''UTC'' set extra_float_digits = 1 set bytea_output = ''hex'' set lc_monetary = ''C''';
  end if;
  -- A function of its own for each table: its insert is planned once a session and names the key columns directly.
  execute format($f$
    create or replace function %1$s() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp %2$s
    as $capture$
    begin
      if tg_op = 'INSERT' then
        insert into cutover_agent.journal (endpoint_number, key) values (%3$s, array[%5$s]);
      elsif tg_op = 'DELETE' then
        insert into cutover_agent.journal (endpoint_number, key) values (%3$s, array[%4$s]);
      elsif tg_op = 'UPDATE' then
        insert into cutover_agent.journal (endpoint_number, key) values (%3$s, array[%5$s]);
        if %6$s then
          insert into cutover_agent.journal (endpoint_number, key) values (%3$s, array[%4$s]);
        end if;
      else
        insert into cutover_agent.journal (endpoint_number, key) values (%3$s, null);
      end if;
      return null;
    end
    $capture$
  $f$, v_function, v_settings, p_endpoint.number, v_old, v_new, v_differs);
  execute format('revoke all on function %s() from public', v_function);
  execute format('comment on function %s() is %L', v_function,
    format('Capture of %I.%I: notes changed keys in the journal, in the writer''s own transaction.', p_endpoint.schema_name, p_endpoint.table_name));
  execute format('create trigger cutover_capture_%s after insert or update or delete on %I.%I for each row execute function %s()',
    p_endpoint.number, p_endpoint.schema_name, p_endpoint.table_name, v_function);
  execute format('create trigger cutover_capture_truncate_%s after truncate on %I.%I for each statement execute function %s()',
    p_endpoint.number, p_endpoint.schema_name, p_endpoint.table_name, v_function);
end
$$;

comment on function cutover_agent.create_capture(cutover_agent.endpoints) is 'Creates the capture function and triggers of an endpoint.';
