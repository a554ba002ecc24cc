// What the demo says while it works: one line a step; progress overwrites itself on a terminal and is sparse elsewhere.

const terminal = process.stdout.isTTY === true;
const QUIET_MS = 15_000;
let pending = false;
let lastLine = 0;

function clear(): void {
  if (pending) process.stdout.write('\r\u001b[K');
  pending = false;
}

export function say(text = ''): void {
  clear();
  console.log(text);
  lastLine = performance.now();
}

/** A finished step: its name and what came of it, further lines below it. */
export function step(name: string, ...lines: string[]): void {
  for (const [index, line] of lines.entries()) say(`  ${(index === 0 ? name : '').padEnd(12)}${line}`);
}

/** Where a step is, which takes a while. */
export function progress(name: string, text: string): void {
  const line = `  ${name.padEnd(12)}${text}`;
  if (terminal) {
    clear();
    process.stdout.write(line.slice(0, (process.stdout.columns ?? 120) - 1));
    pending = true;
  } else if (performance.now() - lastLine > QUIET_MS) {
    say(`${line} …`);
  }
}

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
export const milliseconds = (value: number): string => `${Math.round(value)} ms`;
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
