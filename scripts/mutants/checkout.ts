// A copy of the checkout to sabotage, with a stack of its own, in the temporary directory of the system.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFiles } from '../test/files.ts';
import { ROOT } from '../test/stage.ts';
import { type Mutant, sabotage } from './mutant.ts';
import { type Ended, execute } from './process.ts';

export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), 'cutover-mutants-'));

  constructor() {
    for (const path of projectFiles('.')) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      cpSync(join(ROOT, path), join(this.root, path));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'));
  }

  run(command: string, args: string[], timeoutSeconds: number): Promise<Ended> {
    return execute(command, args, this.root, { CUTOVER_STACK_DIR: join(this.root, '.stack') }, timeoutSeconds);
  }

  node(args: string[], timeoutSeconds = 300): Promise<Ended> {
    return this.run(process.execPath, args, timeoutSeconds);
  }

  sabotage(mutant: Mutant): void {
    writeFileSync(this.#file(mutant), sabotage(ROOT, mutant));
  }

  mend(mutant: Mutant): void {
    cpSync(join(ROOT, 'supabase', 'schemas', mutant.file), this.#file(mutant));
  }

  #file(mutant: Mutant): string {
    return join(this.root, 'supabase', 'schemas', mutant.file);
  }

  /** The stack of this copy, empty and with its migrations. A sabotage that PostgreSQL does not even accept is a mistake here. */
  async freshStack(): Promise<{ dbUrl: string }> {
    for (const args of [['scripts/build.ts'], ['scripts/mutants/stack.ts', 'reset']]) {
      const ended = await this.node(args);
      if (ended.code !== 0) throw new Error(`${args.join(' ')}:\n${ended.output.slice(-4000)}`);
      if (args[1] === 'reset') return JSON.parse(ended.stdout) as { dbUrl: string };
    }
    throw new Error('no stack');
  }

  async remove(): Promise<void> {
    await this.node(['scripts/mutants/stack.ts', 'down']);
    rmSync(this.root, { recursive: true, force: true });
  }
}
