/** The DynamoDB client of a function. Region, credentials and endpoint come from the environment that Lambda sets. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const REQUEST_TIMEOUT_MS = 3000;

/** Call once a container: the client keeps its connections alive between calls. */
export function documentClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    requestHandler: { connectionTimeout: 1000, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
