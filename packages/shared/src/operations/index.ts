// Every edge function that people and programs call, and the types of what it takes and answers.
import { z } from 'zod';
import { alerts } from './alerts.ts';
import { audit } from './audit.ts';
import { checklist } from './checklist.ts';
import { cutoverAbort } from './cutover-abort.ts';
import { cutoverExecute } from './cutover-execute.ts';
import { cutoverFinalize } from './cutover-finalize.ts';
import { cutoverPrepare } from './cutover-prepare.ts';
import { cutoverRollback } from './cutover-rollback.ts';
import { cutoverStatus } from './cutover-status.ts';
import { dailyReport } from './daily-report.ts';
import type { Action, FunctionDefinition } from './define.ts';
import { featureFlag } from './feature-flag.ts';
import { freezeWindow } from './freeze-window.ts';
import { notify } from './notify.ts';
import { operators } from './operators.ts';
import { readSide } from './read-side.ts';
import { readSwitch } from './read-switch.ts';
import { reconciliation } from './reconciliation.ts';
import { register } from './register.ts';
import { serviceMetrics } from './service-metrics.ts';
import { settings } from './settings.ts';

export * from './answers.ts';
export { auditEvent } from './audit.ts';
export { executeRequest, type ExecuteRequest } from './cutover-execute.ts';
export { prepareRequest, type PrepareRequest } from './cutover-prepare.ts';
export { rollbackRequest, type RollbackRequest } from './cutover-rollback.ts';
export {
  type GroupStatus,
  type StatusRequest,
  type StatusResult,
  statusRequest,
  statusResult,
  type TableStatus,
} from './cutover-status.ts';
export type { Action, FunctionDefinition, Role } from './define.ts';
export { featureFlagRow } from './feature-flag.ts';
export { notifyRequest } from './notify.ts';
export { operatorRow } from './operators.ts';
export { readSideRequest, type ReadSideRequest } from './read-side.ts';
export { jobProgress, type JobProgress } from './reconciliation.ts';
export { serviceMetricsRequest } from './service-metrics.ts';
export { settingRow } from './settings.ts';
export {
  idempotencyKeySchema,
  nameSchema,
  readSource,
  reasonSchema,
  side,
  tableState,
  timestampSchema,
} from './values.ts';

/** In the order in which an operator meets them. */
export const functions = {
  register,
  checklist,
  'cutover-prepare': cutoverPrepare,
  'freeze-window': freezeWindow,
  'cutover-execute': cutoverExecute,
  'cutover-status': cutoverStatus,
  'cutover-rollback': cutoverRollback,
  'cutover-abort': cutoverAbort,
  'cutover-finalize': cutoverFinalize,
  'read-switch': readSwitch,
  'read-side': readSide,
  reconciliation,
  alerts,
  'daily-report': dailyReport,
  'feature-flag': featureFlag,
  'service-metrics': serviceMetrics,
  settings,
  operators,
  audit,
  notify,
} as const satisfies Record<string, FunctionDefinition>;

export type Functions = typeof functions;
export type FunctionName = keyof Functions;

type ActionsOf<Name extends FunctionName> = Functions[Name]['actions'];
type AnyAction<Name extends FunctionName> = ActionsOf<Name>[keyof ActionsOf<Name>];
type InputOf<Described> = Described extends Action<infer Request, z.ZodType> ? z.input<Request> : never;
type OutputOf<Described> = Described extends Action<z.ZodType, infer Result> ? z.output<Result> : never;

/** What a function takes. */
export type RequestOf<Name extends FunctionName> = InputOf<AnyAction<Name>>;
/** What a function answers to a request, under "result". */
export type ResultOf<Name extends FunctionName, Request = RequestOf<Name>> = Request extends {
  action: infer Given extends keyof ActionsOf<Name>;
}
  ? OutputOf<ActionsOf<Name>[Given]>
  : OutputOf<AnyAction<Name>>;

/** All requests of a function as one schema: its only one, or one for each action. */
export function requestSchema({ actions }: FunctionDefinition): z.ZodType {
  const schemas = Object.values(actions).map(({ request }) => request);
  const [only] = schemas;
  if (only === undefined) throw new Error('A function without actions has no requests.');
  if (schemas.length === 1) return only;
  return z.discriminatedUnion('action', schemas as unknown as [z.ZodObject, ...z.ZodObject[]]);
}

/** The action that a request is for; undefined: there is none of that name. */
export function actionOf({ actions }: FunctionDefinition, request: unknown): Action | undefined {
  const described = Object.values(actions);
  if (described.length === 1) return described[0];
  const name = typeof request === 'object' && request !== null && 'action' in request ? request.action : undefined;
  return typeof name === 'string' && Object.hasOwn(actions, name) ? actions[name] : undefined;
}

/** All requests to freeze-window. */
export const freezeRequest = requestSchema(freezeWindow) as z.ZodType<RequestOf<'freeze-window'>>;
export type FreezeRequest = RequestOf<'freeze-window'>;
