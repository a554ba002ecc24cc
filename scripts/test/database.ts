// The stages that ask the running test stack.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { z } from 'zod';
import { projectFiles } from './files.ts';
import { FAIL, type Outcome, PASS, ROOT, run, type Stage } from './stage.ts';

const SCHEMAS = ['cutover', 'cutover_private', 'cutover_agent'];
const ACCEPTED = 'supabase/accepted-findings.json';
export const STACK_DIR = join(ROOT, '.stack-test');

interface StackFile {
  dbUrl: string;
  adminDbUrl: string;
}

function stack(): StackFile {
  return JSON.parse(readFileSync(join(STACK_DIR, 'stack.json'), 'utf8')) as StackFile;
}

const acceptedSchema = z.array(
  z.strictObject({
    tool: z.enum(['lint', 'advisors', 'plpgsql_check']),
    /** The rule, as the tool calls it. */
    rule: z.string().min(1),
    /** A regular expression over schema.object (and the message, for lint). */
    match: z.string().min(1),
    reason: z.string().min(20),
  }),
);

interface Found {
  rule: string;
  object: string;
  message: string;
}

/** Drops what is accepted with a reason. An acceptance that no longer matches anything has to go, so it counts as a finding. */
function judge(tool: 'lint' | 'advisors' | 'plpgsql_check', found: Found[]): Outcome {
  const entries = acceptedSchema
    .parse(JSON.parse(readFileSync(join(ROOT, ACCEPTED), 'utf8')))
    .filter((entry) => entry.tool === tool);
  const used = new Set<number>();
  const open = found.filter((finding) => {
    const index = entries.findIndex(
      (entry) => entry.rule === finding.rule && new RegExp(entry.match).test(`${finding.object} ${finding.message}`),
    );
    if (index >= 0) used.add(index);
    return index < 0;
  });
  for (const finding of open) console.error(`${finding.rule}: ${finding.object}: ${finding.message}`);
  const stale = entries.filter((_, index) => !used.has(index));
  for (const entry of stale)
    console.error(`${ACCEPTED}: nothing matches ${entry.rule} ${entry.match} any more: remove it`);
  const accepted = found.length - open.length;
  return {
    ...(open.length + stale.length === 0 ? PASS : FAIL),
    note: `${found.length} findings, ${accepted} accepted with a reason in ${ACCEPTED}`,
  };
}

function parseJson(text: string): unknown {
  const start = text.search(/[[{]/);
  return start < 0 ? null : JSON.parse(text.slice(start));
}

const lintAnswer = z.array(
  z.looseObject({
    function: z.string(),
    issues: z.array(z.looseObject({ level: z.string(), message: z.string(), sqlState: z.string().optional() })),
  }),
);

async function databaseLint(): Promise<Outcome> {
  const ran = await run(
    'supabase',
    [
      'db',
      'lint',
      `--remote=${stack().dbUrl}`,
      '--schema',
      SCHEMAS.join(','),
      '--level',
      'warning',
      '--fail-on',
      'none',
      '--output-format',
      'json',
    ],
    { capture: true, timeoutSeconds: 300 },
  );
  if (ran.code !== 0) return { ...FAIL, note: `supabase db lint ended with ${ran.code}` };
  const results = findArray(parseJson(ran.stdout), (item) => lintAnswer.element.safeParse(item).success);
  const found = lintAnswer
    .parse(results)
    .flatMap((result) =>
      result.issues.map((issue) => ({ rule: issue.level, object: result.function, message: issue.message })),
    );
  return judge('lint', found);
}

const advisorAnswer = z.array(
  z.looseObject({
    name: z.string(),
    detail: z.string(),
    metadata: z.looseObject({ schema: z.string().nullish(), name: z.string().nullish() }).nullish(),
  }),
);

async function advisors(): Promise<Outcome> {
  const ran = await run(
    'supabase',
    [
      'db',
      'advisors',
      `--remote=${stack().dbUrl}`,
      '--type',
      'all',
      '--level',
      'info',
      '--fail-on',
      'none',
      '--output-format',
      'json',
    ],
    { capture: true, timeoutSeconds: 300 },
  );
  if (ran.code !== 0) return { ...FAIL, note: `supabase db advisors ended with ${ran.code}` };
  const results = findArray(parseJson(ran.stdout), (item) => advisorAnswer.element.safeParse(item).success);
  const found = advisorAnswer.parse(results).map((result) => ({
    rule: result.name,
    object: `${result.metadata?.schema ?? '?'}.${result.metadata?.name ?? '?'}`,
    message: result.detail,
  }));
  return judge('advisors', found);
}

/** The CLI wraps its list in an envelope whose name differs by command. */
function findArray(value: unknown, fits: (item: unknown) => boolean): unknown[] {
  if (Array.isArray(value)) return value.length === 0 || fits(value[0]) ? value : [];
  if (value !== null && typeof value === 'object') {
    for (const inner of Object.values(value)) {
      const list = Array.isArray(inner) || (inner !== null && typeof inner === 'object') ? findArray(inner, fits) : [];
      if (list.length > 0) return list;
    }
  }
  return [];
}

/** plpgsql_check knows more than the CLI's lint asks it for: it also looks into triggers, and it warns about more. */
async function plpgsqlCheck(): Promise<Outcome> {
  const sql = postgres(stack().adminDbUrl, { max: 1, onnotice: () => {}, fetch_types: false });
  try {
    await sql`create extension if not exists plpgsql_check with schema extensions`;
    const rows = await sql<{ object: string; rule: string; message: string }[]>`
      with routine as (
        select p.oid, n.nspname || '.' || p.proname as object, p.prorettype = 'trigger'::regtype as is_trigger
          from pg_proc p
          join pg_namespace n on n.oid = p.pronamespace
          join pg_language l on l.oid = p.prolang
         where n.nspname = any (string_to_array(${SCHEMAS.join()}, ',')) and l.lanname = 'plpgsql' and p.prorettype <> 'event_trigger'::regtype
      ),
      target as (
        select r.oid, r.object, t.tgrelid as relation
          from routine r
          join pg_trigger t on t.tgfoid = r.oid
         where r.is_trigger
        union
        select r.oid, r.object, 0::oid from routine r where not r.is_trigger
      )
      select t.object, c.level || coalesce(' ' || c.sqlstate, '') as rule,
             format('line %s: %s %s', c.lineno, c.message, coalesce(c.detail, '')) as message
        from target t
        cross join lateral extensions.plpgsql_check_function_tb(
               t.oid::regprocedure, t.relation::regclass,
               other_warnings => true, extra_warnings => true, security_warnings => true, performance_warnings => false) c
       order by 1, 3`;
    const [counted] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = any (string_to_array(${SCHEMAS.join()}, ','))`;
    const outcome = judge('plpgsql_check', [...rows]);
    return { ...outcome, note: `${counted?.count ?? 0} functions; ${outcome.note}` };
  } finally {
    await sql.end();
  }
}

/** Writes what `supabase gen types` says about the stack's database; `--check` compares instead. */
export async function databaseTypes(dbUrl: string): Promise<string | undefined> {
  const ran = await run(
    'supabase',
    ['gen', 'types', '--lang', 'typescript', '--schema', 'cutover', `--remote=${dbUrl}`],
    {
      capture: true,
      timeoutSeconds: 120,
    },
  );
  // What the CLI has to say about the connection comes first, on the same channel.
  const types = ran.stdout.slice(Math.max(0, ran.stdout.indexOf('export ')));
  return ran.code === 0 && types.includes('export type Database') ? `${types.trimEnd()}\n` : undefined;
}

export const TYPES_FILE = 'packages/shared/src/database.types.ts';

async function typesUpToDate(): Promise<Outcome> {
  const fresh = await databaseTypes(stack().dbUrl);
  if (fresh === undefined) return { ...FAIL, note: 'supabase gen types failed' };
  const committed = existsSync(join(ROOT, TYPES_FILE)) ? readFileSync(join(ROOT, TYPES_FILE), 'utf8') : '';
  if (fresh === committed) return { ...PASS, note: TYPES_FILE };
  return { ...FAIL, note: `${TYPES_FILE} is out of date: npm run stack -- up && npm run build:types` };
}

async function pgtap(): Promise<Outcome> {
  const files = projectFiles('supabase/tests/*.sql', 'supabase/tests/**/*.sql');
  if (files.length === 0) return { passed: 0, failed: 0, note: 'no pgTAP files' };
  const sql = postgres(stack().adminDbUrl, { max: 1, onnotice: () => {}, fetch_types: false });
  try {
    await sql`create extension if not exists pgtap with schema extensions`;
  } finally {
    await sql.end();
  }
  const ran = await run('pg_prove', ['--dbname', stack().dbUrl, '--verbose', '--timer', ...files], {
    capture: true,
    timeoutSeconds: 1200,
  });
  // pg_prove exits with the worst code, but the counts come from TAP itself.
  let passed = 0;
  let failed = 0;
  for (const line of ran.stdout.split('\n')) {
    if (/^ok \d+/.test(line)) passed += 1;
    else if (/^not ok \d+/.test(line)) failed += / # TODO/.test(line) ? 0 : 1;
    const interesting = !/^(ok \d+|#?\s*$)/.test(line);
    if (interesting) console.log(line);
  }
  if (ran.code !== 0 && failed === 0) failed = 1;
  return { passed, failed, note: `${files.length} pgTAP files` };
}

export const databaseStages: Stage[] = [
  { name: 'db-lint', what: 'supabase db lint is clean or explained', needs: 'stack', run: databaseLint },
  { name: 'db-advisors', what: 'supabase db advisors is clean or explained', needs: 'stack', run: advisors },
  { name: 'plpgsql-check', what: 'plpgsql_check finds nothing in any function', needs: 'stack', run: plpgsqlCheck },
  {
    name: 'gen-types',
    what: 'the committed database types are those of this database',
    needs: 'stack',
    run: typesUpToDate,
  },
  { name: 'pgtap', what: 'behaviour and surface of the SQL', needs: 'stack', run: pgtap },
];
