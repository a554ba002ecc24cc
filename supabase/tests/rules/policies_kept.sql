-- A policy that was dropped or changed is found, until it is back or was meant.
\ir security.inc
select plan(5);
select is(pg_temp.found('policies_kept', 'docs'), null, 'as registered');
alter policy own on new.doc using (true);
select is(pg_temp.found('policies_kept', 'docs'), 'doc failed 1: policy_changed: policy own', 'changed');
select is(cutover.declare_security('doc', 'everybody may read now') #>> '{result,still_found}', '[]', 'it was meant to be');
select is(pg_temp.found('policies_kept', 'docs'), null, 'and is expected from now on');
drop policy own on new.doc;
create policy reading on new.doc for select to authenticated using (true);
revoke insert, update, delete on new.doc from authenticated;
select is(pg_temp.found('policies_kept', 'docs'), 'doc failed 1: policy_dropped: policy own', 'dropped, though another one lets rows through');
select * from finish();
rollback;
