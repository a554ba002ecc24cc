export * from './alerts.ts';
export * from './error-registry.ts';
export * from './errors.ts';
export * from './operations/index.ts';
export * from './rules.ts';
