// Types what a document prints into a shell, a SQL editor and a file, one after the other, and says what came of it.
import { type ChildProcessWithoutNullStreams, execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/stack/deno.ts';
import type { Stack } from '../support/stack.ts';
import { type Block, condense } from './extract.ts';

const finished = 'the block has ended:';

type Ran = { failed: boolean; printed: string };

/** The statements of a block: what one of them makes, the next one may name. */
export const statements = (text: string): string[] => text.match(/(?:.*\n)*?.*;[ \t]*(?:--.*)?\n/g) ?? [text];

/** As `eval "$(npm run -s stack -- env)"` sets them, for whoever has done so in another window. */
function stackVariables({ directory }: Stack): Record<string, string> {
  const lines = execFileSync(process.execPath, ['scripts/stack.ts', 'env'], {
    cwd: root,
    env: { ...process.env, CUTOVER_STACK_DIR: directory },
    encoding: 'utf8',
  });
  return Object.fromEntries(
    [...lines.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

export class Typist {
  private readonly stack: Stack;
  private readonly here: (text: string) => string;
  private readonly fill: (text: string) => Promise<string>;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly folder = mkdtempSync(join(tmpdir(), 'cutover-docs-'));
  private shell: ChildProcessWithoutNullStreams | undefined;
  private files = 0;

  constructor(stack: Stack, here: (text: string) => string, fill: (text: string) => Promise<string>) {
    this.here = here;
    this.stack = stack;
    this.fill = fill;
    this.environment = {
      ...process.env,
      CUTOVER_STACK_DIR: stack.directory,
      NODE_NO_WARNINGS: '1',
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
      ...stackVariables(stack),
    };
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
    writeFileSync(join(this.folder, 'package.json'), '{"type":"module"}');
  }

  /** All that was printed. Raises what went wrong, unless the block itself names the error's code. */
  async type(block: Block): Promise<string> {
    let all = '';
    for (const text of block.language === 'sql' ? statements(block.text) : [block.text]) {
      const { failed, printed } = await this.one({ ...block, text: await this.fill(this.here(text)) });
      const refused = /"ok": ?false/.test(printed);
      const expected = [...printed.matchAll(/\bCT\d{3}\b/g)].some(([code]) => text.includes(code));
      if ((failed || refused) && !expected) throw new Error(`line ${block.line}:\n${text}\n${printed}`);
      all += printed;
    }
    let rest = condense(all);
    for (const piece of block.prints.map((text) => this.here(text))) {
      const at = rest.indexOf(piece);
      if (at < 0) throw new Error(`line ${block.line}: "${piece}" is not printed where it should be:\n${all}`);
      rest = rest.slice(at + piece.length);
    }
    return all;
  }

  private one(block: Block): Promise<Ran> {
    if (block.language === 'sh') return this.inShell(block.text);
    return block.language === 'sql' ? this.inEditor(block) : this.inFile(block.text);
  }

  async close(): Promise<void> {
    const { shell } = this;
    if (shell) {
      const gone = new Promise((done) => shell.on('close', done));
      shell.stdin.end();
      await gone;
    }
    rmSync(this.folder, { recursive: true });
  }

  private async inFile(text: string): Promise<Ran> {
    this.files += 1;
    const [, name = `sample-${this.files}.ts`] = /^\/\/ (\S+\.ts)\n/.exec(text) ?? [];
    const path = join(this.folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    writeFileSync(
      join(this.folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['*.ts'] }),
    );
    const checked = await this.run(join(root, 'node_modules', '.bin', 'tsc'), ['--project', this.folder], this.folder);
    if (checked.failed) return checked;
    return this.run(process.execPath, [path], this.folder);
  }

  private inEditor({ text, where }: Block): Promise<Ran> {
    const claims = JSON.stringify({ sub: this.stack.approverId, role: 'authenticated' });
    const path = join(this.folder, 'block.sql');
    writeFileSync(
      path,
      where === 'approver' ? `set request.jwt.claims = '${claims}'; set role authenticated;\n${text}` : text,
    );
    const url = where === 'legacy' ? this.stack.legacyDbUrl : this.stack.dbUrl;
    return this.run(
      'psql',
      [url, '-XqAt', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose', '-f', path],
      this.folder,
    );
  }

  private async run(file: string, args: string[], cwd: string): Promise<Ran> {
    return promisify(execFile)(file, args, { cwd, env: this.environment, maxBuffer: 64 * 1024 * 1024 }).then(
      ({ stdout }) => ({ failed: false, printed: stdout }),
      (error: { stdout: string; stderr: string }) => ({ failed: true, printed: error.stdout + error.stderr }),
    );
  }

  /** One shell for all blocks of a document: what one defines, the next one uses. */
  private inShell(text: string): Promise<Ran> {
    const path = join(this.folder, 'block.sh');
    writeFileSync(path, text);
    this.shell ??= spawn('bash', ['--noprofile', '--norc'], { cwd: root, env: this.environment });
    const { shell } = this;
    return new Promise((done, reject) => {
      let printed = '';
      const take = (chunk: Buffer): void => {
        printed += chunk;
        const [all, failures] = new RegExp(`${finished} (.*)\\n`).exec(printed) ?? [];
        if (all === undefined) return;
        shell.stdout.off('data', take);
        shell.stderr.off('data', take);
        shell.off('exit', gone);
        done({ failed: failures !== '', printed: printed.replace(all, failures ? `failed: ${failures}\n` : '') });
      };
      const gone = (): void => reject(new Error(`the shell ended:\n${printed}`));
      shell.stdout.on('data', take);
      shell.stderr.on('data', take);
      shell.on('exit', gone);
      // Whatever command fails is remembered: a block is not over with its first line.
      shell.stdin.write(`
        failures=; set -E; trap 'failures="$failures$BASH_COMMAND; "' ERR
        . ${path} </dev/null
        trap - ERR; echo "${finished} $failures"
      `);
    });
  }
}
