export { createStreamConsumers } from './create-stream-consumers.ts';
export type { StreamConsumers, StreamConsumersOptions } from './create-stream-consumers.ts';
export type { CheckpointStore, IteratorType, OnFailure, StreamsClient } from './ports.ts';
export type { MappingStats } from './stats.ts';
