import { describe, it, expect } from '@jest/globals';
import { aBench, aHandshake, encodeHeader, GOOD_HEADER, settled, startMessage } from './fakes.ts';

const ACK = { type: 'connection_ack', payload: { connectionTimeoutMs: 300000 } };
const KA = { type: 'ka' };
const refusalOf = (error: object): object => ({ payload: { errors: [error] }, type: 'connection_error' });
const UNAUTHORIZED = refusalOf({
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
  errorCode: 401,
});
const NO_HEADERS = refusalOf({
  errorType: 'BadRequestException',
  message: 'Required headers are missing.',
  errorCode: 400,
});

describe('handshake (3.1)', () => {
  const base64 = Buffer.from(JSON.stringify({ ...GOOD_HEADER, note: '>>>???' })).toString('base64');
  const accepted = [
    ['a subprotocol entry', aHandshake()],
    ['a subprotocol entry before graphql-ws', aHandshake({ protocols: [encodeHeader(GOOD_HEADER), 'graphql-ws'] })],
    [
      'a percent-encoded query',
      aHandshake({ protocols: ['graphql-ws'], query: `header=${encodeURIComponent(base64)}&payload=e30=` }),
    ],
    ['a bare base64 query', aHandshake({ protocols: ['graphql-ws'], query: `payload=e30=&x=1&header=${base64}` })],
    [
      'a query whose plus became a space',
      aHandshake({ protocols: ['graphql-ws'], query: `header=${base64.replaceAll('+', '%20')}` }),
    ],
    ['HTTP headers', aHandshake({ protocols: ['graphql-ws'], headers: { 'x-api-key': 'da2-good' } })],
    [
      'names in any case',
      aHandshake({ protocols: ['graphql-ws', encodeHeader({ 'X-Api-Key': 'da2-good', 'x-api-key': '' })] }),
    ],
  ] as const;
  it.each(accepted)('takes the authorization object from %s', async (_place, handshake) => {
    const { session, transport } = aBench().connect(handshake);
    session.receive('{"type":"connection_init"}');
    await settled();

    expect(transport.take()).toEqual([ACK, KA]);
  });

  it.each([
    ['missing', aHandshake({ protocols: ['graphql-ws'] })],
    ['not base64 of JSON', aHandshake({ protocols: ['graphql-ws', 'header-%%%'] })],
    ['a JSON list', aHandshake({ protocols: ['graphql-ws', encodeHeader([])] })],
    ['badly percent-encoded', aHandshake({ protocols: ['graphql-ws'], query: 'header=%E0%A4%A' })],
  ])('refuses with 400 when the object is %s', async (_case, handshake) => {
    const { session, transport } = aBench().connect(handshake);
    session.receive('{"type":"connection_init"}');
    await settled();

    expect(transport.take()).toEqual([NO_HEADERS]);
    expect(transport.closes).toEqual([{ code: 1008, reason: 'Connection refused' }]);
  });

  it.each([
    ['that no text can be made of', '{"x-api-key":[{"toString":1,"valueOf":1}]}'],
    ['named as members of every object are', '{"constructor":"x","__proto__":{"x-api-key":"da2-good"}}'],
    ['nested without end', `{"x-api-key":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ])('refuses headers %s with the answer of every wrong credential', async (_what, header) => {
    const entry = `header-${Buffer.from(header).toString('base64url')}`;
    const { session, transport } = aBench().connect(aHandshake({ protocols: ['graphql-ws', entry] }));
    session.receive('{"type":"connection_init"}');
    await settled();

    expect(transport.take()).toEqual([UNAUTHORIZED]);
  });

  it('refuses with 401 when the credential is empty: that is no bad request', async () => {
    const { session, transport } = aBench().connect(
      aHandshake({ protocols: ['graphql-ws', encodeHeader({ 'x-api-key': '' })] }),
    );
    session.receive('{"type":"connection_init"}');
    await settled();

    expect(transport.take()).toEqual([UNAUTHORIZED]);
    expect(transport.closes).toHaveLength(1);
  });

  it('answers NoProtocolError when graphql-ws is not offered', () => {
    const { session, transport } = aBench().connect(aHandshake({ protocols: [] }));
    session.receive('{"type":"connection_init"}');

    expect(transport.take()).toEqual([refusalOf({ message: 'NoProtocolError', errorCode: 400 })]);
  });

  it('refuses a client that stays silent after its grace', async () => {
    const { clock, connect, realtime } = aBench();
    const { transport } = connect(aHandshake({ protocols: ['graphql-ws'] }));
    await settled();
    expect(transport.texts).toEqual([]);

    clock.advance(250);

    expect(transport.take()).toEqual([NO_HEADERS]);
    expect(realtime.stats()).toEqual({ connections: 0, subscriptions: 0, groups: 0, keptAlive: 0 });
    expect(clock.pending).toBe(0);
  });

  it('passes a 403 of a signature on with its own text', async () => {
    const error = { errorType: 'InvalidSignatureException', message: 'Signature expired' };
    const { session, transport } = aBench({
      authenticate: () => Promise.resolve({ ok: false, status: 403, ...error }),
    }).connect();
    session.receive('{"type":"connection_init"}');
    await settled();

    expect(transport.take()).toEqual([refusalOf({ ...error, errorCode: 403 })]);
  });

  it('authorizes the connect as POST /graphql/connect with the body {}', async () => {
    const asked: unknown[] = [];
    const { connect } = aBench({
      authenticate: (message) => {
        asked.push(message);
        return Promise.resolve({ ok: true, caller: { mode: 'API_KEY', identity: null, groups: [] } });
      },
    });
    connect(
      aHandshake({ protocols: ['graphql-ws', encodeHeader({ Authorization: 'token', Host: 'h', cookie: 'x' })] }),
    );
    await settled();

    expect(asked).toEqual([
      expect.objectContaining({
        purpose: 'connect',
        method: 'POST',
        path: '/graphql/connect',
        body: '{}',
        headers: { authorization: 'token', host: 'h' },
      }),
    ]);
  });

  it('refuses with 429 who comes when too many came, and takes who comes later', async () => {
    const { connect, clock } = aBench({ limits: { connectionsPerSecond: 1 } });
    const answer = async (): Promise<unknown> => {
      const { session, transport } = connect();
      session.receive('{"type":"connection_init"}');
      await settled();
      return transport.take()[0];
    };
    for (let n = 0; n < 10; n += 1) expect(await answer()).toEqual(ACK);
    const limit = refusalOf({ errorType: 'LimitExceededError', message: 'Rate limit exceeded', errorCode: 429 });
    expect(await answer()).toEqual(limit);
    clock.advance(1_000);
    expect(await answer()).toEqual(ACK);
  });

  it('answers 500 when authentication itself breaks, and logs it', async () => {
    const { connect, logged } = aBench({ authenticate: () => Promise.reject(new Error('broken')) });
    const { session, transport } = connect();
    session.receive('{"type":"connection_init"}');
    await settled();

    expect(transport.take()).toEqual([
      refusalOf({ errorType: 'InternalFailure', message: 'Internal failure', errorCode: 500 }),
    ]);
    expect(logged[0]).toContain('broken');
  });
});

describe('keep-alive (3.2)', () => {
  it('sends ka right after the ack and then every 60 s, with one timer for all', async () => {
    const { clock, open } = aBench();
    const first = await open();
    clock.advance(30_000);
    const second = await open();

    expect(clock.pending).toBe(1);
    clock.advance(30_000);
    expect(first.transport.take()).toEqual([KA]);
    expect(second.transport.take()).toEqual([]);
    clock.advance(30_000);
    expect(second.transport.take()).toEqual([KA]);
    clock.advance(120_000);
    expect(first.transport.take()).toEqual([KA, KA]);
    expect(clock.pending).toBe(1);

    first.session.closed();
    second.session.closed();
    expect(clock.pending).toBe(0);
  });

  it('closes a connection after 24 hours', async () => {
    const { clock, open } = aBench();
    const { transport } = await open();
    clock.advance(24 * 3_600_000);

    expect(transport.closes).toEqual([{ code: 1000, reason: '' }]);
  });

  it('drops a peer that answers no ping for an interval, without a closing handshake', async () => {
    const { clock, open, realtime } = aBench();
    const { transport } = await open();
    clock.advance(60_000);
    expect(transport.pings).toBe(1);
    transport.isGone = true;
    clock.advance(60_000);
    expect(transport.terminated).toBe(0);
    clock.advance(60_000);

    expect(transport.terminated).toBe(1);
    expect(realtime.stats()).toEqual({ connections: 0, subscriptions: 0, groups: 0, keptAlive: 0 });
    expect(clock.pending).toBe(0);
  });

  it('watches a connection that never says a word, and sends it no ka', async () => {
    const { clock, connect } = aBench();
    const { transport } = connect();
    await settled();
    clock.advance(120_000);
    expect(transport.texts).toEqual([]);
    expect(transport.pings).toBe(2);
    clock.advance(24 * 3_600_000);

    expect(transport.closes).toEqual([{ code: 1000, reason: '' }]);
  });
});

describe('what comes before the credential is checked', () => {
  it('is kept up to a bound', async () => {
    let release: () => void = () => undefined;
    const { connect } = aBench({
      authenticate: ({ purpose }) =>
        new Promise((resolve) => {
          const yes = (): void => resolve({ ok: true, caller: { mode: 'API_KEY', identity: null, groups: [] } });
          if (purpose === 'connect') release = yes;
          else yes();
        }),
    });
    const { session, transport } = connect();
    for (let id = 0; id < 40; id += 1) session.receive(startMessage(String(id)));
    session.receive(startMessage('huge', { query: 'x'.repeat(300_000) }));
    release();
    await settled();

    expect(transport.take()).toHaveLength(32);
  });
});
