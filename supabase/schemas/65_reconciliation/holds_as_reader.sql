create or replace function cutover_private.holds_as_reader(p_condition text, p_type text, p_legacy text[], p_supabase text[])
returns boolean[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set transaction_read_only = on
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set xmloption = 'content'
set array_nulls = on
as $$
declare
  v_holds boolean;
  v_all boolean[] := array[]::boolean[];
begin
  -- One by one: a pair that the condition fails for is not known, and takes no other one along.
  for i in 1 .. cardinality(p_legacy) loop
    begin
      execute format('select (%s%s) from (select $1::%s as legacy, $2::%3$s as supabase) as v', p_condition, chr(10), p_type)
      into v_holds using p_legacy[i], p_supabase[i];
    exception when others then
      v_holds := false;
    end;
    v_all := v_all || coalesce(v_holds, false);
  end loop;
  return v_all;
end
$$;

revoke all on function cutover_private.holds_as_reader(text, text, text[], text[]) from public;
comment on function cutover_private.holds_as_reader(text, text, text[], text[]) is 'For each pair of values: does the condition hold. With the rights of the role cutover_reader, who owns this function, and read only.';

-- An owner needs CREATE at the moment it becomes one.
grant create on schema cutover_private to cutover_reader;
alter function cutover_private.holds_as_reader(text, text, text[], text[]) owner to cutover_reader;
revoke create on schema cutover_private from cutover_reader;
grant execute on function cutover_private.holds_as_reader(text, text, text[], text[]) to current_user;
