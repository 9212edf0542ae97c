import { describe, expect, it } from '@jest/globals';
import {
  createQueueStore,
  jsonAnswer,
  lostAnswer,
  throughputExceeded,
  transactionConflict,
} from '../../../../engine/aws-endpoint/index.ts';
import type { Answer } from '../../../../engine/aws-endpoint/index.ts';
import { createCallServer } from '../../../../engine/aws-endpoint/serve-call.ts';
import type { CallServerOptions } from '../../../../engine/aws-endpoint/serve-call.ts';
import { createLog, systemRandom } from '../../../../engine/kernel/index.ts';
import { aRequest, bodyOf, FIFO, HandClock, QUEUE } from './given.ts';

const ROLE = 'arn:aws:iam::123456789012:role/redeem';

function serving(part: Partial<CallServerOptions> = {}) {
  const clock = new HandClock();
  const forwarded: string[] = [];
  const serve = createCallServer({
    verify: () => ({ ok: true, roleArn: ROLE }),
    queues: createQueueStore({ queues: [QUEUE, FIFO], clock, random: systemRandom }),
    forwarder: {
      send: (target, contentType, body) => {
        forwarded.push(`${target} ${contentType} ${Buffer.from(body).toString('utf8')}`);
        return Promise.resolve(jsonAnswer({ forwarded: true }, 'theirs'));
      },
      close: () => undefined,
    },
    place: { region: 'eu-west-1', accountId: '123456789012' },
    clock,
    random: systemRandom,
    log: createLog('silent'),
    ...part,
  });
  return { serve, forwarded, clock };
}

const put = aRequest('DynamoDB_20120810.PutItem', '{"TableName" : "T"}');
const sqs = (action: string, input: Record<string, unknown>) =>
  aRequest(`AmazonSQS.${action}`, { QueueUrl: QUEUE.url, ...input });

/** As an HTTP data source sends it: to the queue's own path, without a target. */
const form = (fields: Record<string, string>, path = '/123456789012/failed') => ({
  ...{ method: 'POST', path, query: '', body: Buffer.from(new URLSearchParams(fields).toString()) },
  headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'sqs.eu-west-1.amazonaws.com' },
});
const textOf = (answer: Answer | null): string => Buffer.from(answer?.body ?? []).toString('utf8');

describe('SQS calls by form', () => {
  it('send a message to the queue of their path, and are answered in XML', async () => {
    const { serve } = serving();

    const answer = await serve(form({ Action: 'SendMessage', MessageBody: '<a> & b', Version: '2012-11-05' }));

    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml' } });
    expect(textOf(answer)).toMatch(
      /^<\?xml version="1.0"\?><SendMessageResponse><SendMessageResult><MessageId>[0-9a-f-]{36}<\/MessageId><MD5OfMessageBody>[0-9a-f]{32}</,
    );
    const received = bodyOf(await serve(sqs('ReceiveMessage', {})));
    expect(received).toMatchObject({ Messages: [{ Body: '<a> & b' }] });
  });

  it('receive with escapes, and name their queue by QueueUrl as well', async () => {
    const { serve } = serving();
    await serve(sqs('SendMessage', { MessageBody: '<a> & b' }));

    const answer = await serve(form({ Action: 'ReceiveMessage', QueueUrl: QUEUE.url, MaxNumberOfMessages: '2' }, '/'));

    expect(textOf(answer)).toContain('<Message><MessageId>');
    expect(textOf(answer)).toContain('<Body>&lt;a&gt; &amp; b</Body>');
    expect(textOf(answer)).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
  });

  it('are refused in XML, and verified as the form that they are', async () => {
    const seen: string[] = [];
    const { serve } = serving({
      verify: ({ body }) => (seen.push(Buffer.from(body).toString('utf8')), { ok: true, roleArn: ROLE }),
    });

    const answer = await serve(form({ Action: 'SendMessage', MessageBody: 'x' }, '/123456789012/ghost'));

    expect(answer?.status).toBe(400);
    expect(textOf(answer)).toContain('<Error><Type>Sender</Type><Code>QueueDoesNotExist</Code>');
    expect(seen).toEqual(['Action=SendMessage&MessageBody=x']);
  });
});

describe('DynamoDB calls', () => {
  it('are forwarded body for body', async () => {
    const { serve, forwarded } = serving();

    const answer = await serve(put);

    expect(bodyOf(answer)).toEqual({ forwarded: true });
    expect(forwarded).toEqual(['DynamoDB_20120810.PutItem application/x-amz-json-1.0 {"TableName" : "T"}']);
  });

  it('stop at a signature that does not hold', async () => {
    const { serve, forwarded } = serving({
      verify: () => ({
        ok: false,
        status: 403,
        errorType: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
      }),
    });

    const answer = await serve(put);

    expect(answer?.status).toBe(403);
    expect(bodyOf(answer)).toEqual({
      __type: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    expect(forwarded).toEqual([]);
  });

  it('stop at the first permission that is missing', async () => {
    const asked: string[] = [];
    const { serve, forwarded } = serving({
      authorize: (role, action, resource) => {
        asked.push(`${role} ${action} ${resource}`);
        return action === 'dynamodb:PutItem' ? { ok: true } : { ok: false, message: `no ${action}` };
      },
    });
    const TransactItems = [{ Put: { TableName: 'T' } }, { Delete: { TableName: 'T' } }, { Update: { TableName: 'T' } }];

    const answer = await serve(aRequest('DynamoDB_20120810.TransactWriteItems', { TransactItems }));

    expect(answer?.status).toBe(400);
    expect(bodyOf(answer)).toEqual({ __type: 'AccessDeniedException', message: 'no dynamodb:DeleteItem' });
    expect(asked).toEqual([
      `${ROLE} dynamodb:PutItem arn:aws:dynamodb:eu-west-1:123456789012:table/T`,
      `${ROLE} dynamodb:DeleteItem arn:aws:dynamodb:eu-west-1:123456789012:table/T`,
    ]);
    expect(forwarded).toEqual([]);
  });

  it('are metered with caller, answer and time', async () => {
    const metered: unknown[] = [];
    const { serve } = serving({
      meter: (call, answer, ms) => metered.push([call.action, call.roleArn, call.input(), answer.status, ms]),
    });

    await serve(put);

    expect(metered).toEqual([['PutItem', ROLE, { TableName: 'T' }, 200, 0]]);
  });

  it('become a fault of the server when DynamoDB cannot be reached', async () => {
    const { serve } = serving({ forwarder: { send: () => Promise.reject(new Error('gone')), close: () => undefined } });

    const answer = await serve(put);

    expect(answer?.status).toBe(500);
    expect(bodyOf(answer)).toMatchObject({ __type: 'InternalServerError' });
  });
});

describe('injected faults', () => {
  const transact = aRequest('DynamoDB_20120810.TransactWriteItems', { TransactItems: [{}, {}] });

  it('make the n-th transaction conflict', async () => {
    const { serve, forwarded } = serving({ faults: (call) => (call.nth === 2 ? transactionConflict(call) : null) });

    const answers: (Answer | null)[] = [];
    for (let call = 0; call < 3; call += 1) answers.push(await serve(transact));

    expect(answers.map((answer) => answer?.status)).toEqual([200, 400, 200]);
    expect(bodyOf(answers[1] ?? null)).toMatchObject({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, None]',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    expect(forwarded).toHaveLength(2);
  });

  it('make a single write conflict or find no throughput', async () => {
    expect(bodyOf(await serving({ faults: transactionConflict }).serve(put))).toMatchObject({
      __type: expect.stringContaining('#TransactionConflictException'),
    });
    expect(bodyOf(await serving({ faults: throughputExceeded }).serve(put))).toMatchObject({
      __type: expect.stringContaining('#ProvisionedThroughputExceededException'),
    });
  });

  it('lose the answer of a write that was done', async () => {
    const { serve, forwarded } = serving({ faults: lostAnswer });

    expect(await serve(put)).toBeNull();
    expect(forwarded).toHaveLength(1);
  });

  it('hold a call back by the clock', async () => {
    const { serve, forwarded, clock } = serving({ faults: () => ({ when: 'before', kind: 'delay', ms: 50 }) });

    const pending = serve(put);
    await Promise.resolve();
    expect(forwarded).toEqual([]);
    clock.advance(50);

    expect((await pending)?.status).toBe(200);
  });
});

describe('SQS calls', () => {
  it('send, receive and delete a message', async () => {
    const { serve } = serving();

    const sent = bodyOf(await serve(sqs('SendMessage', { MessageBody: 'hello' })));
    const received = bodyOf(await serve(sqs('ReceiveMessage', {}))) as { Messages: { ReceiptHandle: string }[] };
    await serve(sqs('DeleteMessage', { ReceiptHandle: received.Messages[0]?.ReceiptHandle }));
    const counts = bodyOf(await serve(sqs('GetQueueAttributes', { AttributeNames: ['All'] })));

    expect(sent).toEqual({ MessageId: expect.any(String), MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592' });
    expect(received.Messages).toEqual([
      expect.objectContaining({ MessageId: sent.MessageId, Body: 'hello', MD5OfBody: sent.MD5OfMessageBody }),
    ]);
    expect(counts).toEqual({
      Attributes: {
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
        ApproximateNumberOfMessagesDelayed: '0',
        QueueArn: QUEUE.arn,
      },
    });
  });

  it('give the attributes that were asked for, and receive nothing from an empty queue', async () => {
    const { serve } = serving();

    expect(bodyOf(await serve(sqs('ReceiveMessage', {})))).toEqual({});
    expect(bodyOf(await serve(sqs('GetQueueAttributes', { AttributeNames: ['QueueArn'] })))).toEqual({
      Attributes: { QueueArn: QUEUE.arn },
    });
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['an unknown queue', 'SendMessage', { QueueUrl: 'https://no', MessageBody: 'x' }, 'QueueDoesNotExist'],
    ['an empty message', 'SendMessage', {}, 'MissingRequiredParameterException'],
    ['a message above 1 MB', 'SendMessage', { MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValueException'],
    ['more than ten messages', 'ReceiveMessage', { MaxNumberOfMessages: 11 }, 'InvalidParameterValueException'],
    ['an unknown attribute', 'GetQueueAttributes', { AttributeNames: ['Colour'] }, 'InvalidAttributeName'],
    ['a FIFO queue', 'SendMessage', { QueueUrl: FIFO.url, MessageBody: 'x' }, 'UnsupportedOperation'],
  ])('refuse %s', async (_name, action, input, type) => {
    const answer = await serving().serve(sqs(action, input));

    expect(answer?.status).toBe(400);
    expect(bodyOf(answer)).toMatchObject({ __type: `com.amazonaws.sqs#${type}` });
  });

  it('ask for permission on the queue', async () => {
    const { serve } = serving({
      authorize: (_role, action, resource) => ({ ok: false, message: `${action} ${resource}` }),
    });

    expect(bodyOf(await serve(sqs('SendMessage', {})))).toMatchObject({ message: `sqs:SendMessage ${QUEUE.arn}` });
  });
});

describe('other calls', () => {
  it('hand events to the bus', async () => {
    const { serve } = serving({
      putEvents: (role, entries) =>
        Promise.resolve({ FailedEntryCount: 0, Entries: [{ EventId: `${role} ${entries.length}` }] }),
    });

    expect(bodyOf(await serve(aRequest('AWSEvents.PutEvents', { Entries: [{ Source: 'loyalty' }] })))).toEqual({
      FailedEntryCount: 0,
      Entries: [{ EventId: `${ROLE} 1` }],
    });
  });

  it.each([
    ['a service without a bus', aRequest('AWSEvents.PutEvents', {}), 'events:PutEvents'],
    ['an action', aRequest('DynamoDB_20120810.DeleteTable', {}), 'dynamodb:DeleteTable'],
    [
      'a service',
      aRequest('TrentService.Decrypt', {}, { authorization: 'Credential=A/1/r/kms/aws4_request' }),
      'kms:Decrypt',
    ],
  ])('refuse %s by name', async (_name, request, named) => {
    const answer = await serving().serve(request);

    expect(answer?.status).toBe(400);
    expect(bodyOf(answer)).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining(named),
    });
  });

  it('refuse a body that is no JSON', async () => {
    expect(bodyOf(await serving().serve(aRequest('AmazonSQS.SendMessage', '{')))).toMatchObject({
      __type: 'SerializationException',
    });
  });
});
