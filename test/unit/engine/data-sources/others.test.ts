import { describe, expect, it } from '@jest/globals';
import type { EventEntry, HttpAnswer, HttpRequest } from '../../../../engine/data-sources/index.ts';
import type { DataSource, InvokeOutcome, InvokeRequest } from '../../../../engine/kernel/index.ts';
import type { DataSourceBlueprint } from '../../../../engine/template/index.ts';
import { aRequestScope } from '../../../support/request-scope.ts';
import { aCall, aDataSource, NOW_MS } from './given.ts';

describe('NONE', () => {
  const none = aDataSource({ source: { type: 'NONE', name: 'none', roleArn: null } });

  it('gives the payload back, null without one', async () => {
    expect(await none.invoke({ payload: { a: 1 } }, aCall())).toEqual({ result: { a: 1 }, error: null });
    expect(await none.invoke({}, aCall())).toEqual({ result: null, error: null });
    expect(await none.invoke(null, aCall())).toEqual({ result: null, error: null });
  });
});

describe('Lambda', () => {
  const requests: InvokeRequest[] = [];
  const lambda = (outcome: InvokeOutcome): DataSource =>
    aDataSource({
      source: { type: 'AWS_LAMBDA', name: 'fn', roleArn: null, functionArn: 'arn:fn' },
      invoke: (request) => {
        requests.push(request);
        return outcome;
      },
    });
  const failed = (reason: Extract<InvokeOutcome, { ok: false }>['reason'], errorType = 'Error'): InvokeOutcome => ({
    ok: false,
    errorType,
    errorMessage: 'boom',
    reason,
    payload: null,
  });

  it('sends the payload alone and gives the answer', async () => {
    const call = aCall();
    expect(await lambda({ ok: true, payload: [1] }).invoke({ operation: 'Invoke', payload: { a: 1 } }, call)).toEqual({
      result: [1],
      error: null,
    });
    expect(requests.at(-1)).toEqual({
      function: 'arn:fn',
      payload: { a: 1 },
      invocationType: 'RequestResponse',
      timeoutMs: 30_000,
      cost: call.scope.cost,
    });
  });

  it('waits no longer than the request may still take', async () => {
    const call = aCall({ scope: aRequestScope({ endsAt: NOW_MS + 1_500 }) });
    await lambda({ ok: true, payload: null }).invoke({ operation: 'Invoke' }, call);

    expect(requests.at(-1)).toMatchObject({ timeoutMs: 1_500 });
  });

  it('gives null for an asynchronous call', async () => {
    const outcome = await lambda({ ok: true, payload: 'late' }).invoke(
      { operation: 'Invoke', invocationType: 'Event' },
      aCall(),
    );
    expect(outcome).toEqual({ result: null, error: null });
    expect(requests.at(-1)).toMatchObject({ invocationType: 'Event', payload: null });
  });

  it.each([
    [failed('handled', 'TypeError'), { message: 'boom', type: 'Lambda:Unhandled', unhandledErrorType: 'TypeError' }],
    [failed('timeout'), { message: 'boom', type: 'Lambda:Unhandled', unhandledErrorType: 'Sandbox.Timedout' }],
    [
      failed('caller-timeout'),
      { message: 'Execution timed out.', type: 'Lambda:ExecutionTimeoutException', unhandledErrorType: null },
    ],
    [failed('not-found'), { message: 'boom', type: 'Lambda:ResourceNotFoundException', unhandledErrorType: null }],
    [failed('throttled'), { message: 'boom', type: 'Lambda:TooManyRequestsException', unhandledErrorType: null }],
  ])('tells how it failed: %j', async (outcome, error) => {
    expect(await lambda(outcome).invoke({ operation: 'Invoke' }, aCall())).toEqual({ result: null, error });
  });

  it('refuses answers above 5 MB', async () => {
    const outcome = await lambda({ ok: true, payload: 'x'.repeat(5 * 1024 * 1024) }).invoke(
      { operation: 'Invoke' },
      aCall(),
    );
    expect(outcome).toMatchObject({ result: null, error: { message: 'The result of the function exceeds 5 MB.' } });
  });

  it('sends a batch as one list and gives each item its element', async () => {
    const documents = [1, 2].map((payload) => ({ operation: 'BatchInvoke', payload }));
    const calls = [aCall(), aCall()];
    expect(await lambda({ ok: true, payload: ['a', null] }).invokeBatch?.(documents, calls)).toEqual([
      { result: 'a', error: null },
      { result: null, error: null },
    ]);
    expect(requests.at(-1)).toMatchObject({ payload: [1, 2] });
    for (const payload of [['a'], { a: 1 }, null]) {
      const outcomes = await lambda({ ok: true, payload }).invokeBatch?.(documents, calls);
      expect(outcomes?.map(({ error }) => error?.type)).toEqual(['Lambda:IllegalArgument', 'Lambda:IllegalArgument']);
    }
    const outcomes = await lambda(failed('handled')).invokeBatch?.(documents, calls);
    expect(outcomes?.map(({ error }) => error?.message)).toEqual(['boom', 'boom']);
  });

  it('sends a batch that nobody waits for, and gives each item null', async () => {
    const documents = [1, 2].map((payload) => ({ operation: 'BatchInvoke', invocationType: 'Event', payload }));
    const outcomes = await lambda({ ok: true, payload: null }).invokeBatch?.(documents, [aCall(), aCall()]);
    expect(outcomes).toEqual([
      { result: null, error: null },
      { result: null, error: null },
    ]);
    expect(requests.at(-1)).toMatchObject({ invocationType: 'Event', payload: [1, 2] });
  });

  it('sends a list of one where batching is off', async () => {
    expect(
      await lambda({ ok: true, payload: ['a'] }).invoke({ operation: 'BatchInvoke', payload: 1 }, aCall()),
    ).toEqual({ result: 'a', error: null });
    expect(requests.at(-1)).toMatchObject({ payload: [1] });
  });

  it('refuses other operations and invocation types', async () => {
    await expect(lambda(failed('handled')).invoke({ operation: 'Call' }, aCall())).rejects.toThrow(
      "Unsupported operation 'Call'.",
    );
    await expect(
      lambda(failed('handled')).invoke({ operation: 'Invoke', invocationType: 'DryRun' }, aCall()),
    ).rejects.toThrow('RequestResponse, Event');
    await expect(lambda(failed('handled')).invoke({ payload: 1 }, aCall())).rejects.toThrow(
      "Value for field '$[operation]' not found.",
    );
  });
});

describe('EventBridge', () => {
  const source: DataSourceBlueprint = {
    type: 'AMAZON_EVENTBRIDGE',
    name: 'bus',
    roleArn: null,
    eventBusArn: 'arn:bus',
  };
  const event = { source: 'shop', detailType: 'Sold', detail: { id: 1 }, resources: ['arn:x'] };

  it('is refused by name when nobody serves it', () => {
    expect(() => aDataSource({ source })).toThrow('The data source bus needs EventBridge, which is not served here.');
  });

  it('puts events and gives the positional answer', async () => {
    const seen: (readonly EventEntry[])[] = [];
    const bus = aDataSource({
      source,
      options: {
        putEvents: (entries) => {
          seen.push(entries);
          return Promise.resolve({ Entries: [{ EventId: '1' }], FailedEntryCount: 0 });
        },
      },
    });
    expect(await bus.invoke({ operation: 'PutEvents', events: [event] }, aCall())).toEqual({
      result: { Entries: [{ EventId: '1' }], FailedEntryCount: 0 },
      error: null,
    });
    expect(seen).toEqual([
      [{ Source: 'shop', DetailType: 'Sold', Detail: '{"id":1}', Resources: ['arn:x'], EventBusName: 'arn:bus' }],
    ]);
    await expect(bus.invoke({ operation: 'PutEvents', events: [] }, aCall())).rejects.toThrow(
      "Value for field '$[events]' not found.",
    );
    await expect(bus.invoke({ operation: 'PutEvents', events: Array(11).fill(event) }, aCall())).rejects.toThrow(
      'at most 10',
    );
    await expect(bus.invoke({ operation: 'PutEvents', events: [{ source: 'x' }] }, aCall())).rejects.toThrow(
      "'$[events][0][detailType]'",
    );
  });

  it('gives a failed call as an error', async () => {
    const bus = aDataSource({ source, options: { putEvents: () => Promise.reject(new Error('no bus')) } });
    expect(await bus.invoke({ operation: 'PutEvents', events: [event] }, aCall())).toMatchObject({
      result: null,
      error: { message: 'no bus', type: 'EventBridge:InternalException' },
    });
    const refusal = Object.assign(new Error('too large'), { name: 'ValidationException', statusCode: 400 });
    const strict = aDataSource({ source, options: { putEvents: () => Promise.reject(refusal) } });
    expect(await strict.invoke({ operation: 'PutEvents', events: [event] }, aCall())).toMatchObject({
      error: { message: 'too large', type: 'EventBridge:ValidationException' },
    });
  });
});

describe('HTTP', () => {
  const source: DataSourceBlueprint = {
    type: 'HTTP',
    name: 'web',
    roleArn: null,
    endpoint: 'https://example.com/',
    signing: null,
  };
  const sent: HttpRequest[] = [];
  const waits: number[] = [];
  const web = (answer: () => Promise<HttpAnswer>): DataSource =>
    aDataSource({
      source,
      options: {
        sendHttp: (request, timeoutMs) => {
          sent.push(request);
          waits.push(timeoutMs);
          return answer();
        },
      },
    });

  it('gives status, headers and the body as text, also of a refusal', async () => {
    const answer: HttpAnswer = { statusCode: 404, headers: { 'X-A': 'b' }, body: '{"a":1}' };
    const params = {
      query: { q: 'a b', n: 1, list: ['x', { y: 1 }], skipped: null },
      headers: { 'content-type': 'application/json', 'x-n': 5, host: 'evil', 'Content-Length': '1' },
      body: { x: 1 },
    };
    expect(
      await web(() => Promise.resolve(answer)).invoke({ method: 'POST', resourcePath: 'v1/x?z=1', params }, aCall()),
    ).toEqual({ result: answer, error: null });
    expect(sent.at(-1)).toEqual({
      method: 'POST',
      url: 'https://example.com/v1/x?z=1&q=a%20b&n=1&list=x&list=%7B%22y%22%3A1%7D',
      headers: { 'content-type': 'application/json', 'x-n': '5' },
      body: '{"x":1}',
    });
  });

  it('waits no longer than the request may still take', async () => {
    const done = (): Promise<HttpAnswer> => Promise.resolve({ statusCode: 200, headers: {}, body: '' });
    await web(done).invoke({ method: 'GET', resourcePath: '/' }, aCall());
    await web(done).invoke(
      { method: 'GET', resourcePath: '/' },
      aCall({ scope: aRequestScope({ endsAt: NOW_MS - 1 }) }),
    );

    expect(waits.splice(-2)).toEqual([30_000, 0]);
  });

  it('sends forms, as SNS and SQS take them', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const params = { headers, body: 'Action=Publish&Message=hi' };
    const done = (): Promise<HttpAnswer> => Promise.resolve({ statusCode: 200, headers: {}, body: '' });
    await web(done).invoke({ method: 'POST', resourcePath: '/', params }, aCall());

    expect(sent.at(-1)).toMatchObject({ headers, body: 'Action=Publish&Message=hi' });
  });

  it('gives what fails as an error of the call', async () => {
    const broken = (): Promise<HttpAnswer> => Promise.reject(new Error('connect ECONNREFUSED'));
    expect(await web(broken).invoke({ method: 'GET', resourcePath: '/' }, aCall())).toEqual({
      result: null,
      error: { message: 'connect ECONNREFUSED', type: 'Http:RequestFailed' },
    });
  });

  it('sends what the signer made of a request', async () => {
    const signing = { region: 'eu-west-1', service: 'execute-api' };
    const signed = aDataSource({
      source: { ...source, signing },
      options: {
        signHttp: () => (request) => Promise.resolve({ ...request, headers: { authorization: 'AWS4' } }),
        sendHttp: (request) => Promise.resolve({ statusCode: 200, headers: request.headers, body: '' }),
      },
    });
    expect(await signed.invoke({ method: 'GET', resourcePath: '/' }, aCall())).toMatchObject({
      result: { headers: { authorization: 'AWS4' } },
    });
  });

  it('refuses methods and content types that AppSync does not take, and signing that nobody gives', async () => {
    const never = (): Promise<HttpAnswer> => Promise.reject(new Error('called'));
    await expect(web(never).invoke({ method: 'TRACE', resourcePath: '/' }, aCall())).rejects.toThrow(
      'must be one of GET',
    );
    await expect(web(never).invoke({ method: 'GET' }, aCall())).rejects.toThrow(
      "Value for field '$[resourcePath]' not found.",
    );
    const params = { headers: { 'Content-Type': 'image/png' } };
    await expect(web(never).invoke({ method: 'POST', resourcePath: '/', params }, aCall())).rejects.toThrow(
      "'image/png' is not supported",
    );
    expect(() => aDataSource({ source: { ...source, signing: { region: 'r', service: 's' } } })).toThrow(
      'IAM-signed HTTP',
    );
  });
});

describe('the registry', () => {
  it('refuses unknown names and versioned tables', () => {
    const versioned: DataSourceBlueprint = {
      type: 'AMAZON_DYNAMODB',
      name: 't',
      roleArn: null,
      tableName: 'T',
      versioned: true,
    };
    expect(() => aDataSource({ source: versioned })).toThrow('versioned DynamoDB');
    expect(() => aDataSource({ source: versioned, options: { api: { arn: '', dataSources: [] } } })).toThrow(
      'There is no data source t',
    );
  });
});
