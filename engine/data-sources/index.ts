export { createDataSources } from './registry.ts';
export type { DataSourcesOptions } from './registry.ts';
export type { EventEntry, PutEvents } from './event-bridge.ts';
export type { SignHttp } from './http.ts';
export type { HttpAnswer, HttpRequest, SendHttp } from './http-client.ts';
