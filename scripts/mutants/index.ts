import { agentMutants } from './agent.ts';
import type { Mutant } from './mutant.ts';
import { pipelineMutants } from './pipeline.ts';
import { reconciliationMutants } from './reconciliation.ts';
import { runMutants } from './runs.ts';

export const mutants: readonly Mutant[] = [
  ...agentMutants,
  ...pipelineMutants,
  ...reconciliationMutants,
  ...runMutants,
];
