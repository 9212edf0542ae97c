/** The engine's only door. */
export { type Database, type DatabaseOptions, startDatabase } from './database.ts';
export { createEngine, type Engine, type EngineOptions, type SeedContext } from './engine.ts';
export type { Outputs } from './outputs.ts';
export type { Persona } from './personas.ts';
export { isEngineError } from './kernel/index.ts';
export { type IamMode, readIamMode } from './iam/index.ts';
export { evaluateCode } from './js-runtime/index.ts';
