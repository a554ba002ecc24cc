// A child process whose output is kept; what does not end in time is stopped with all its children.
import { spawn } from 'node:child_process';
import { environment } from '../test/stage.ts';

export interface Ended {
  code: number;
  stdout: string;
  /** Both channels together. */
  output: string;
  timedOut: boolean;
}

const groups = new Set<number>();

export function execute(
  command: string,
  args: string[],
  cwd: string,
  extra: Record<string, string>,
  timeoutSeconds: number,
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: environment({ ...extra, NO_COLOR: '1' }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const { pid } = child;
    if (pid !== undefined) groups.add(pid);
    let stdout = '';
    let output = '';
    let timedOut = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const timer = setTimeout(() => {
      timedOut = true;
      if (pid !== undefined) endGroup(pid);
    }, timeoutSeconds * 1000);
    const finish = (code: number): void => {
      clearTimeout(timer);
      if (pid !== undefined) groups.delete(pid);
      done({ code, stdout, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('exit', (code) => finish(code ?? 1));
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

export function endAll(): void {
  for (const pid of groups) endGroup(pid);
}
