// The house rules for hand-written SQL that no linter knows. Pure: text in, findings out.

export interface Finding {
  line: number;
  message: string;
}

type Kind = 'code' | 'comment' | 'string' | 'identifier';

interface Piece {
  kind: Kind;
  text: string;
  start: number;
}

const MAX_LINE = 160;

// Words that are keywords wherever they stand unquoted; upper case elsewhere is a constant in a message, never code.
const KEYWORDS = new Set(
  `add after all alter always and any array as asc atomic before begin between by call cascade case cast check close
  collate column comment commit concurrently conflict constraint create cross cursor cycle database declare default
  deferrable deferred definer delete desc diagnostics disable distinct do drop each else elsif enable end enum except
  exception exclude execute exists exit extension fetch filter first following for foreign found from full function
  generated get grant group having identity if ilike immediate immutable in index inherit initially inner inout insert
  instead intersect interval into invoker is isolation join key language lateral leakproof left level like limit local
  lock locked loop materialized natural new next not notice nothing nowait null nulls of offset old on only open or
  order outer over overriding parallel partition perform policy preceding primary procedure raise range recursive
  references references refresh release rename replace restrict return returning returns revoke right rollback row rows
  savepoint schema security select sequence session set setof share skip some stable statement strict table tablesample
  temp temporary then to trigger truncate type unbounded union unique unlogged update using vacuum values variadic view
  volatile when where while window with without zone true false`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Cuts SQL into code, comments, string constants and quoted identifiers. Bodies after `as` or `do` are code. */
export function tokenize(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let codeFrom = 0;
  const code = (until: number): void => {
    if (until > codeFrom) pieces.push({ kind: 'code', text: text.slice(codeFrom, until), start: codeFrom });
  };
  const take = (kind: Kind, end: number): void => {
    code(at);
    pieces.push({ kind, text: text.slice(at, end), start: at });
    at = end;
    codeFrom = end;
  };
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const one = text[at];
    if (two === '--') {
      const end = text.indexOf('\n', at);
      take('comment', end < 0 ? text.length : end);
    } else if (two === '/*') {
      let depth = 0;
      let end = at;
      do {
        const pair = text.slice(end, end + 2);
        if (pair === '/*') depth += 1;
        if (pair === '*/') depth -= 1;
        end += pair === '/*' || pair === '*/' ? 2 : 1;
      } while (depth > 0 && end < text.length);
      take('comment', end);
    } else if (one === "'") {
      const escapes = /(^|[^a-z0-9_])e$/i.test(text.slice(Math.max(0, at - 2), at));
      let end = at + 1;
      while (end < text.length) {
        if (escapes && text[end] === '\\') end += 2;
        else if (text[end] === "'" && text[end + 1] === "'") end += 2;
        else if (text[end] === "'") break;
        else end += 1;
      }
      take('string', Math.min(end + 1, text.length));
    } else if (one === '"') {
      const end = text.indexOf('"', at + 1);
      take('identifier', end < 0 ? text.length : end + 1);
    } else if (one === '$' && !/[a-z0-9_$]/i.test(text[at - 1] ?? ' ')) {
      const tag = /^\$([a-z_][a-z0-9_]*)?\$/i.exec(text.slice(at))?.[0];
      if (tag === undefined) {
        at += 1;
        continue;
      }
      const close = text.indexOf(tag, at + tag.length);
      const end = close < 0 ? text.length : close;
      if (/\b(as|do)\s*$/i.test(text.slice(Math.max(0, at - 40), at))) {
        code(at);
        const inner = text.slice(at + tag.length, end);
        for (const piece of tokenize(inner)) pieces.push({ ...piece, start: piece.start + at + tag.length });
        at = Math.min(end + tag.length, text.length);
        codeFrom = at;
      } else {
        take('string', Math.min(end + tag.length, text.length));
      }
    } else {
      at += 1;
    }
  }
  code(text.length);
  return pieces;
}

/** The file with everything but code blanked out (same offsets), so that patterns do not match inside text. */
function codeOnly(text: string): string {
  const out = text.replace(/[^\n]/g, ' ').split('');
  for (const piece of tokenize(text)) {
    if (piece.kind === 'comment' || piece.kind === 'string') continue;
    for (let i = 0; i < piece.text.length; i += 1) out[piece.start + i] = piece.text[i] ?? ' ';
  }
  return out.join('');
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Layout only: what `fixSql` can repair by itself, plus line length. */
export function checkLayout(text: string): Finding[] {
  const findings: Finding[] = [];
  if (text.includes('\r')) findings.push({ line: 1, message: 'line endings must be LF' });
  if (text !== '' && !text.endsWith('\n'))
    findings.push({ line: lineOf(text, text.length), message: 'no newline at the end' });
  text.split('\n').forEach((line, index) => {
    if (/[ \t]$/.test(line)) findings.push({ line: index + 1, message: 'trailing space' });
    if (line.includes('\t')) findings.push({ line: index + 1, message: 'tab: indent with two spaces' });
  });
  for (const piece of tokenize(text)) {
    if (piece.kind !== 'code') continue;
    // A long string constant cannot be broken; code can.
    for (const match of piece.text.matchAll(/[^\s;,)]/g)) {
      const offset = piece.start + match.index;
      const column = offset - text.lastIndexOf('\n', offset);
      if (column === MAX_LINE + 1)
        findings.push({ line: lineOf(text, offset), message: `longer than ${MAX_LINE} characters` });
    }
    for (const match of piece.text.matchAll(/(?<![\w$])[A-Z]+(?![\w$])/g)) {
      if (!KEYWORDS.has(match[0].toLowerCase())) continue;
      findings.push({
        line: lineOf(text, piece.start + match.index),
        message: `keyword ${match[0]} must be lower case`,
      });
    }
  }
  return findings;
}

/** Repairs what can be repaired without thinking. */
export function fixSql(text: string): string {
  const lowered = text.split('');
  for (const piece of tokenize(text)) {
    if (piece.kind !== 'code') continue;
    for (const match of piece.text.matchAll(/(?<![\w$])[A-Z]+(?![\w$])/g)) {
      if (!KEYWORDS.has(match[0].toLowerCase())) continue;
      for (let i = 0; i < match[0].length; i += 1) {
        lowered[piece.start + match.index + i] = match[0][i]?.toLowerCase() ?? '';
      }
    }
  }
  const body = lowered
    .join('')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n+$/, '');
  return body === '' ? '' : `${body}\n`;
}

/** Rules for files of supabase/schemas: one function a file, closed by default, a fixed search path, a comment. */
export function checkSchemaFile(path: string, text: string): Finding[] {
  const findings: Finding[] = [];
  const code = codeOnly(text);
  const base = (path.split('/').pop() ?? path).replace(/\.sql$/, '').replace(/^\d+_/, '');
  const names = new Set<string>();

  const routine = /\bcreate\s+(?:or\s+replace\s+)?(function|procedure)\s+([\w."]+)\s*\(/gi;
  for (const match of code.matchAll(routine)) {
    const kind = match[1]?.toLowerCase();
    const name = match[2] ?? '';
    const line = lineOf(text, match.index);
    names.add(name);
    // The head is everything up to the body; strings are needed here because the path is one.
    const head = text.slice(
      match.index,
      match.index + Math.max(0, text.slice(match.index).search(/\bas\s+\$|\bbegin\s+atomic\b|\breturn\s/i)),
    );
    if (kind === 'function' && !/set\s+search_path\s*=\s*pg_catalog, pg_temp\s/i.test(head)) {
      findings.push({ line, message: `${name}: needs "set search_path = pg_catalog, pg_temp"` });
    }
    if (name.startsWith('cutover_agent.') && !/^as\s+\$/i.test(text.slice(match.index + head.length))) {
      findings.push({ line, message: `${name}: quote the body with "as $$": PostgreSQL 13 knows no other` });
    }
    // The agent's last file closes all of its functions at once: the same script runs on servers that are not ours.
    if (
      !name.startsWith('cutover_agent.') &&
      !new RegExp(`\\brevoke\\s+all\\s+on\\s+(function|procedure|routine)\\s+${escapeRegExp(name)}\\b`, 'i').test(code)
    ) {
      findings.push({ line, message: `${name}: "revoke all on ${kind} … from public" is missing in this file` });
    }
    if (!new RegExp(`\\bcomment\\s+on\\s+(function|procedure|routine)\\s+${escapeRegExp(name)}\\b`, 'i').test(code)) {
      findings.push({ line, message: `${name}: "comment on ${kind}" is missing in this file` });
    }
  }
  if (names.size > 1) findings.push({ line: 1, message: `one function a file, found ${[...names].join(', ')}` });
  for (const name of names) {
    const bare = name.replace(/"/g, '').split('.').pop();
    if (names.size === 1 && bare !== base)
      findings.push({ line: 1, message: `${name} belongs in a file of its own name, not ${base}.sql` });
    if (!name.includes('.')) findings.push({ line: 1, message: `${name} is not schema-qualified` });
  }

  for (const match of code.matchAll(/\bcreate\s+(unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)\s*\(/gi)) {
    const name = match[2] ?? '';
    if (!name.includes('.') || names.size > 0) continue; // temporary tables inside functions
    const line = lineOf(text, match.index);
    if (
      !new RegExp(`\\balter\\s+table\\s+${escapeRegExp(name)}\\s+enable\\s+row\\s+level\\s+security`, 'i').test(code)
    ) {
      findings.push({ line, message: `${name}: row level security is not enabled in this file` });
    }
    if (!new RegExp(`\\bcomment\\s+on\\s+table\\s+${escapeRegExp(name)}\\b`, 'i').test(code)) {
      findings.push({ line, message: `${name}: "comment on table" is missing in this file` });
    }
  }
  return findings;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
