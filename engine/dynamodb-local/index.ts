export { startDynamoDbLocal, type DynamoDbLocal, type DynamoDbLocalOptions } from './start.ts';
export type { StreamsClient } from './streams-client.ts';
export { createTables, enableStreams } from './tables.ts';
