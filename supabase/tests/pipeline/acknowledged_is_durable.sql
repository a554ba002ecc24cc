-- Entries leave the legacy server's journal for good: their apply must survive a crash here, whatever synchronous_commit is by default.
\ir setup.inc
select plan(4);
insert into cutover.legacy_sources (name, kind, server_name, created_by) values ('far', 'postgres', 'cutover_far', 'test') returning id as far \gset
insert into cutover.table_groups (name, source_id, created_by) values ('far', :far, 'test') returning id as far_group \gset
set local synchronous_commit = off;
select cutover_private.acknowledge(:shop, 'legacy', '{}');
select is(current_setting('synchronous_commit'), 'off', 'a journal in this database goes with its transaction');
select cutover_private.acknowledge(:far_group, 'legacy', '{1}');
select is(current_setting('synchronous_commit'), 'on', 'another server''s does not: this commit waits for the disk');
set local synchronous_commit = remote_apply;
select cutover_private.acknowledge(:far_group, 'legacy', '{2}');
select is(current_setting('synchronous_commit'), 'remote_apply', 'more than that is left alone');
select is((select count(*) from cutover_private.pending_acknowledgements where group_id = :far_group), 2::bigint, 'both wait for the commit');
select * from finish();
rollback;
