/** The caller's environment without its PG… variables: those are about some other server, and libpq heeds them. */
export const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
