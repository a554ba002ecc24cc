-- What anon may do and nobody declared is found, and TRUNCATE for anybody; revoked or declared, it is not.
\ir security.inc
select plan(8);
select is(pg_temp.found('api_grants', 'docs'), null, 'nothing for anon');
grant select (body) on new.doc to anon;
select is(pg_temp.found('api_grants', 'docs'), 'doc failed 1: anon_may: anon may SELECT', 'anon reads a column');
select is(cutover.declare_security('doc', 'a public page', array['SELECT']) ->> 'ok', 'true', 'declared');
select is(pg_temp.found('api_grants', 'docs'), null, 'it is meant to');
select is(cutover.declare_security('doc', 'no more', '{}') #>> '{result,still_found,0}', 'api_grants anon_may: anon may SELECT', 'not any more');
revoke select (body) on new.doc from anon;
select is(pg_temp.found('api_grants', 'docs'), null, 'revoked');
grant truncate on new.doc to authenticated;
select is(pg_temp.found('api_grants', 'docs'), 'doc failed 1: authenticated_may: authenticated may TRUNCATE', 'what passes policies by');
revoke truncate on new.doc from authenticated;
select is(pg_temp.found('api_grants', 'docs'), null, 'revoked');
select * from finish();
rollback;
