import { describe, expect, it } from 'vitest';
import { dollarTag, quoteLiteral } from '../../scripts/build/files.ts';
import { refuseTransactionControl } from '../../scripts/build/migrations.ts';

describe('a schema file', () => {
  it.each(['commit;', 'begin;', 'ROLLBACK ;', 'vacuum full x;', 'create unique index concurrently i on t (a);'])(
    'is refused when it contains %s',
    (statement) => {
      expect(() => refuseTransactionControl('a.sql', `select 1;\n${statement}\n`)).toThrow('one transaction');
    },
  );

  it.each([
    'create procedure p() language plpgsql as $$\nbegin\n  commit;\nend $$;',
    'create function f() returns int language sql as $body$\n  begin;\n$body$;',
    '-- commit;\nselect 1;',
    '/* commit; */ select 1;',
  ])('may have it inside a body or a comment', (text) => {
    expect(() => refuseTransactionControl('a.sql', text)).not.toThrow();
  });
});

describe('quoting', () => {
  it('takes a tag that does not occur in the text', () => {
    expect(dollarTag('select 1', 'agent')).toBe('$agent$');
    expect(dollarTag('as $agent$ … $agent$ $agent1$', 'agent')).toBe('$agent2$');
  });

  it('doubles quotes and refuses what a plain literal cannot hold', () => {
    expect(quoteLiteral("it's")).toBe("'it''s'");
    expect(() => quoteLiteral('a\\b')).toThrow('backslash');
  });
});
