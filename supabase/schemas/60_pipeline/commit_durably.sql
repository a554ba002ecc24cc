create or replace function cutover_private.commit_durably()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- What the legacy server is told afterwards is durable over there; a crash here must not lose what it was told about.
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;
end
$$;

revoke all on function cutover_private.commit_durably() from public;
comment on function cutover_private.commit_durably() is 'This transaction''s commit waits for the disk, also where synchronous_commit is off by default.';
