export { errorAnswer, jsonAnswer } from './answers.ts';
export { createAwsEndpoint } from './create-aws-endpoint.ts';
export type { AwsEndpoint, AwsEndpointOptions } from './create-aws-endpoint.ts';
export { lostAnswer, throughputExceeded, transactionConflict } from './injected-faults.ts';
export type * from './ports.ts';
export { createQueueStore } from './queue-store.ts';
export type { QueueCounts, QueueMessage, QueueStore, ReceiveOptions, SendOptions } from './queue-store.ts';
