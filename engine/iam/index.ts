export { assertRolesGiven, assertStreamsReadable, functionRule, rootFieldRule } from './callers.ts';
export { guardDataSource, guardDataSources } from './guard-data-source.ts';
export type { GuardOptions } from './guard-data-source.ts';
export { createIam, readIamMode } from './iam.ts';
export type { Decision, Iam, IamMode, IamOptions, Principal } from './iam.ts';
export type { Access } from './evaluate.ts';
export type { RequestContext } from './pattern.ts';
