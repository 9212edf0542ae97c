export * from './clock.ts';
export * from './cost.ts';
export * from './errors.ts';
export * from './lifecycle.ts';
export * from './log.ts';
export * from './ports.ts';
export * from './random.ts';
export * from './refusals.ts';
