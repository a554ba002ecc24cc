-- Arguments are of the right type and size, or refused by name.
begin;
set local search_path = extensions, public;
select plan(25);

select is(cutover_private.argument_text('{"a": "x"}', 'a'), 'x', 'text');
select is(cutover_private.argument_text('{"a": null}', 'a', false), null, 'null is absent');
select throws_ok($$select cutover_private.argument_text('{}', 'a')$$, 'CT001', 'The argument "a" is missing.', 'missing');
select throws_ok($$select cutover_private.argument_text('{"a": 1}', 'a')$$, 'CT001', 'The argument "a" must be of the type string, not number.', 'no text');
select throws_ok($$select cutover_private.argument_text('{"a": "  "}', 'a')$$, 'CT001', null, 'blank');
select throws_ok($$select cutover_private.argument_text('{"a": "xyz"}', 'a', true, 2)$$, 'CT001', null, 'too long');
select is(cutover_private.argument_boolean('{"a": true}', 'a'), true, 'a boolean');
select throws_ok($$select cutover_private.argument_boolean('{"a": "true"}', 'a')$$, 'CT001', null, 'text is no boolean');
select is(cutover_private.argument_integer('{"a": 5}', 'a', true, 5, 5), 5::bigint, 'a number, bounds included');
select throws_ok($$select cutover_private.argument_integer('{"a": 4}', 'a', true, 5, 5)$$, 'CT001', null, 'too small');
select throws_ok($$select cutover_private.argument_integer('{"a": 6}', 'a', true, 5, 5)$$, 'CT001', null, 'too large');
select throws_ok($$select cutover_private.argument_integer('{"a": 1.5}', 'a')$$, 'CT001', null, 'not whole');
select throws_ok($$select cutover_private.argument_integer('{"a": 1e30}', 'a')$$, 'CT001', null, 'beyond bigint');
select is(cutover_private.argument_number('{"a": 0.5}', 'a', true, 0, 1), 0.5, 'a fraction');
select throws_ok($$select cutover_private.argument_number('{"a": 1.01}', 'a', true, 0, 1)$$, 'CT001', null, 'too large a fraction');
select is(cutover_private.argument_timestamp('{"a": "2026-12-01T20:00:00Z"}', 'a'), '2026-12-01 20:00:00+00', 'a time');
select is(cutover_private.argument_timestamp(jsonb_build_object('a', '2026-12-01 20:00:00.5+01'::timestamptz), 'a'), '2026-12-01 19:00:00.5+00',
  'a time out of SQL');
select throws_ok($$select cutover_private.argument_timestamp('{"a": "2026-12-01T20:00:00"}', 'a')$$, 'CT001', null, 'a time without an offset');
select throws_ok($$select cutover_private.argument_timestamp('{"a": "tomorrow"}', 'a')$$, 'CT001', null, 'a word');
select throws_ok($$select cutover_private.argument_timestamp('{"a": "2026-02-30T20:00:00Z"}', 'a')$$, 'CT001', null, 'a day that does not exist');
select throws_ok($$select cutover_private.argument_uuid('{"a": "x"}', 'a')$$, 'CT001', null, 'no uuid');
select is(cutover_private.argument_object('{"a": {"b": 1}}', 'a'), '{"b": 1}'::jsonb, 'an object');
select throws_ok($$select cutover_private.argument_object('{"a": []}', 'a')$$, 'CT001', null, 'an array is no object');
select lives_ok($$select cutover_private.allow_arguments('{"a": 1}', 'a', 'b')$$, 'known arguments');
select throws_ok($$select cutover_private.allow_arguments('{"a": 1, "c": 2}', 'a', 'b')$$, 'CT001', 'Unknown argument: "c".', 'an unknown one');

select * from finish();
rollback;
