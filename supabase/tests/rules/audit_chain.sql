-- An audit log that anybody could change is found, for every table of the group, and not any more once it is protected.
\ir security.inc
select plan(5);
set constraints all immediate;
select is(pg_temp.found('audit_chain', 'docs'), null, 'whole');
alter table cutover.cutover_audit_log disable trigger refuse_change;
select matches(pg_temp.found('audit_chain', 'docs'), '^doc failed 1: The rows are whole, but triggers that protect them are gone or not enabled always: refuse_change', 'not protected');
select matches(pg_temp.found('audit_chain'), '^item failed 1: .*; owner failed 1: ', 'which concerns everybody');
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select is(pg_temp.found('audit_chain', 'docs'), null, 'protected again');
alter table cutover.cutover_audit_log disable trigger refuse_change;
update cutover.cutover_audit_log set actor = 'nobody' where seq = (select min(seq) from cutover.cutover_audit_log);
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select matches(pg_temp.found('audit_chain', 'docs'), '^doc failed 1: ', 'a row changed long ago');
select * from finish();
rollback;
