create or replace function cutover_agent.create_control(p_name text, p_is_planted boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
begin
  -- What an earlier check may have left that died in between.
  perform cutover_agent.drop_control(p_name);
  execute format(
    'create table cutover_agent.%1$I (id bigint primary key, amount numeric, note text, changed_at timestamptz);
     insert into cutover_agent.%1$I select g, g / 7.0, ''row '' || g, timestamptz ''2026-01-01'' + g * interval ''1 second'' from generate_series(1, 1000) g',
    'control_' || p_name);
  if p_is_planted then
    execute format(
      'update cutover_agent.%1$I set changed_at = changed_at + interval ''1 microsecond'' where id = 13;
       update cutover_agent.%1$I set note = note || '' '', amount = -amount where id = 500;
       delete from cutover_agent.%1$I where id = 7;
       insert into cutover_agent.%1$I values (1001, null, null, null)',
      'control_' || p_name);
  end if;
end
$$;

comment on function cutover_agent.create_control(text, boolean) is 'Makes a table of this schema with 1,000 rows that are the same wherever it is called: one side of a scratch copy. p_is_planted: with the differences that the verifier has to find.';
