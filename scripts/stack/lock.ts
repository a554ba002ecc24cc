// One command at a time for a stack directory: two `up` at once would both create it.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, mark, type ProcessMark } from './processes.ts';

function holder(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    return undefined;
  }
}

let held: string | undefined;

export async function withLock<T>(directory: string, body: () => Promise<T>): Promise<T> {
  const file = join(directory, 'lock');
  if (held === file) return body();
  const mine = `${file}.${process.pid}`;
  const until = performance.now() + 300_000;
  writeFileSync(mine, JSON.stringify(mark(process.pid)));
  try {
    for (;;) {
      try {
        // A link appears with its content, so nobody ever reads an empty lock.
        linkSync(mine, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const other = holder(file);
        if (!isAlive(other)) rmSync(file, { force: true });
        else if (performance.now() > until)
          throw new Error(`process ${other.pid} has been busy with ${directory} for five minutes`);
        else await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
  held = file;
  try {
    return await body();
  } finally {
    held = undefined;
    rmSync(file, { force: true });
  }
}
