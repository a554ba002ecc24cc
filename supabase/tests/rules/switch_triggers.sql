-- A capture or a guard that is off, or only enabled, is found on its side; enabled always again, nothing is.
\ir security.inc
select plan(5);
select format('alter table new.doc disable trigger cutover_guard_%s', number) as off,
  format('alter table new.doc enable always trigger cutover_guard_%s', number) as on
from cutover_agent.endpoints e join cutover.cutover_tables t on t.supabase_endpoint = e.id where t.name = 'doc' \gset
select format('alter table old.doc enable trigger cutover_capture_%s', number) as weak,
  format('alter table old.doc enable always trigger cutover_capture_%s', number) as strong, number as legacy_number
from cutover_agent.endpoints e join cutover.cutover_tables t on t.legacy_endpoint = e.id where t.name = 'doc' \gset
select is(pg_temp.found('switch_triggers', 'docs'), null, 'both on');
:off;
select matches(pg_temp.found('switch_triggers', 'docs'), '^doc failed 1: guard_off: supabase: trigger cutover_guard_\d+ on new.doc is not enabled always$', 'the guard is off');
:on;
select is(pg_temp.found('switch_triggers', 'docs'), null, 'on again');
:weak;
select matches(pg_temp.found('switch_triggers', 'docs'), '^doc failed 1: capture_off: legacy: trigger cutover_capture_\d+ on old.doc is not enabled always$', 'a capture that a replica role passes by');
:strong;
select is(pg_temp.found('switch_triggers', 'docs'), null, 'always again');
select * from finish();
rollback;
