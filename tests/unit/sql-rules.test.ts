import { describe, expect, it } from 'vitest';
import { checkLayout, checkSchemaFile, fixSql, tokenize } from '../../scripts/check/sql-rules.ts';

const good = `-- SELECT in a comment is nobody's business
create or replace function cutover_private.greet(p_name text) returns text
  language plpgsql
  set search_path = pg_catalog, pg_temp
as $function$
begin
  return format('SELECT %s FROM "NULL"', p_name);
end
$function$;

comment on function cutover_private.greet(text) is 'Greets. NULL in, NULL out.';
revoke all on function cutover_private.greet(text) from public;
`;

describe('layout of SQL', () => {
  it('leaves good files alone', () => {
    expect(checkLayout(good)).toEqual([]);
    expect(fixSql(good)).toBe(good);
    expect(checkSchemaFile('supabase/schemas/20_access/greet.sql', good)).toEqual([]);
  });

  it('finds and repairs shouting, spaces and line ends, but not inside text', () => {
    const bad = good.replace('return format', 'RETURN format').replace('begin\n', 'begin  \n').replaceAll('\n', '\r\n');
    expect(checkLayout(bad).map((finding) => finding.message)).toEqual(
      expect.arrayContaining(['line endings must be LF', 'keyword RETURN must be lower case']),
    );
    expect(fixSql(bad)).toBe(good);
  });

  it('cuts nested comments, escaped strings and dollar quotes where PostgreSQL does', () => {
    const pieces = tokenize(`select E'it\\'s', 'a''b', "Q""x" /* a /* b */ c */ , $t$ 'x' $t$, a$b$c from t`);
    expect(pieces.filter((piece) => piece.kind === 'string').map((piece) => piece.text)).toEqual([
      `'it\\'s'`,
      `'a''b'`,
      `$t$ 'x' $t$`,
    ]);
    expect(pieces.filter((piece) => piece.kind === 'comment').map((piece) => piece.text)).toEqual([
      '/* a /* b */ c */',
    ]);
  });
});

describe('schema files', () => {
  const messages = (path: string, text: string): string[] =>
    checkSchemaFile(path, text).map((finding) => finding.message);

  it('want a closed function with a fixed path, a comment and a file of its own', () => {
    expect(messages('a/other.sql', good)).toEqual([
      'cutover_private.greet belongs in a file of its own name, not other.sql',
    ]);
    expect(messages('a/greet.sql', good.replace('  set search_path = pg_catalog, pg_temp\n', ''))[0]).toMatch(
      /search_path/,
    );
    expect(messages('a/greet.sql', good.replace(/^revoke.*\n/m, ''))[0]).toMatch(/revoke all/);
    expect(messages('a/greet.sql', good.replace(/^comment on.*\n/m, ''))[0]).toMatch(/comment on/);
    expect(messages('a/greet.sql', good + good.replaceAll('greet', 'leave'))[0]).toMatch(/one function a file/);
  });

  it('want bodies that every server of a legacy side can read', () => {
    const agent = good.replaceAll('cutover_private', 'cutover_agent');
    expect(messages('a/greet.sql', agent)).toEqual([]);
    const standard = agent.replace(/as \$function\$[\s\S]*\$function\$;/, 'begin atomic\n  select p_name;\nend;');
    expect(messages('a/greet.sql', standard)).toEqual([
      'cutover_agent.greet: quote the body with "as $$": PostgreSQL 13 knows no other',
    ]);
    expect(messages('a/greet.sql', standard.replaceAll('cutover_agent', 'cutover_private'))).toEqual([]);
  });

  it('want row level security on every table', () => {
    const table = `create table cutover.x (id bigint primary key);\n`;
    expect(messages('a/00_tables.sql', table)).toEqual([
      'cutover.x: row level security is not enabled in this file',
      'cutover.x: "comment on table" is missing in this file',
    ]);
  });
});
