// A real pseudo-terminal: tmux runs the command line in it, and says what is on the screen.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { installPackages, terminalPackages } from '../../scripts/stack/packages.ts';
import { executable } from './cutover.ts';

export type Terminal = {
  /** The lines on the screen, with everything that has scrolled away, each as it was written: however wide it is. */
  lines: () => Promise<string[]>;
  /** The same with the escape sequences of colours. */
  coloured: () => Promise<string>;
  /** What the terminal is called, which a program can change. */
  title: () => Promise<string>;
  /** Waits until the screen says this; gives the screen. */
  until: (said: RegExp) => Promise<string>;
  type: (...keys: string[]) => Promise<void>;
  /** Waits for the end; gives the exit code. */
  ended: () => Promise<number>;
};

const run = promisify(execFile);
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Starts cutover in a terminal of this width, for the length of a test. */
export const openTerminal = (words: readonly string[], env: NodeJS.ProcessEnv, width = 80): Promise<Terminal> =>
  openCommand(
    `${[process.execPath, executable, ...words].map(quoted).join(' ')}; echo "ended with $?"; exec cat`,
    env,
    width,
  );

/** The same with a line for the shell. */
export async function openCommand(line: string, env: NodeJS.ProcessEnv, width = 80): Promise<Terminal> {
  installPackages((line) => console.error(line), terminalPackages);
  const server = `cutover-${randomBytes(6).toString('hex')}`;
  const tmux = async (...args: string[]): Promise<string> => {
    const { stdout } = await run('tmux', ['-u', '-L', server, '-f', '/dev/null', ...args], {
      env: { ...env, TERM: 'xterm-256color' },
    });
    return stdout;
  };
  await tmux('new-session', '-d', '-x', String(width), '-y', '60', 'bash', '-c', line);
  onTestFinished(async () => {
    await tmux('kill-server').catch(() => {});
  });
  const capture = async (...how: string[]): Promise<string> =>
    (await tmux('capture-pane', '-p', '-S', '-', ...how)).trimEnd();
  const until: Terminal['until'] = async (said) => {
    for (const begun = Date.now(); ; ) {
      const text = await capture();
      if (said.test(text)) return text;
      if (Date.now() - begun > 60_000) throw new Error(`the screen never says ${said}:\n${text}`);
      await new Promise((done) => setTimeout(done, 30));
    }
  };
  return {
    // Joined: what the terminal had to break is one line.
    lines: async () => (await capture('-J')).split('\n').map((line) => line.trimEnd()),
    coloured: () => capture('-e'),
    title: async () => (await tmux('display-message', '-p', '#{pane_title}')).trim(),
    until,
    type: async (...keys) => void (await tmux('send-keys', ...keys)),
    ended: async () => Number(/ended with (\d+)/.exec(await until(/ended with \d+/))?.[1]),
  };
}
