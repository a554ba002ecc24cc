import { readFile } from 'node:fs/promises';
import { UsageError } from './failure.ts';

export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read as JSON: ${(error as Error).message}`,
      'Give the name of such a file.',
    );
  }
}
