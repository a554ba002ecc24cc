import { agentMutants } from './agent.ts';
import { alertMutants } from './alerts.ts';
import { foreignMutants } from './foreign.ts';
import type { Mutant } from './mutant.ts';
import { pipelineMutants } from './pipeline.ts';
import { reconciliationMutants } from './reconciliation.ts';
import { runMutants } from './runs.ts';

export const mutants: readonly Mutant[] = [
  ...agentMutants,
  ...alertMutants,
  ...foreignMutants,
  ...pipelineMutants,
  ...reconciliationMutants,
  ...runMutants,
];
