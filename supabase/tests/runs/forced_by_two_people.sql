-- In an emergency two people agree on what a cutover passes over: once, for a while, and never what protects from loss or exposure.
\ir setup.inc
select plan(35);
insert into cutover.operators (subject, role, granted_by) values ('olga', 'operator', 'test'), ('anton', 'approver', 'test'), ('alma', 'approver', 'test');
create function pg_temp.code(p_answer jsonb) returns text language sql as $$ select coalesce(p_answer #>> '{error,code}', 'ok') $$;
create function pg_temp.be(p_subject text) returns void language sql as $$
  select set_config('request.jwt.claims', case when p_subject <> '' then jsonb_build_object('sub', p_subject, 'role', 'authenticated')::text else '' end, true)
$$;
-- No window, no runbook, an index that is not valid yet.
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
delete from cutover.cutover_checklists where rule_id = 'runbook_ready';
alter table new.item add constraint short check (length(note) < 100) not valid;
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'not ready');
select pg_temp.be('olga');
select is(pg_temp.code(cutover.request_force('shop', array['runbook_ready', 'drift_percent'], 'legacy is burning')), 'CT231', 'loss is not passed over');
select is(pg_temp.code(cutover.request_force('shop', array['tenant_isolation'], 'legacy is burning')), 'CT231', 'nor exposure');
select is(pg_temp.code(cutover.request_force('shop', array['slow_reads'], 'legacy is burning')), 'CT231', 'nor what no cutover is asked for');
select is(pg_temp.code(cutover.request_force('shop', array['nothing'], 'legacy is burning')), 'CT001', 'nor a rule nobody knows');
select is(pg_temp.code(cutover.request_force('shop', '{}', 'legacy is burning')), 'CT001', 'nor nothing at all');
select is(pg_temp.code(cutover.request_force('shop', array['runbook_ready'], ' ')), 'CT001', 'nor without a reason');
select is(pg_temp.code(cutover.request_force('nowhere', array['runbook_ready'], 'x')), 'CT004', 'a group nobody knows');
select is(pg_temp.code(cutover.command('request_force', '{"group": "shop", "kind": "rollback", "skip": ["runbook_ready"], "reason": "x"}')), 'CT001', 'a rollback needs none');
select is((select count(*) from cutover.force_requests), 0::bigint, 'nothing was kept of all that');
select cutover.request_force('shop', array['runbook_ready', 'freeze_window_active', 'constraints_valid', 'runbook_ready'], 'legacy is burning') as asked \gset
select is(:'asked'::jsonb #> '{result,skip}', '["constraints_valid", "freeze_window_active", "runbook_ready"]', 'asked for, each once');
select :'asked'::jsonb #>> '{result,request}' as request \gset
select is(pg_temp.code(cutover.execute_cutover('shop', p_force => :'request')), 'CT232', 'not usable before somebody agrees');
select is(pg_temp.code(cutover.approve_force(:'request', 'yes')), 'CT103', 'an operator cannot agree');
update cutover.operators set role = 'approver' where subject = 'olga';
select is(pg_temp.code(cutover.approve_force(:'request', 'yes')), 'CT236', 'nor can whoever asked');
select pg_temp.be('anton');
select is(pg_temp.code(cutover.approve_force(gen_random_uuid(), 'yes')), 'CT012', 'a request nobody knows');
select is(pg_temp.code(cutover.approve_force(:'request', 'yes')), 'ok', 'an approver agrees');
select pg_temp.be('alma');
select is(pg_temp.code(cutover.approve_force(:'request', 'me too')), 'CT232', 'once');
select pg_temp.be('');
select is(pg_temp.code(cutover.execute_cutover('shop')), 'CT201', 'without it nothing begins');
insert into cutover.table_groups (name, source_id, created_by) select 'other', source_id, 'test' from cutover.table_groups where id = :shop;
select is(pg_temp.code(cutover.execute_cutover('other', p_force => :'request')), 'CT232', 'it is for one group');
savepoint sound;
update cutover.force_requests set expires_at = clock_timestamp();
select is(pg_temp.code(cutover.execute_cutover('shop', p_force => :'request')), 'CT232', 'for a while');
rollback to sound;
update cutover.operators set revoked_by = 'test', revoked_at = now() where subject = 'anton';
select is(pg_temp.code(cutover.execute_cutover('shop', p_force => :'request')), 'CT232', 'not any more when the approver is none any more');
rollback to sound;
update cutover.operators set expires_at = now() - interval '1 minute' where subject = 'anton';
select is(pg_temp.code(cutover.execute_cutover('shop', p_force => :'request')), 'CT232', 'nor when the role has ended by itself');
rollback to sound;
alter table new.item drop constraint item_owner_id_fkey;
delete from cutover.cutover_checklists where rule_id = 'foreign_keys_as_legacy';
select is(cutover.execute_cutover('shop', p_force => :'request') #>> '{error,code}', 'CT206', 'and for what it names');
rollback to sound;
-- Whoever writes the list past the operations does not get further.
update cutover.force_requests set rules = rules || '{drift_percent}';
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) values (:owner, '{1}', 'missing', clock_timestamp());
select matches(cutover.execute_cutover('shop', p_force => :'request') #>> '{error,details}', '^owner/drift_percent: 50[.0]*, wanted < 0.05; owner/row_counts: ', 'loss is not passed over, whatever the list says');
rollback to sound;
update cutover.cutover_tables set backfilled_at = null where id = :item;
select is(pg_temp.code(cutover.execute_cutover('shop', p_force => :'request')), 'CT210', 'nor is a backfill');
rollback to sound;
select is(cutover.execute_cutover('shop', true, p_force => :'request') #>> '{result,would_pass}', 'true', 'a dry run of it');
select is((select used_at from cutover.force_requests), null, 'does not use it up');
select cutover.execute_cutover('shop', p_force => :'request') as answer \gset
select is(pg_temp.drive(:'answer') ->> 'status', 'completed', 'the cutover');
select is(cutover_private.run_status((:'answer'::jsonb #>> '{result,run_id}')::uuid) -> 'skipped',
  '["owner/runbook_ready", "owner/freeze_window_active", "item/runbook_ready", "item/freeze_window_active", "item/constraints_valid"]', 'says what it has passed over');
select is((select array_agg(distinct state) from cutover.cutover_tables where group_id = :shop), array['cutover'], 'the group is over');
select is((select run_id is not null and used_at is not null from cutover.force_requests), true, 'the request is used');
select is(pg_temp.drive(cutover.rollback_cutover('shop', 'all is well again')) ->> 'status', 'completed', 'back again');
update cutover.cutover_tables set state = 'pending' where group_id = :shop;
select matches(cutover.execute_cutover('shop', p_force => :'request') #>> '{error,message}', '^It was used at ', 'it is used up');
set constraints all immediate;
select is((select concat_ws(' ', detail ->> 'requested_by', detail ->> 'approved_by', jsonb_array_length(detail -> 'skipped'), detail ->> 'reason')
  from cutover.cutover_audit_log where action = 'cutover.force' and recorded_at >= now()), 'olga anton 5 legacy is burning', 'audited, with both people and each gate');
select is((select string_agg(action || ' ' || actor, ', ' order by seq) from cutover.cutover_audit_log
  where action in ('force.request', 'force.approve') and outcome = 'done' and recorded_at >= now()), 'force.request olga, force.approve anton', 'so is how they agreed');
select * from finish();
rollback;
