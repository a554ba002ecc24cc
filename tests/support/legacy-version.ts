/** In the project of vitest whose legacy server is of PostgreSQL 13, which has no multiranges and no infinite numerics. */
export const older = process.env.CUTOVER_LEGACY === 'older';
