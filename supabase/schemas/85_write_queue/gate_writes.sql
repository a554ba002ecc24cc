create or replace function cutover_private.gate_writes()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
as $$
declare
  v_table cutover.cutover_tables;
  v_gate cutover_private.write_gates;
  -- Whoever writes, not the owner of this function. A definer function in between is not trusted with more than its caller has.
  v_role text := case current_setting('role') when 'none' then session_user::text else current_setting('role') end;
  v_request text := coalesce(nullif(current_setting('cutover.idempotency_key', true), ''),
    nullif(current_setting('request.headers', true), '')::jsonb ->> 'idempotency-key');
  v_limit bigint := cutover_private.setting('write_queue_limit')::text::bigint;
  v_values text;
  v_key_length integer;
  v_old text[];
  v_new text[];
  v_key text[];
  v_fingerprint text;
  v_copy bigint := 1;
  v_id bigint;
begin
  select * into strict v_table from cutover.cutover_tables where id = tg_argv[0]::bigint;
  select * into strict v_gate from cutover_private.write_gates where table_id = v_table.id;
  if v_gate.mode = 'refuse' then
    perform cutover_private.fail('CT705', format('Writes to %I.%I are frozen.', tg_table_schema, tg_table_name),
      (select format('The freeze window ends at %s.', w.ends_at) from cutover.freeze_windows w where w.id = v_gate.window_id));
  end if;
  if not pg_has_role(current_user, v_role, 'member') then
    perform cutover_private.fail('CT705', format('Writes of role %s to %I.%I cannot be queued.', v_role, tg_table_schema, tg_table_name),
      'They are replayed as that role later, of which the owner of Cutover is no member.', format('grant %I to %I;', v_role, current_user));
  end if;
  if (select count(*) from (select from cutover.queued_writes q where q.table_id = v_table.id and q.status = 'waiting' limit v_limit) w) >= v_limit then
    perform cutover_private.fail('CT706', format('The queue of %I.%I is full: %s writes wait.', tg_table_schema, tg_table_name, v_limit));
  end if;

  select format('select array[%s]', string_agg(format('($1).%I::text', c ->> 'supabase'), ', ' order by n)),
    count(*) filter (where (c ->> 'key')::boolean)
  into v_values, v_key_length
  from jsonb_array_elements(v_table.columns) with ordinality as u(c, n);
  if tg_op <> 'INSERT' then
    execute v_values into v_old using old;
  end if;
  if tg_op <> 'DELETE' then
    execute v_values into v_new using new;
  end if;
  v_key := (coalesce(v_old, v_new))[1:v_key_length];
  if array_position(v_key, null) is not null then
    v_key := null;
  end if;
  if v_request is not null then
    v_fingerprint := encode(sha256(convert_to(format('%L %L', v_old, v_new), 'UTF8')), 'hex');
    -- Equal rows of one statement are all meant; a statement that comes again finds every one of them here.
    select count(*) + 1 into v_copy from cutover.queued_writes q
    where q.table_id = v_table.id and q.idempotency_key = v_request and q.operation = lower(tg_op) and q.fingerprint = v_fingerprint
      and q.statement_at = statement_timestamp();
  end if;
  insert into cutover.queued_writes (table_id, operation, key, idempotency_key, fingerprint, copy, written_as)
  values (v_table.id, lower(tg_op), v_key, v_request, v_fingerprint, v_copy, v_role)
  on conflict do nothing returning id into v_id;
  if v_id is not null then
    insert into cutover_private.queued_values (write_id, old_values, new_values, claims)
    values (v_id, v_old, v_new, nullif(current_setting('request.jwt.claims', true), ''));
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;

revoke all on function cutover_private.gate_writes() from public;
comment on function cutover_private.gate_writes() is 'Trigger on a routed view during a freeze window: refuses the write (CT705), or keeps it for later. Raises CT706 when the queue is full.';
