// Rows of the tables and views in the schema cutover, as `supabase gen types` gives them.
import type { Database } from '../database.types.ts';

type Schema = Database['cutover'];

export type Row<Name extends keyof Schema['Tables'] | keyof Schema['Views']> = Name extends keyof Schema['Tables']
  ? Schema['Tables'][Name]['Row']
  : Name extends keyof Schema['Views']
    ? Schema['Views'][Name]['Row']
    : never;

export type CutoverTable = Row<'cutover_tables'>;
export type TableGroup = Row<'table_groups'>;
export type CutoverRun = Row<'cutover_runs'>;
export type FreezeWindow = Row<'freeze_windows'>;
export type ReconciliationJob = Row<'reconciliation_jobs'>;
export type AuditEvent = Row<'cutover_audit_log'>;
export type Alert = Row<'alerts'>;
export type FeatureFlag = Row<'feature_flags'>;
export type Operator = Row<'operators'>;
export type Setting = Row<'settings'>;
