import { describe, it, expect } from '@jest/globals';
import type { RealtimeOptions, SubscribeOutcome } from '../../../../engine/realtime/index.ts';
import { aBench, aSubscription, GOOD_HEADER, settled, startMessage } from './fakes.ts';

const ACK = { type: 'connection_ack', payload: { connectionTimeoutMs: 300000 } };
const KA = { type: 'ka' };

describe('start, stop and complete (3.2)', () => {
  it('answers start with start_ack, an event with data, and stop with complete', async () => {
    const { open, realtime } = aBench();
    const { session, transport } = await open();
    session.receive(startMessage('op-"1"'));
    await settled();
    expect(transport.texts).toEqual([String.raw`{"id":"op-\"1\"","type":"start_ack"}`]);
    transport.take();

    realtime.publish({ mutationField: 'publishChange', payload: { id: 'a' } });
    expect(transport.texts).toEqual([
      String.raw`{"id":"op-\"1\"","type":"data","payload":{"data":{"onChange":{"id":"a"}}}}`,
    ]);
    transport.take();

    session.receive(JSON.stringify({ id: 'op-"1"', type: 'stop' }));
    expect(transport.take()).toEqual([{ id: 'op-"1"', type: 'complete' }]);
    realtime.publish({ mutationField: 'publishChange', payload: { id: 'b' } });
    expect(transport.take()).toEqual([]);
    expect(realtime.stats()).toMatchObject({ subscriptions: 0, groups: 0 });
  });

  it('accepts a start without connection_init, and keeps that connection alive too', async () => {
    const { connect, realtime } = aBench();
    const { session, transport } = connect();
    session.receive(startMessage('1'));
    await settled();

    expect(transport.take()).toEqual([{ id: '1', type: 'start_ack' }]);
    expect(realtime.stats().keptAlive).toBe(1);
  });

  it('ignores messages between connection_init and its ack', async () => {
    const { session, transport } = aBench().connect();
    session.receive('{"type":"connection_init"}');
    session.receive(startMessage('1'));
    await settled();

    expect(transport.take()).toEqual([ACK, KA]);
  });

  it.each(['meow', '[]', '{}', '{"type":"dance"}', 'null'])('ignores the text %s', async (text) => {
    const { session, transport } = await aBench().open();
    session.receive(text);

    expect(transport.take()).toEqual([]);
    expect(transport.closes).toEqual([]);
  });

  it('hands the authorization object on as request headers, and its text as the signed body', async () => {
    const bodies: string[] = [];
    const headers: unknown[] = [];
    const operations: unknown[] = [];
    const { open } = aBench({
      authenticate: ({ purpose, body }) => {
        if (purpose === 'request') bodies.push(body);
        return Promise.resolve({ ok: true, caller: { mode: 'API_KEY', identity: null, groups: [] } });
      },
      subscribe: (operation, scope) => {
        operations.push(operation);
        headers.push(scope.headers);
        return Promise.resolve({ ok: true, subscription: aSubscription() });
      },
    });
    const { session } = await open();
    session.receive(startMessage('1', { query: 'subscription S { a }', variables: { x: 1 }, operationName: 'S' }));
    await settled();

    expect(bodies).toEqual(['{"query":"subscription S { a }","variables":{"x":1},"operationName":"S"}']);
    expect(headers).toEqual([GOOD_HEADER]);
    expect(operations).toEqual([{ query: 'subscription S { a }', variables: { x: 1 }, operationName: 'S' }]);
  });

  it('registers nothing when stop or close overtakes the start', async () => {
    const gate: ((outcome: SubscribeOutcome) => void)[] = [];
    const { open, realtime } = aBench({ subscribe: () => new Promise((resolve) => gate.push(resolve)) });
    const { session, transport } = await open();
    session.receive(startMessage('1'));
    session.receive(startMessage('2'));
    await settled();
    session.receive('{"id":"1","type":"stop"}');
    expect(transport.take()).toEqual([{ id: '1', type: 'complete' }]);
    session.closed();
    for (const open of gate) open({ ok: true, subscription: aSubscription() });
    await settled();

    expect(transport.take()).toEqual([]);
    expect(realtime.stats()).toEqual({ connections: 0, subscriptions: 0, groups: 0, keptAlive: 0 });
  });
});

describe('errors of a start (3.3)', () => {
  const answerTo = async (text: string, change: Partial<RealtimeOptions> = {}): Promise<unknown[]> => {
    const { session, transport } = await aBench(change).open();
    session.receive(text);
    await settled();
    return transport.take();
  };
  const UNSUPPORTED = {
    id: '',
    type: 'error',
    payload: {
      errors: [{ errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' }],
    },
  };

  it.each([
    '{"id":"1","type":"start"}',
    '{"id":"1","type":"start","payload":{"query":"subscription { a }"}}',
    '{"id":"1","type":"start","payload":{"data":"meow"}}',
    '{"id":"1","type":"start","payload":{"data":"{}"}}',
    '{"type":"start","payload":{"data":"{\\"query\\":\\"subscription { a }\\"}"}}',
  ])('answers UnsupportedOperation without an id to %s', async (text) => {
    expect(await answerTo(text)).toEqual([UNSUPPORTED]);
  });

  it.each([
    ['{"query":"subscription { a }","variables":"x"}', 'Variables must be a JSON object.'],
    ['{"query":"subscription { a }","variables":[1]}', 'Variables must be a JSON object.'],
    ['{"query":"subscription { a }","operationName":1}', 'Unable to parse GraphQL query.'],
  ])('refuses %s as HTTP does: without its variables it would hear everything', async (data, message) => {
    expect(await answerTo(JSON.stringify({ id: '1', type: 'start', payload: { data } }))).toEqual([
      { id: '1', type: 'error', payload: { errors: [{ errorType: 'MalformedHttpRequestException', message }] } },
    ]);
  });

  it('refuses data that nests deeper than what walks it can bear', async () => {
    const data = `{"query":"subscription { a }","variables":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`;
    expect(await answerTo(JSON.stringify({ id: '1', type: 'start', payload: { data } }))).toEqual([UNSUPPORTED]);
  });

  it('answers a start beyond the rate without an id, and the connection lives on', async () => {
    const { session, transport } = await aBench({ limits: { startsPerSecond: 0.1 } }).open();
    session.receive(startMessage('1'));
    session.receive(startMessage('2'));
    await settled();
    expect(transport.take()).toEqual([
      {
        type: 'error',
        payload: { errors: [{ errorType: 'LimitExceededError', message: 'Rate limit exceeded', errorCode: 429 }] },
      },
      { id: '1', type: 'start_ack' },
    ]);
  });

  it('answers UnsupportedOperation of the GraphQL side without an id', async () => {
    const { errors } = UNSUPPORTED.payload;

    expect(await answerTo(startMessage('1'), { subscribe: () => Promise.resolve({ ok: false, errors }) })).toEqual([
      UNSUPPORTED,
    ]);
  });

  it('authorizes each start with its own object', async () => {
    const text = JSON.stringify({ id: '1', type: 'start', payload: { data: '{"query":"subscription { a }"}' } });

    expect(await answerTo(text)).toEqual([
      {
        id: '1',
        type: 'error',
        payload: {
          errors: [{ errorType: 'UnauthorizedException', message: 'Valid authorization header not provided.' }],
        },
      },
    ]);
  });

  it('passes on errors of the document and frees the id', async () => {
    const errors = [{ message: "Validation error of type FieldUndefined: Field 'x' @ 'x'" }];
    const { session, transport } = await aBench({ subscribe: () => Promise.resolve({ ok: false, errors }) }).open();
    session.receive(startMessage('1'));
    await settled();
    session.receive(startMessage('1'));
    await settled();

    const expected = { id: '1', type: 'error', payload: { errors } };
    expect(transport.take()).toEqual([expected, expected]);
  });

  it('refuses an id that is active on this socket, and keeps the first', async () => {
    const { open, realtime } = aBench();
    const { session, transport } = await open();
    session.receive(startMessage('1'));
    session.receive(startMessage('1'));
    await settled();

    expect(transport.take()).toEqual([
      {
        id: '1',
        type: 'error',
        payload: { errors: [{ errorType: 'DuplicatedOperationError', message: 'Duplicated operation with id 1' }] },
      },
      { id: '1', type: 'start_ack' },
    ]);
    expect(realtime.stats().subscriptions).toBe(1);
  });

  it('refuses the 201st subscription of a socket', async () => {
    const { session, transport } = await aBench().open();
    for (let id = 1; id <= 201; id += 1) session.receive(startMessage(String(id)));
    await settled();

    expect(transport.take()[0]).toEqual({
      id: '201',
      type: 'error',
      payload: {
        errors: [{ errorType: 'MaxSubscriptionsReachedError', message: 'Max number of 200 subscriptions reached' }],
      },
    });
  });

  it('answers a stop of an unknown id', async () => {
    expect(await answerTo('{"id":"9","type":"stop"}')).toEqual([
      {
        id: '9',
        type: 'error',
        payload: { errors: [{ errorType: 'UnknownOperationError', message: 'Unknown operation id 9' }] },
      },
    ]);
  });

  it('refuses a filter beyond its limits', async () => {
    const filters = ['a', 'b', 'c', 'd', 'e', 'f'].map((fieldName) => ({ fieldName, operator: 'eq', value: 1 }));
    const subscription = aSubscription({ filter: { filterGroup: [{ filters }] } });

    expect(await answerTo(startMessage('1'), { subscribe: () => Promise.resolve({ ok: true, subscription }) })).toEqual(
      [
        {
          id: '1',
          type: 'error',
          payload: {
            errors: [
              { message: 'Filters exceed maximum attributes limit 5 for subscription onChange.', errorCode: 400 },
            ],
          },
        },
      ],
    );
  });

  it('refuses a start that is not prepared within 30 s, and takes its late outcome for nothing', async () => {
    let release: (outcome: SubscribeOutcome) => void = () => undefined;
    const { open, realtime, clock } = aBench({ subscribe: () => new Promise((resolve) => (release = resolve)) });
    const { session, transport } = await open();
    session.receive(startMessage('1'));
    await settled();
    clock.advance(14_000);
    expect(transport.take()).toEqual([
      {
        id: '1',
        type: 'error',
        payload: { errors: [{ errorType: 'ExecutionTimeout', message: 'Execution timed out.' }] },
      },
    ]);

    release({ ok: true, subscription: aSubscription() });
    await settled();
    expect(transport.take()).toEqual([]);
    expect(realtime.stats().subscriptions).toBe(0);
  });

  it('leaves no timer behind, however a start ends', async () => {
    const { open, clock } = aBench();
    const { session } = await open();
    session.receive(startMessage('1'));
    session.receive(startMessage('2'));
    session.receive('{"id":"2","type":"stop"}');
    await settled();
    expect(clock.pending).toBe(1);
    session.receive(startMessage('3'));
    session.closed();

    expect(clock.pending).toBe(0);
  });

  it('answers a fault of the GraphQL side without its text, and logs it', async () => {
    const { open, logged } = aBench({ subscribe: () => Promise.reject(new Error('secret')) });
    const { session, transport } = await open();
    session.receive(startMessage('1'));
    await settled();

    expect(transport.take()).toEqual([
      { id: '1', type: 'error', payload: { errors: [{ errorType: 'InternalFailure', message: 'Internal failure' }] } },
    ]);
    expect(logged[0]).toContain('secret');
  });
});

describe('how a connection ends', () => {
  it('closes every connection with 1001 when the engine stops, and takes no new one', async () => {
    const { open, connect, realtime } = aBench();
    const { transport } = await open();
    realtime.close();
    const late = connect();

    expect(transport.closes).toEqual([{ code: 1001, reason: 'Server is shutting down' }]);
    expect(late.transport.closes).toEqual([{ code: 1001, reason: 'Server is shutting down' }]);
    expect(realtime.stats().connections).toBe(0);
  });

  it('closes a client that does not read, and drops it if it does not answer', async () => {
    const { open, realtime, clock } = aBench({ limits: { bufferedBytes: 1000 } });
    const { session, transport } = await open();
    session.receive(startMessage('1'));
    await settled();
    transport.take();
    transport.buffered = 1001;
    realtime.publish({ mutationField: 'publishChange', payload: { id: 'a' } });

    expect(transport.texts).toEqual([]);
    expect(transport.closes).toMatchObject([{ code: 1013 }]);
    expect(realtime.stats()).toMatchObject({ connections: 0, subscriptions: 0 });
    clock.advance(5000);
    expect(transport.terminated).toBe(1);
  });
});
