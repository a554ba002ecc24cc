-- Settings are read by key, and the installation is known by a uuid.
begin;
set local search_path = extensions, public;
select plan(3);

select is(cutover_private.setting('environment') #>> '{}', 'development', 'the environment is development until somebody says otherwise');
select is(cutover_private.setting('no_such_setting'), null, 'a setting that does not exist is null');
select matches(cutover_private.setting('installation') #>> '{}', '^[0-9a-f-]{36}$', 'the installation has a uuid');

select * from finish();
rollback;
