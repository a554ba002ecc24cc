// What a stage of `npm test` is, and how it runs a tool.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..', '..');
export const CACHE = join(ROOT, 'node_modules', '.cache', 'cutover');

export interface Outcome {
  passed: number;
  failed: number;
  /** One line that says what was looked at, or what is wrong. */
  note?: string;
  /** It could not run here; the note says why. */
  notRun?: true;
}

export interface Stage {
  name: string;
  /** What it proves, for the heading and `--list`. */
  what: string;
  needs: 'nothing' | 'stack';
  run(): Promise<Outcome>;
}

export const PASS: Outcome = { passed: 1, failed: 0 };
export const FAIL: Outcome = { passed: 0, failed: 1 };

/** The tools of node_modules and the Node that runs this script come first; caches stay inside the checkout. */
export function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), join(ROOT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, DENO_DIR: join(CACHE, 'deno'), DENO_NO_UPDATE_CHECK: '1', ...extra, PATH: path };
}

const children = new Set<number>();

export interface Ran {
  code: number;
  stdout: string;
}

/** Runs a tool with its output shown; `capture` keeps stdout for us instead. Never throws: a tool that is missing fails. */
export function run(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; capture?: boolean; timeoutSeconds?: number } = {},
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: environment(options.env),
      stdio: ['ignore', options.capture ? 'pipe' : 'inherit', 'inherit'],
    });
    const pid = child.pid;
    if (pid !== undefined) children.add(pid);
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const timer = setTimeout(
      () => {
        console.error(`${command} ran longer than ${options.timeoutSeconds} s and was stopped`);
        child.kill('SIGKILL');
      },
      (options.timeoutSeconds ?? 1800) * 1000,
    );
    const finish = (code: number): void => {
      clearTimeout(timer);
      if (pid !== undefined) children.delete(pid);
      done({ code, stdout });
    };
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Stops what is running, so that an interrupted test run can clear up. */
export function stopChildren(): void {
  for (const pid of children) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}
