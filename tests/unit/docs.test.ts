// What is taken out of a document, and what its comments say of it.
import { expect, test } from 'vitest';
import { extract } from '../docs/extract.ts';
import { statements } from '../docs/typist.ts';

const fence = '```';

test('blocks, their headings, and what they print', () => {
  const blocks = extract(
    [
      '# One',
      `${fence}sh`,
      'first',
      fence,
      '## Two',
      '1. in a list',
      `   ${fence}sql`,
      '   select 1;',
      `   ${fence}`,
      '',
      `${fence}output`,
      '1',
      '… 2',
      fence,
    ].join('\n'),
  );
  expect(blocks).toMatchObject([
    { language: 'sh', text: 'first\n', heading: 'One', line: 2, where: 'here', prints: [] },
    { language: 'sql', text: '   select 1;\n', heading: 'Two', prints: ['1', '2'] },
  ]);
});

test('a comment concerns the block that follows, and none after it', () => {
  const block = ['', `${fence}sql`, 'select 1;', fence];
  const blocks = extract(
    [
      '<!-- not run here: there is no moon -->',
      ...block,
      ...block,
      '<!-- run by tests/unit/docs.test.ts -->',
      ...block,
      '<!-- on the legacy server -->',
      ...block,
      '<!-- as the approver -->',
      ...block,
      '<!-- as the approver -->',
      'Words in between.',
      ...block,
    ].join('\n'),
  );
  expect(blocks.map(({ notRun, runBy, where }) => notRun ?? runBy ?? where)).toEqual([
    'there is no moon',
    'here',
    'tests/unit/docs.test.ts',
    'legacy',
    'approver',
    'here',
  ]);
});

test('a reason is needed, and other fences are no samples', () => {
  expect(extract(['<!-- not run here -->', `${fence}sh`, 'true', fence].join('\n'))).toMatchObject([
    { text: 'true\n' },
  ]);
  expect(extract([`${fence}sh`, 'true', fence].join('\n'))[0]).not.toHaveProperty('notRun');
  expect(extract([fence, 'npm run demo', fence, `${fence}json`, '{}', fence].join('\n'))).toEqual([]);
});

test('statements end with a semicolon at the end of a line', () => {
  expect(statements("select 1;  -- one\nselect ';',\n  2;\ncall x();\n")).toEqual([
    'select 1;  -- one\n',
    "select ';',\n  2;\n",
    'call x();\n',
  ]);
});
