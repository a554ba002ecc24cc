-- Foreign keys are read again before backfill, prepare and cutover: what they tie now counts, not what they tied at registration.
\ir setup.inc
select plan(6);
create table old.first (id bigint primary key, second_id bigint);
create table old.second (id bigint primary key);
create table old.stranger (id bigint primary key);
create table new.first (id bigint primary key, second_id bigint);
create table new.second (id bigint primary key);
select is(pg_temp.register('first', '{"group": "later"}') ->> 'ok', 'true', 'two tables');
select is(pg_temp.register('second', '{"group": "later"}') ->> 'ok', 'true', 'that know nothing of each other');
alter table old.first add column stranger_id bigint, add constraint tie foreign key (stranger_id) references old.stranger;
alter table new.first add column stranger_id bigint;
select is((pg_temp.refusal(cutover.start_backfill('later')))[1], 'CT402', 'a new column comes first');
alter table old.first drop column stranger_id;
alter table new.first drop column stranger_id;
alter table old.first add constraint tie foreign key (second_id) references old.stranger;
select is((pg_temp.refusal(cutover.start_backfill('later')))[1:3],
  array['CT403', 'Foreign keys tie the group to tables outside it.', 'old.stranger (legacy)'], 'a new neighbour');
alter table old.first drop constraint tie, add constraint tie foreign key (second_id) references old.second;
select is(cutover.start_backfill('later') ->> 'ok', 'true', 'a key inside the group is no obstacle');
select results_eq($$select name from cutover.cutover_tables t where group_id = (cutover_private.find_group('later')).id order by position$$, $$values ('second'), ('first')$$,
  'and sets who comes first');
select * from finish();
rollback;
