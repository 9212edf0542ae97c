export { createDataSources } from './registry.ts';
export type { DataSourcesOptions } from './registry.ts';
export type { EventEntry, PutEvents } from './event-bridge.ts';
export type { HttpRequest, SignHttp } from './http.ts';
