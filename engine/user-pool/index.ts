export { createUserPool } from './user-pool.ts';
export type { MintRequest, UserPool, UserPoolOptions } from './user-pool.ts';
export type { ProtocolAnswer, ProtocolRequest } from './protocol.ts';
export type { PublicJwk } from './signing-key.ts';
export type { PoolUser } from './users.ts';
