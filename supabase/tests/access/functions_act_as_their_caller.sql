-- A function's command runs with the claims and the rights of its caller, never with the owner's.
begin;
set local search_path = extensions, public;
select plan(11);

insert into cutover.operators (subject, role, granted_by) values ('ann', 'operator', 'test'), ('key:robot', 'viewer', 'test');

create function pg_temp.as_caller(p_claims text, p_operation text) returns text language plpgsql as $$
declare
  v_answer jsonb;
begin
  v_answer := cutover_private.command_as(p_claims::jsonb, p_operation, '{"group": "nobody"}', null, '{}');
  reset role;
  perform set_config('request.jwt.claims', '', true);
  return coalesce(v_answer #>> '{error,code}', 'ok');
end
$$;

select is(pg_temp.as_caller('{"role": "authenticated", "sub": "ann"}', 'prepare'), 'CT004', 'an operator acts');
select is(pg_temp.as_caller('{"role": "service_role", "key_name": "robot"}', 'prepare'), 'CT103', 'a key has its own role');
select is(pg_temp.as_caller('{"role": "authenticated", "sub": "zoe"}', 'prepare'), 'CT102', 'a stranger has none');
select throws_ok($$select pg_temp.as_caller('{"role": "anon"}', 'status')$$, 'CT101', null, 'nobody is nobody');
select throws_ok($$select pg_temp.as_caller('{"role": "postgres", "sub": "ann"}', 'status')$$, 'CT101', null, 'no role of one''s own choice');
select throws_ok($$select pg_temp.as_caller('{"sub": "ann"}', 'status')$$, 'CT101', null, 'a role there must be');
select throws_ok($$select pg_temp.as_caller(null, 'status')$$, 'CT101', null, 'no claims are no owner');

select cutover_private.become_caller('{"role": "authenticated", "sub": "ann"}');
select is(current_user::text, 'authenticated', 'the role is taken on');
select throws_ok('select count(*) from cutover_private.commands', '42501', null, 'with its rights');
reset role;

select is((
    select string_agg(p.proname, ', ' order by p.proname)
      from pg_proc p, unnest(array['anon', 'authenticated', 'service_role']) r (name)
     where p.proname in ('become_caller', 'command_as', 'advance_run_as') and has_function_privilege(r.name, p.oid, 'execute')),
  null, 'nobody but the owner calls them');
select throws_ok($$select cutover_private.advance_run_as('{"role": "authenticated", "sub": "ann"}', gen_random_uuid())$$, 'CT006', null, 'runs, too');

select * from finish();
rollback;
