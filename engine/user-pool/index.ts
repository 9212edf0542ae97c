export { createUserPool } from './user-pool.ts';
export type { MintRequest, UserPool, UserPoolOptions } from './user-pool.ts';
export type { PublicJwk } from './signing-key.ts';
