// npm run check: the stages of the tests that need no database. npm run format: the same, repairing what can be repaired.
import { format, lint, staticStages } from './test/static.ts';

const write = process.argv.includes('--write');
let failed = 0;
if (write) {
  for (const outcome of [await format(true), await lint(true)]) failed += outcome.failed;
} else {
  for (const stage of staticStages) {
    console.log(`\n== ${stage.name}: ${stage.what}`);
    const outcome = await stage.run();
    failed += outcome.failed;
    console.log(`${outcome.failed === 0 ? 'ok' : 'FAILED'}: ${outcome.note ?? ''}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
