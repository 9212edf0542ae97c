import { describe, expect, it } from '@jest/globals';
import type { EventEntry } from '../../../../engine/data-sources/index.ts';
import type { DataSource, InvokeOutcome, InvokeRequest } from '../../../../engine/kernel/index.ts';
import type { DataSourceBlueprint } from '../../../../engine/template/index.ts';
import { aCall, aDataSource } from './given.ts';

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
      error: { message: 'no bus' },
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
  const sent: { url: string; init: RequestInit | undefined }[] = [];
  const web = (answer: () => Promise<Response>): DataSource =>
    aDataSource({
      source,
      options: {
        fetch: (url, init) => {
          sent.push({ url: url instanceof Request ? url.url : url.toString(), init });
          return answer();
        },
      },
    });

  it('gives status, headers and the body as text, also of a refusal', async () => {
    const answer = (): Promise<Response> =>
      Promise.resolve(new Response('{"a":1}', { status: 404, headers: { 'x-a': 'b' } }));
    const params = {
      query: { q: 'a b', n: 1, skipped: null },
      headers: { 'content-type': 'application/json', host: 'evil' },
      body: { x: 1 },
    };
    expect(await web(answer).invoke({ method: 'POST', resourcePath: '/v1/x', params }, aCall())).toMatchObject({
      result: { statusCode: 404, headers: { 'x-a': 'b' }, body: '{"a":1}' },
      error: null,
    });
    expect(sent.at(-1)).toMatchObject({
      url: 'https://example.com/v1/x?q=a+b&n=1',
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"x":1}' },
    });
    expect(sent.at(-1)?.init?.headers).not.toHaveProperty('host');
  });

  it('gives a timeout and a broken connection as errors', async () => {
    const timeout = (): Promise<Response> => Promise.reject(new DOMException('slow', 'TimeoutError'));
    expect(await web(timeout).invoke({ method: 'GET', resourcePath: '/' }, aCall())).toEqual({
      result: null,
      error: { message: 'execution timed out', type: 'Http:ExecutionTimeoutException' },
    });
    const broken = (): Promise<Response> => Promise.reject(new Error('fetch failed'));
    expect(await web(broken).invoke({ method: 'GET', resourcePath: '/' }, aCall())).toMatchObject({
      error: { type: 'Http:RequestFailed' },
    });
  });

  it('refuses methods and content types that AppSync does not take, and signing that nobody gives', async () => {
    const never = (): Promise<Response> => Promise.reject(new Error('called'));
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
