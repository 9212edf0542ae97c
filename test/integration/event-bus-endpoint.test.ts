/** The way of functions and of signed HTTP sources to the bus: SigV4, the AWS endpoint, PutEvents. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCredentialStore, verifySignature } from '../../engine/auth/index.ts';
import { createAwsEndpoint, createQueueStore, type AwsEndpoint } from '../../engine/aws-endpoint/index.ts';
import { createDataSources } from '../../engine/data-sources/index.ts';
import { createEventBus } from '../../engine/event-bus/index.ts';
import { createLog, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import type { DataSource, DataSourceOutcome } from '../../engine/kernel/index.ts';
import { roleCalls } from '../../engine/role-calls.ts';
import { aRequestScope } from '../support/request-scope.ts';

const PLACE = { region: 'eu-west-1', accountId: '111122223333' };
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:sold';
const queues = createQueueStore({
  queues: [{ logicalId: 'Sold', queueName: 'sold', arn: QUEUE, url: 'http://localhost/sold' }],
  clock: systemClock,
  random: systemRandom,
});
const credentials = createCredentialStore(systemRandom);
const log = createLog('silent');
const bus = createEventBus({
  ...PLACE,
  buses: [],
  rules: [
    {
      logicalId: 'Rule',
      name: 'rule',
      arn: 'arn:rule',
      eventBusArn: 'arn:aws:events:eu-west-1:111122223333:event-bus/default',
      enabled: true,
      pattern: { source: ['shop'] },
      targets: [
        {
          id: 'q',
          arn: QUEUE,
          kind: 'queue',
          roleArn: null,
          input: { kind: 'path', path: '$.detail' },
          maximumRetryAttempts: 0,
          maximumEventAgeSeconds: 60,
          deadLetterArn: null,
          graphqlOperation: null,
        },
      ],
    },
  ],
  invoke: () => Promise.reject(new Error('no function here')),
  sendToQueue: (arn, body) => void queues.send(arn, body),
  callGraphql: () => Promise.reject(new Error('no API here')),
  clock: systemClock,
  random: systemRandom,
  log,
});
let endpoint: AwsEndpoint;
let events: DataSource;

beforeAll(async () => {
  endpoint = await createAwsEndpoint({
    ...PLACE,
    dynamodb: 'http://127.0.0.1:1',
    queues,
    log,
    putEvents: async (_role, entries) => ({ ...(await bus.putEvents(entries)) }),
    verify: (request) => {
      const outcome = verifySignature(request, { credentials, clock: systemClock, service: 'events' });
      return outcome.ok ? { ok: true, roleArn: outcome.credential.principalArn } : outcome;
    },
  });
  const { signHttp } = roleCalls({ credentials, region: PLACE.region, origin: '', awsEndpoint: () => endpoint.url });
  events = createDataSources({
    api: {
      arn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api',
      dataSources: [
        {
          type: 'HTTP',
          name: 'events',
          roleArn: 'arn:aws:iam::111122223333:role/shop',
          endpoint: 'https://events.eu-west-1.amazonaws.com/',
          signing: { region: 'eu-west-1', service: 'events' },
        },
      ],
    },
    dynamodb: { endpoint: '', call: () => Promise.reject(new Error('no table here')) },
    invoke: () => Promise.reject(new Error('no function here')),
    random: systemRandom,
    clock: systemClock,
    pageTokenKey: systemRandom.bytes(32),
    signHttp,
  })('events');
});
afterAll(async () => {
  await bus.stop();
  await endpoint.stop();
});

async function putEvents(Entries: readonly unknown[]): Promise<DataSourceOutcome> {
  const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSEvents.PutEvents' };
  const params = { headers, body: { Entries } };
  return events.invoke(
    { method: 'POST', resourcePath: '/', params },
    {
      scope: aRequestScope(),
      coordinate: 'Mutation.sell',
      resolverId: 'resolver/Mutation.sell',
      context: {},
    },
  );
}

describe('PutEvents over the AWS endpoint', () => {
  const entry = { Source: 'shop', DetailType: 'Sold', Detail: '{"id":1}' };

  it('takes a call signed with the role, and delivers what matches', async () => {
    const { result, error } = await putEvents([entry, { ...entry, Detail: 'no' }, { ...entry, Source: 'office' }]);
    expect(error).toBeNull();
    const { statusCode, body } = result as { statusCode: number; body: string };
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({
      FailedEntryCount: 1,
      Entries: [
        { EventId: expect.any(String) },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        { EventId: expect.any(String) },
      ],
    });
    await bus.settled();
    expect(queues.messages(QUEUE).map((message) => message.body)).toEqual(['{"id":1}']);
  });

  it('answers a call that is wrong as a whole with 400', async () => {
    const { result } = await putEvents(Array.from({ length: 11 }, () => entry));
    const { statusCode, body } = result as { statusCode: number; body: string };
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({
      __type: 'ValidationException',
      message: expect.stringContaining('less than or equal to 10'),
    });
  });
});
