-- Each role includes those before it.
begin;
set local search_path = extensions, public;
select plan(10);

insert into cutover.operators (subject, role, granted_by) values
  ('v', 'viewer', 'test'),
  ('o', 'operator', 'test'),
  ('p', 'approver', 'test'),
  ('a', 'admin', 'test');
create function pg_temp.may(p_subject text) returns text language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_subject, 'role', 'authenticated')::text, true);
  return (
    select string_agg(x.r, ' ' order by x.n)
      from unnest(array['viewer', 'operator', 'approver', 'admin']) with ordinality x (r, n)
     where cutover_private.is_operator(x.r));
end $$;
select is(pg_temp.may('v'), 'viewer', 'viewer');
select is(pg_temp.may('o'), 'viewer operator', 'operator');
select is(pg_temp.may('p'), 'viewer operator approver', 'approver');
select is(pg_temp.may('a'), 'viewer operator approver admin', 'admin');
select is(pg_temp.may('x'), null, 'a stranger may nothing');
select ok(not cutover_private.is_operator('no_such_role'), 'nobody has a role that does not exist');
select throws_ok($$select cutover_private.require_role('viewer')$$, 'CT102', null, 'a stranger is refused');
select pg_temp.may('v') as may \gset
select throws_ok($$select cutover_private.require_role('operator')$$, 'CT103', null, 'a viewer is refused what needs an operator');
select lives_ok($$select cutover_private.require_role('viewer')$$, 'and let through to what needs a viewer');
select set_config('request.jwt.claims', '{}', true) as claims \gset
select throws_ok($$select cutover_private.require_role('viewer')$$, 'CT101', null, 'nobody is refused');

select * from finish();
rollback;
