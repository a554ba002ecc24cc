-- A backfill over rows that are there already changes how their keys are spelled, and deferred foreign keys refer to them: they are checked before the
-- guard is closed, which no pending check may hold up.
\ir setup.inc
select plan(5);
select pg_temp.settle();
create table old.word (word numeric primary key);
create table new.word (word numeric primary key);
create table old.mention (id integer primary key, word numeric references old.word);
create table new.mention (id integer primary key, word numeric references new.word deferrable initially deferred);
insert into old.word select g + 0.00 from generate_series(1, 20) g;
insert into new.word select generate_series(1, 20);
insert into old.mention select g, g from generate_series(1, 20) g;
insert into new.mention table old.mention;
set constraints all immediate;
set constraints new.mention_word_fkey deferred;
select ok((cutover.register_table('word', 'pipeline_test', 'old', 'word', 'new', 'word', 'words') ->> 'ok')::boolean, 'parent');
select ok((cutover.register_table('mention', 'pipeline_test', 'old', 'mention', 'new', 'mention', 'words') ->> 'ok')::boolean, 'child');
select ok((cutover.start_backfill('words') ->> 'ok')::boolean, 'begun');
select lives_ok($$select pg_temp.settle('words')$$, 'copied');
select results_eq('select word::text from new.word order by word', 'select word::text from old.word order by word', 'each key in its latest spelling');
select * from finish();
rollback;
