create or replace function cutover_agent.guard()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint_id uuid := tg_argv[0]::uuid;
  v_block cutover_agent.blocks;
begin
  if exists (select from cutover_agent.appliers where transaction_id = pg_current_xact_id()) then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  select * into v_block from cutover_agent.blocks where endpoint_id = v_endpoint_id;
  -- A block that ran out strands nobody. Under REPEATABLE READ the row may be an old version: only if its epoch is
  -- the newest one, read without a snapshot, is it the block that holds now. No row: refuse, the snapshot predates it.
  if v_block.expires_at < clock_timestamp()
    and (current_setting('transaction_isolation') = 'read committed'
      or v_block.epoch = (select last_value from cutover_agent.block_epoch))
  then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  raise log 'cutover: refused % on %.% by %', tg_op, tg_table_schema, tg_table_name, session_user;
  raise exception using errcode = 'CT701',
    message = format('Writes to %I.%I are blocked: %s.', tg_table_schema, tg_table_name,
      coalesce(v_block.reason, 'the other side takes them')),
    hint = 'Write through the routed view, or to the side that is the source of truth now; retry in a moment during a cutover.';
end
$$;

revoke all on function cutover_agent.guard() from public;

comment on function cutover_agent.guard() is 'Trigger that refuses every write (CT701) of every role except the applier''s, and admits them again when a block has run out.';
