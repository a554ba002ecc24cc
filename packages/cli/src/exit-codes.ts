/** What a script learns from how the command ended. */
export const exitCodes = {
  done: 0,
  /** Refused, or released: nothing was switched. The reason and its remedy are on stderr. */
  refused: 1,
  /** The command line itself is not understood, or a confirmation is missing. */
  usage: 2,
  /** Nobody answered: it is not known whether the request arrived. */
  unreachable: 3,
  /** The run goes on without this command. */
  goesOn: 4,
  /** It was answered, and the answer is no: not ready, would not pass, rows differ, the audit log is broken. */
  no: 5,
  /** A fault of the command line itself. */
  fault: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
