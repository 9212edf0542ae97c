import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { createCredentialStore, verifySignature } from '../../engine/auth/index.ts';
import {
  createAwsEndpoint,
  createQueueStore,
  lostAnswer,
  transactionConflict,
} from '../../engine/aws-endpoint/index.ts';
import type { AwsEndpoint, Faults, ServedCall } from '../../engine/aws-endpoint/index.ts';
import { createTables, startDynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { createLog, Lifecycle, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import type { TableBlueprint } from '../../engine/template/blueprint.ts';

const ROLE = 'arn:aws:iam::123456789012:role/redeem';
const TABLE: TableBlueprint = {
  logicalId: 'Ledger',
  tableName: 'Ledger',
  arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/Ledger',
  streamArn: null,
  streamViewType: null,
  partitionKey: { name: 'pk', type: 'S' },
  sortKey: { name: 'sk', type: 'S' },
  globalIndexes: [],
  localIndexes: [],
  ttlAttribute: null,
};

const lifecycle = new Lifecycle();
const credentials = createCredentialStore(systemRandom);
const metered: ServedCall[] = [];
const clients: DynamoDBClient[] = [];
let endpoint: AwsEndpoint;
let faults: Faults = () => null;
let denied: string | null = null;

beforeAll(async () => {
  const log = createLog('silent');
  const dynamodb = await startDynamoDbLocal({ log, lifecycle });
  await createTables(dynamodb.client, [TABLE]);
  endpoint = await createAwsEndpoint({
    verify: (request) => {
      const outcome = verifySignature(request, { credentials, clock: systemClock, region: 'eu-west-1' });
      return outcome.ok ? { ok: true, roleArn: outcome.credential.principalArn } : outcome;
    },
    authorize: (_role, action) =>
      action === denied ? { ok: false, message: `not authorized to perform: ${action}` } : { ok: true },
    dynamodb: dynamodb.endpoint,
    region: 'eu-west-1',
    accountId: '123456789012',
    queues: createQueueStore({ queues: [], clock: systemClock, random: systemRandom }),
    meter: (call) => metered.push(call),
    faults: (call) => faults(call),
    log,
  });
  lifecycle.onStop('endpoint', () => endpoint.stop());
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  expect(await lifecycle.stop()).toEqual([]);
});

/** A client as a function makes it: by its keys and `AWS_ENDPOINT_URL`. */
function aClient(part: { secretAccessKey?: string } = {}): DynamoDBDocumentClient {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials.issue(ROLE, 'redeem');
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: endpoint.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }), ...part },
  });
  clients.push(client);
  return DynamoDBDocumentClient.from(client);
}

const item = (pk: string, more: Record<string, unknown> = {}) => ({
  TableName: 'Ledger',
  Item: { pk, sk: 'a', ...more },
});
const read = (pk: string) => ({ TableName: 'Ledger', Key: { pk, sk: 'a' } });

describe('the AWS endpoint, asked by the SDK', () => {
  it('writes, reads and queries', async () => {
    const client = aClient();

    await client.send(new PutCommand(item('m-1', { points: 40, note: 'ciao è' })));
    const got = await client.send(new GetCommand(read('m-1')));
    const queried = await client.send(
      new QueryCommand({
        TableName: 'Ledger',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'm-1' },
      }),
    );

    expect(got.Item).toEqual({ pk: 'm-1', sk: 'a', points: 40, note: 'ciao è' });
    expect(queried.Count).toBe(1);
    expect(metered.map((call) => `${call.roleArn} ${call.action}`)).toEqual([
      `${ROLE} PutItem`,
      `${ROLE} GetItem`,
      `${ROLE} Query`,
    ]);
  });

  it('hands on the exceptions of DynamoDB with their details', async () => {
    const client = aClient();
    await client.send(new PutCommand(item('m-2')));

    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    const single = () => client.send(new PutCommand({ ...item('m-2'), ...condition }));
    const transaction = () =>
      client.send(new TransactWriteCommand({ TransactItems: [{ Put: { ...item('m-2'), ...condition } }] }));

    await expect(single()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    await expect(transaction()).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    });
  });

  it('refuses a wrong secret', async () => {
    const client = aClient({ secretAccessKey: 'wrong' });

    await expect(client.send(new GetCommand(read('m-1')))).rejects.toMatchObject({
      $metadata: { httpStatusCode: expect.any(Number) },
    });
  });

  it('refuses what the role may not do', async () => {
    denied = 'dynamodb:PutItem';

    const refused = aClient().send(new TransactWriteCommand({ TransactItems: [{ Put: item('m-3') }] }));

    await expect(refused).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'not authorized to perform: dynamodb:PutItem',
    });
    denied = null;
  });

  it('injects a conflict that the SDK understands', async () => {
    faults = transactionConflict;

    const conflict = aClient().send(new TransactWriteCommand({ TransactItems: [{ Put: item('m-4') }] }));

    await expect(conflict).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }],
    });
    faults = () => null;
  });

  it('loses an answer after the write is done', async () => {
    const client = aClient();
    faults = lostAnswer;

    await expect(client.send(new PutCommand(item('m-5')))).rejects.toThrow();
    faults = () => null;

    expect((await client.send(new GetCommand(read('m-5')))).Item).toBeDefined();
  });

  it('serves many callers at once', async () => {
    const client = aClient();

    await Promise.all(Array.from({ length: 200 }, (_, at) => client.send(new PutCommand(item(`many-${at}`)))));

    expect((await client.send(new GetCommand(read('many-199')))).Item).toBeDefined();
  });

  it('listens on loopback only, and names a service that it does not serve', async () => {
    const response = await fetch(`${endpoint.url}/2015-03-31/functions/f/invocations`, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/lambda/aws4_request' },
    });

    expect(new URL(endpoint.url).hostname).toBe('127.0.0.1');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining('lambda:POST'),
    });
  });

  it('refuses a body that is larger than anything served', async () => {
    const response = await fetch(endpoint.url, { method: 'POST', body: Buffer.alloc(20 * 1024 * 1024) });

    expect(response.status).toBe(413);
  });
});
