create or replace function cutover_routing.check_policies()
returns trigger
language plpgsql
-- As whoever writes: it is his policies that count.
security invoker
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_meant boolean := true;
  v_is_allowed boolean := true;
begin
  -- Arguments: conditions of insert, update (old row, new row), delete and select.
  if tg_op = 'INSERT' then
    execute tg_argv[0] into v_is_allowed using new;
  elsif tg_op = 'UPDATE' then
    execute tg_argv[1] into v_is_meant using old;
    if v_is_meant then
      execute tg_argv[2] into v_is_allowed using new;
      -- Nobody writes a row out of his own sight.
      if v_is_allowed then
        execute tg_argv[4] into v_is_allowed using new;
      end if;
    end if;
  else
    execute tg_argv[3] into v_is_meant using old;
  end if;
  if not coalesce(v_is_meant, false) then
    return null;
  end if;
  if not coalesce(v_is_allowed, false) then
    raise exception using errcode = 'insufficient_privilege',
      message = format('new row violates row-level security policy for "%s"', tg_table_name);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;

revoke all on function cutover_routing.check_policies() from public;
comment on function cutover_routing.check_policies() is 'Trigger before a write to a foreign table, which knows no policies: those of the supabase table hold, as they would there. Policies of what is changed pass a row over, those of the new row refuse it.';
