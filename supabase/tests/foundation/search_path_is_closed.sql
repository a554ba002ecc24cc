-- No function of ours can be made to use a temporary object of its caller.
begin;
set local search_path = extensions, public;
select plan(2);

-- With search_path = '' the temporary schema is searched first: a temporary domain named "text" then runs its check
-- with the rights of every definer function that says ::text. Only a path that names pg_temp last is closed.
select is_empty($$
  select p.oid::regprocedure::text
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('cutover', 'cutover_private', 'cutover_agent') and p.prokind = 'f'
     and not coalesce(p.proconfig @> array['search_path=pg_catalog, pg_temp'], false)
   order by 1
$$, 'every function has search_path = pg_catalog, pg_temp');

insert into cutover.operators (subject, role, granted_by) values
  ('olga', 'admin', 'test');
set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
create function pg_temp.spy(p_value pg_catalog.text) returns boolean language plpgsql as $$
begin
  perform pg_catalog.set_config('test.spied', pg_catalog.current_setting('test.spied', true) operator(pg_catalog.||) current_user::pg_catalog.text, false);
  return true;
end $$;
create domain pg_temp.text as pg_catalog.text check (pg_temp.spy(value));
select cutover.command('freeze_list', '{}'::jsonb) is not null as called \gset
select cutover.grant_operator('emil', 'viewer') is not null as called \gset
drop domain pg_temp.text;
select is(coalesce(current_setting('test.spied', true), ''), '', 'a temporary domain named text is not used by the functions called');

select * from finish();
rollback;
