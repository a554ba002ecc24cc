create or replace function cutover_agent.retry_together(
  p_endpoints uuid[],
  p_ordinals integer[],
  p_keys text[],
  p_codes text[],
  p_objects text[],
  p_tried_codes text[],
  p_row_ordinals integer[],
  p_rows text[],
  p_delete_ordinals integer[],
  p_deletes text[],
  out ordinals integer[],
  out keys text[],
  out codes text[],
  out objects text[],
  out delete_ordinals integer[],
  out deletes text[]
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_items text[];
  v_fits boolean[];
  v_waiting integer[];
  v_goes boolean[];
begin
  ordinals := p_ordinals;
  keys := p_keys;
  codes := p_codes;
  objects := p_objects;
  delete_ordinals := p_delete_ordinals;
  deletes := p_deletes;
  select array_agg(r.item order by f.n), array_agg(f.code = any (p_tried_codes) order by f.n) into v_items, v_fits
  from unnest(p_ordinals, p_keys, p_codes) with ordinality as f(ordinal, key, code, n)
  join cutover_agent.endpoints e on e.id = p_endpoints[f.ordinal]
  join unnest(p_row_ordinals, p_rows) as r(ordinal, item) on r.ordinal = f.ordinal and ((r.item::text[])[: e.key_length])::text = f.key;
  v_fits := cutover_agent.fitting_rows(p_endpoints, p_ordinals, v_items, v_fits);
  v_waiting := array(select u.ordinal from unnest(p_ordinals, v_fits) as u(ordinal, fits) where not u.fits);
  select coalesce(array_agg(cutover_agent.cascade_into(e, v_waiting, p_endpoints) is null order by u.n), '{}') into v_goes
  from unnest(p_delete_ordinals) with ordinality as u(ordinal, n) join cutover_agent.endpoints e on e.id = p_endpoints[u.ordinal];
  if true = any (v_fits) and cutover_agent.apply_together(p_endpoints,
    array(select u.ordinal from unnest(p_ordinals, v_fits) with ordinality as u(ordinal, fits, n) where u.fits order by u.n),
    array(select u.item from unnest(v_items, v_fits) with ordinality as u(item, fits, n) where u.fits order by u.n),
    array(select u.ordinal from unnest(p_delete_ordinals, v_goes) with ordinality as u(ordinal, goes, n) where u.goes order by u.n),
    array(select u.key from unnest(p_deletes, v_goes) with ordinality as u(key, goes, n) where u.goes order by u.n))
  then
    select coalesce(array_agg(u.ordinal order by u.n), '{}'), coalesce(array_agg(u.key order by u.n), '{}'),
      coalesce(array_agg(u.code order by u.n), '{}'), coalesce(array_agg(u.object order by u.n), '{}')
    into ordinals, keys, codes, objects
    from unnest(p_ordinals, p_keys, p_codes, p_objects, v_fits) with ordinality as u(ordinal, key, code, object, fits, n)
    where not u.fits;
    select coalesce(array_agg(u.ordinal order by u.n), '{}'), coalesce(array_agg(u.key order by u.n), '{}') into delete_ordinals, deletes
    from unnest(p_delete_ordinals, p_deletes, v_goes) with ordinality as u(ordinal, key, goes, n)
    where not u.goes;
  end if;
end
$$;

comment on function cutover_agent.retry_together(uuid[], integer[], text[], text[], text[], text[], integer[], text[], integer[], text[]) is 'A second try, all at once, for rows that were refused one by one, with p_tried_codes, and for deletes: circles of rows that refer to each other, or wait for each other''s values. Returns what is left of both: all that may fit is done, or nothing. Called by apply_batch only.';
