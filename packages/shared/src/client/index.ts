// The typed client: edge functions, and the services that speak the words of an application.
export type { FunctionName, RequestOf, ResultOf } from '../operations/index.ts';
export * from './create-client.ts';
export type { CutoverErrorFields } from './cutover-error.ts';
export * from './rows.ts';
export * from './services.ts';
export type { Database } from '../database.types.ts';
