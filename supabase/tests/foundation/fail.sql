-- An error of ours carries its code, and the remedy of the registry as its hint.
begin;
set local search_path = extensions, public;
select plan(4);

select throws_ok($$select cutover_private.fail('CT004', 'No group "x".')$$, 'CT004', 'No group "x".', 'the code is the SQLSTATE');
select throws_ok($$select cutover_private.fail('CT999', 'what')$$,
  'CT901', 'Unregistered error code CT999: what', 'a code that nobody registered is an internal error');
create function pg_temp.hint_of(p_statement text) returns text language plpgsql as $$
declare v_hint text;
begin
  execute p_statement;
  return null;
exception when others then
  get stacked diagnostics v_hint = pg_exception_hint;
  return v_hint;
end $$;
select is(pg_temp.hint_of($$select cutover_private.fail('CT004', 'm')$$),
  (select e.remedy from cutover.error_codes e where e.code = 'CT004'), 'the hint is the remedy');
select is(pg_temp.hint_of($$select cutover_private.fail('CT004', 'm', null, 'Better.')$$), 'Better.', 'unless the caller knows a better one');

select * from finish();
rollback;
