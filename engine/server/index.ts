export { createServer } from './server.ts';
export type { ArrivalLimits, Server, ServerOptions, ServerRoutes } from './server.ts';
export type { AuthenticatePort, GraphqlAnswer, GraphqlOperation, GraphqlPort, RealtimePort } from './ports.ts';
