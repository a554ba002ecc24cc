// A function as it is described once, for the edge function, the client, the OpenAPI document and the tests.
import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

export type Role = 'viewer' | 'operator' | 'approver' | 'admin';

export interface Action<Request extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType> {
  readonly summary: string;
  /** The operation of cutover.command(). */
  readonly operation: string;
  /** The least role that it takes; null: whoever is signed in. */
  readonly role: Role | null;
  /** Changes nothing, and may therefore be asked with GET as well. */
  readonly reads?: true;
  /** Tells its progress on the way to whoever accepts text/event-stream. */
  readonly streams?: true;
  readonly request: Request;
  readonly result: Result;
  /** Codes of its own; those that every function has are not repeated. */
  readonly errors: readonly ErrorCode[];
  readonly example: z.input<Request>;
}

/** An action with the types of its schemas. */
export const action = <Request extends z.ZodType, Result extends z.ZodType>(
  described: Action<Request, Result>,
): Action<Request, Result> => described;

/**
 * An edge function. With one action, the body is its arguments; with several, `"action"` in the body says which, and each
 * request has that key.
 */
export interface FunctionDefinition {
  readonly name: string;
  readonly summary: string;
  readonly actions: Readonly<Record<string, Action>>;
  /** Largest body, in bytes, where it is more than usual. */
  readonly maxBodyBytes?: number;
}

export const define = <const Definition extends FunctionDefinition>(definition: Definition): Definition => definition;
