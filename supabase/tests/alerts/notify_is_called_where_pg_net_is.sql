-- pg_cron has pg_net call the function; where one of them, the address or the key is missing, nothing is called. pg_net is not in this stack: a stand-in notes what it gets.
begin;
set local search_path = extensions, public;
select plan(7);
select cutover.unschedule_jobs() as had \gset
select is(to_regnamespace('net'), null, 'pg_net is not here');
select cutover.set_setting('notify_url', '"https://p.supabase.co/functions/v1/notify"') ->> 'ok' as ok, vault.create_secret('sb_secret_x',
  'cutover_notify_key') as key \gset
select is(cutover_private.call_notify(), null, 'nothing is called');
select is('cutover_notify' = any (cutover.schedule_jobs()), false, 'nor scheduled');
create schema net;
create table net.calls (url text, headers jsonb, body jsonb, timeout integer);
create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
  timeout_milliseconds integer default 5000) returns bigint language sql as $$
  insert into net.calls values (url, headers, body, timeout_milliseconds);
  select 7::bigint
$$;
select is('cutover_notify' = any (cutover.schedule_jobs()), true, 'with pg_net it is scheduled');
select is(cutover_private.call_notify(), 7::bigint, 'and called');
select results_eq('select * from net.calls', $$values ('https://p.supabase.co/functions/v1/notify', '{"apikey": "sb_secret_x", "content-type": "application/json"}'::jsonb, '{}'::jsonb, 60000)$$, 'with the key, and with patience');
delete from vault.secrets where name = 'cutover_notify_key';
select is(cutover_private.call_notify(), null, 'not without a key');
select * from finish();
rollback;
