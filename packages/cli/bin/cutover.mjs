#!/usr/bin/env node
// Starts the command line on a Node that can run it: this one, or the one that the project pins.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
// Not by name: an older Node that lacks it would fail before it could say what is needed.
import module, { createRequire } from 'node:module';

const needed = [22, 22];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** The Node that the package `node` brings along, where it is installed. */
function pinned() {
  try {
    return createRequire(import.meta.url).resolve('node/bin/node');
  } catch {
    return undefined;
  }
}

if (major > needed[0] || (major === needed[0] && minor >= needed[1])) {
  // Compiling takes longer than most commands.
  module.enableCompileCache?.();
  // In the repository the source runs as it is; a package that was installed has no source.
  const source = new URL('../src/main.ts', import.meta.url);
  const { main } = await import(
    existsSync(source) ? source.href : new URL('../dist/cutover.mjs', import.meta.url).href
  );
  process.exitCode = await main(process.argv);
} else {
  const node = pinned();
  if (node === undefined) {
    console.error(`cutover needs Node ${needed.join('.')} or newer; this is ${process.versions.node}.`);
    process.exitCode = 2;
  } else {
    // Ctrl-C goes to both: the other one answers it.
    process.on('SIGINT', () => {});
    const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    });
  }
}
