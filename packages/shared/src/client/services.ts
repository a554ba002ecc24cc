// What an application that moves its data says: tables, users, one call for each thing that is done.
import type { ErrorCode } from '../errors.ts';
import type { FunctionName, JobProgress, RequestOf, Run, StatusResult, TableStatus } from '../operations/index.ts';
import type { CallOptions, CutoverClient } from './create-client.ts';
import { CutoverError, clientError } from './cutover-error.ts';

/** How a switch or its way back ended. Refusals are in it, not thrown. */
export interface RunOutcome {
  success: boolean;
  /** Why nothing was switched, or why the run could not be followed to its end (then run.finished is false); [] when it was. */
  errors: CutoverError[];
  /** The run, as far as there was one. */
  run: Run | undefined;
}

export type TableState = TableStatus['state'];

/** A table with the group that it flips with. */
export type TableCutoverStatus = TableStatus & { group: string };

export interface StatusChange {
  /** Who wants it: kept in the audit log beside who really called. */
  userId: string;
  /** Needed for the way back. */
  reason?: string;
}

/** What leads to a state; the others come by themselves. */
const byHand: readonly TableState[] = ['ready', 'cutover', 'rolled_back'];

function refused(code: ErrorCode, message: string): CutoverError {
  return clientError(code, { message });
}

export function createServices(client: CutoverClient) {
  const { call, stream } = client;

  async function tableStatus(table: string): Promise<TableCutoverStatus> {
    const { groups } = await call('cutover-status', { table });
    const found = groups.flatMap(({ group, tables }) => tables.map((one) => ({ ...one, group })))[0];
    if (!found) throw refused('CT002', `Table ${table} is not registered.`);
    return found;
  }

  /** Follows a run to its end; what is refused becomes part of the outcome, what is no refusal is thrown. */
  async function runOf<Name extends Extract<FunctionName, 'cutover-execute' | 'cutover-rollback'>>(
    name: Name,
    request: RequestOf<Name>,
    options: CallOptions,
  ): Promise<RunOutcome> {
    try {
      let run: Run | undefined;
      for await (const { event, data } of stream(name, request, options)) if (event === 'result') run = data as Run;
      return { success: run?.status === 'completed', errors: [], run };
    } catch (error) {
      if (!(error instanceof CutoverError)) throw error;
      return { success: false, errors: [error], run: error.result as Run | undefined };
    }
  }

  async function executeTableCutover(table: string, userId: string): Promise<RunOutcome> {
    const { group } = await tableStatus(table);
    return runOf('cutover-execute', { group }, { onBehalfOf: userId });
  }

  async function rollbackTableCutover(table: string, userId: string, reason: string): Promise<RunOutcome> {
    const { group } = await tableStatus(table);
    return runOf('cutover-rollback', { group, reason }, { onBehalfOf: userId });
  }

  async function prepareTableForCutover(table: string) {
    const { group } = await tableStatus(table);
    return call('cutover-prepare', { group });
  }

  const finalDataMigrationService = {
    /** Measures every rule of the table's group, and makes it ready when they pass. */
    prepareTableForCutover,

    /** Starts a scheduled freeze window now. */
    activateFreezeWindow: (window: string) => call('freeze-window', { action: 'activate', window }),

    /** Who answers the reads of a table: legacy, supabase, or dual, which is a split of both. */
    switchReadSource: (table: string, readSource: TableStatus['read_source'], reason = 'switchReadSource') =>
      call('read-switch', { action: 'switch', table, read_source: readSource, reason }),

    /**
     * Does what leads to a state: ready prepares, cutover executes, rolled_back rolls back. No state is merely written. Rejects
     * with CutoverError when the state is not reached.
     */
    async updateCutoverTableStatus(
      table: string,
      state: TableState,
      { userId, reason = 'updateCutoverTableStatus' }: StatusChange,
    ): Promise<TableCutoverStatus> {
      if (!byHand.includes(state)) {
        throw refused('CT201', `A table becomes ${state} by itself; by hand it becomes ${byHand.join(', ')}.`);
      }
      if (state === 'ready') {
        const { ready } = await prepareTableForCutover(table);
        if (!ready) throw refused('CT206', `Table ${table} is not ready: prepareTableForCutover says what is missing.`);
      } else {
        const { errors } =
          state === 'cutover'
            ? await executeTableCutover(table, userId)
            : await rollbackTableCutover(table, userId, reason);
        if (errors[0]) throw errors[0];
      }
      return tableStatus(table);
    },

    /** Compares every row of a table now; what changes is looked at by itself, every 15 minutes. */
    startReconciliationMonitoring: (table: string) => call('reconciliation', { action: 'start', table }),

    /** Switches the table's group, and waits until that has ended. */
    executeTableCutover,

    /** Takes the table's group back to legacy, with everything that was written meanwhile. */
    rollbackTableCutover,

    getCutoverStatus: (): Promise<StatusResult> => call('cutover-status', {}),

    getTableCutoverStatus: tableStatus,

    /** Looks at what changed, for five seconds at most: a verdict, and its age. */
    validateDataConsistency: (table: string) => call('reconciliation', { action: 'validate', table }),

    async getActiveReconciliationJobs(): Promise<JobProgress[]> {
      const { jobs } = await call('reconciliation', { action: 'list', active: true, limit: 200 });
      return jobs;
    },
  };

  const featureFlagService = {
    /** For approvers. Without an environment, of the one that the project is. */
    setFeatureFlag: (
      name: string,
      enabled: boolean,
      options: { environment?: 'development' | 'staging' | 'production'; rolloutPercentage?: number } = {},
    ) =>
      call('feature-flag', {
        action: 'set',
        name,
        enabled,
        ...(options.environment !== undefined && { environment: options.environment }),
        ...(options.rolloutPercentage !== undefined && { rollout_percentage: options.rolloutPercentage }),
      }),

    /** The flag as it is in the project's environment; undefined: there is none of that name. */
    async getFeatureFlag(name: string) {
      const { environment, flags } = await call('feature-flag', { action: 'list' });
      return flags.find((flag) => flag.name === name && flag.environment === environment);
    },
  };

  return { finalDataMigrationService, featureFlagService };
}

export type FinalDataMigrationService = ReturnType<typeof createServices>['finalDataMigrationService'];
export type FeatureFlagService = ReturnType<typeof createServices>['featureFlagService'];
