create or replace function cutover_private.apply_pass(p_group_id bigint, p_limit integer default 2000, p_after_id bigint default 0,
  p_ahead boolean default false, p_asked boolean default false, out applied integer, out failed integer, out highest_id bigint, out asked boolean)
returns record
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_truth text := cutover_private.write_source(p_group_id);
  v_table_ids bigint[];
  v_changes record;
  v_entries bigint;
  v_is_truncated boolean;
  v_ordinals integer[];
  v_keys text[];
  v_rows text[];
  v_ids text[];
  v_failed_ordinals integer[];
  v_failed_keys text[];
  v_failed_codes text[];
  v_failed_objects text[];
  v_done_ids bigint[];
begin
  if not p_asked then
    perform cutover_private.flush_acknowledgements(p_group_id);
  end if;
  select array_agg(t.id order by t.position, t.name) into v_table_ids from cutover.cutover_tables t where t.group_id = p_group_id;

  select array_agg(c.ordinal), array_agg(c.key::text), array_agg(c.row_values::text), array_agg(c.ids::text),
    max((select max(i) from unnest(c.ids) i)), sum(cardinality(c.ids)), bool_or(c.key is null)
  into v_ordinals, v_keys, v_rows, v_ids, highest_id, v_entries, v_is_truncated
  from cutover_private.take_changes(p_group_id, v_truth, p_limit, p_after_id, p_asked) c;
  applied := 0;
  failed := 0;
  asked := false;
  if v_ordinals is null then
    return;
  end if;

  -- The legacy server reads the next page while this one is applied here. It reads each row later than this page has, and is applied later.
  if p_ahead and v_entries >= p_limit and not v_is_truncated then
    asked := cutover_private.ask_changes(p_group_id, v_truth, p_limit, highest_id);
  end if;

  for v_changes in select distinct u.ordinal from unnest(v_ordinals, v_keys) as u(ordinal, key) where u.key is null loop
    perform cutover_private.expand_truncates(p_group_id, v_truth, v_changes.ordinal);
  end loop;

  select array_agg(f.ordinal), array_agg(f.key), array_agg(f.error_code), array_agg(f.error_object)
  into v_failed_ordinals, v_failed_keys, v_failed_codes, v_failed_objects
  from cutover_private.apply_rows(p_group_id, cutover_private.other_side(v_truth),
    (select coalesce(array_agg(u.ordinal order by u.n), '{}') from unnest(v_ordinals, v_rows) with ordinality as u(ordinal, row_values, n) where u.row_values is not null),
    (select coalesce(array_agg(u.row_values order by u.n), '{}') from unnest(v_rows) with ordinality as u(row_values, n) where u.row_values is not null),
    (select coalesce(array_agg(u.ordinal order by u.n), '{}') from unnest(v_ordinals, v_keys, v_rows) with ordinality as u(ordinal, key,
      row_values, n) where u.row_values is null and u.key is not null),
    (select coalesce(array_agg(u.key order by u.n), '{}') from unnest(v_keys, v_rows) with ordinality as u(key, row_values, n)
      where u.row_values is null and u.key is not null)
  ) f;
  failed := coalesce(cardinality(v_failed_ordinals), 0);

  -- What was refused stays in the journal, with its first entry: it has to come before whatever followed it. The rest is done.
  with taken as (
    select u.ordinal, u.key, u.ids::bigint[] as ids,
      exists (select from unnest(v_failed_ordinals, v_failed_keys) as f(ordinal, key) where f.ordinal = u.ordinal and f.key = u.key) as is_refused
    from unnest(v_ordinals, v_keys, v_ids) as u(ordinal, key, ids)
  ), items as (
    select t.ordinal, t.key from taken t where not t.is_refused
  ), queued as (
    insert into cutover_private.verify_queue (table_id, key)
    select v_table_ids[i.ordinal], i.key from items i where i.key is not null
    on conflict (table_id, key_digest) do update set strikes = 0, due_at = excluded.due_at
  )
  select array_agg(id), (select count(*) from items) into v_done_ids, applied
  from taken t cross join unnest(t.ids) as id
  where not t.is_refused or id > (select min(i) from unnest(t.ids) as i);
  if v_done_ids is not null then
    perform cutover_private.acknowledge(p_group_id, v_truth, v_done_ids);
  end if;
  -- Mostly there are none, and to take the digest of each key would be for nothing.
  if exists (select from cutover.apply_failures a where a.table_id = any (v_table_ids)) then
    delete from cutover.apply_failures a
    using unnest(v_ordinals, v_keys) as u(ordinal, key)
    where a.table_id = v_table_ids[u.ordinal] and a.key_digest = cutover_private.key_digest(u.key)
      and not exists (select from unnest(v_failed_ordinals, v_failed_keys) as f(ordinal, key) where f.ordinal = u.ordinal and f.key = u.key);
  end if;

  insert into cutover.apply_failures (table_id, key, error_code, error_object)
  select v_table_ids[f.ordinal], f.key::text[], f.error_code, f.error_object
  from unnest(v_failed_ordinals, v_failed_keys, v_failed_codes, v_failed_objects) as f(ordinal, key, error_code, error_object)
  on conflict (table_id, key_digest) do update
  set error_code = excluded.error_code, error_object = excluded.error_object, attempts = cutover.apply_failures.attempts + 1, last_failed_at = clock_timestamp();
end
$$;

revoke all on function cutover_private.apply_pass(bigint, integer, bigint, boolean, boolean) from public;
comment on function cutover_private.apply_pass(bigint, integer, bigint, boolean, boolean) is 'Carries up to p_limit changed keys (journal ids above p_after_id) from the truth to the receiving side. p_ahead: ask a legacy server for the page behind this one if it is full; asked says that this was done, and then the caller''s next call, in this transaction, is for that page, with p_asked. The caller holds the group''s lock. Returns how many were applied and refused, and the highest journal id seen (null: nothing was waiting).';
