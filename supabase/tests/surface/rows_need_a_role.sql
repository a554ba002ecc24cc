-- Row level security is on everywhere; a stranger sees no row of any table or view, a viewer sees them; views count the caller's rights.
\ir ../runs/setup.inc
select plan(9);
create temporary view ours as select c.* , n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('cutover', 'cutover_private', 'cutover_agent');
select is_empty($$select oid::regclass::text from ours where relkind in ('r', 'p') and not relrowsecurity$$, 'row level security on every table');
select is_empty($$select oid::regclass::text from ours where relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)$$, 'every view is an invoker''s');
select is_empty($$select oid::regclass::text from ours where relkind in ('m', 'f')$$, 'no materialized view or foreign table, which know no policies');
select set_eq($$select c.oid::regclass::text from pg_policy p join ours c on c.oid = p.polrelid$$, $$select oid::regclass::text from ours where nspname = 'cutover' and relkind = 'r'$$, 'policies on the tables of cutover only');
select is_empty($$select c.oid::regclass::text, p.polname from pg_policy p join ours c on c.oid = p.polrelid
  where p.polcmd <> 'r' or p.polroles <> array['authenticated'::regrole::oid] or pg_get_expr(p.polqual, p.polrelid) !~ '^\( SELECT cutover_private\.is_operator\(''viewer''::text\) AS is_operator\)$'$$,
  'one kind of policy: operators read, asked once a statement');
create function pg_temp.visible() returns setof text language plpgsql as $$
declare
  v_name text;
  v_seen boolean;
begin
  for v_name in select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'cutover' and c.relkind in ('r', 'v') loop
    execute format('select exists (select from %s)', v_name) into v_seen;
    if v_seen then
      return next v_name;
    end if;
  end loop;
end $$;
create temporary table filled as select pg_temp.visible() as name;
grant select on filled to authenticated;
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test');
select cmp_ok((select count(*) from filled), '>=', 12::bigint, 'tables with rows');
set local role authenticated;
set local request.jwt.claims = '{"sub": "stranger", "role": "authenticated"}';
select is_empty('select pg_temp.visible()', 'a stranger sees none');
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select bag_eq('select pg_temp.visible()', 'select name from filled', 'a viewer sees all');
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated", "is_anonymous": true}';
select is_empty('select pg_temp.visible()', 'an anonymous sign-in of the same name sees none');
reset role;
select * from finish();
rollback;
