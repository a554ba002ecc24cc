// The SQL editor: the named functions, and nothing else.
import type { Sql } from 'postgres';
import { type Answer, type Driver, type Outcome, outcomeOf } from './driver.ts';

export function sqlDriver(sql: Sql): Driver {
  const ask = async (statement: string, values: string[]): Promise<Outcome> => {
    const [row] = await sql.unsafe<{ answer: Answer }[]>(`select ${statement} as answer`, values);
    return outcomeOf(row?.answer);
  };
  const run = async (statement: string, values: string[]): Promise<Outcome> => {
    const { result, code } = await ask(statement, values);
    if (!result) return { code: code ?? '' };
    await sql.unsafe(`call cutover.drive_run('${result.run_id}')`);
    const [ended] = await sql<{ kind: string; status: string }[]>`
      select kind, status from cutover.cutover_runs where id = ${result.run_id as string}`;
    return { result: { ...ended } };
  };
  return {
    prepare: (group) => ask('cutover.prepare_cutover($1)', [group]),
    openWindow: (group, reason) => ask('cutover.start_emergency_freeze($1, $2)', [group, reason]),
    rehearse: (group) => ask('cutover.execute_cutover($1, p_dry_run => true)', [group]),
    execute: (group) => run('cutover.execute_cutover($1)', [group]),
    rollback: (group, reason) => run('cutover.rollback_cutover($1, $2)', [group, reason]),
    status: (group) => ask('cutover.status($1)', [group]),
  };
}
