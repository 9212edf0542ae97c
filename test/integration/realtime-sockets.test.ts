import { describe, it, expect, afterEach } from '@jest/globals';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Client, closeAll, encode, HEADER, open, serve, sign, start, SUBSCRIPTION } from './realtime-under-test.ts';

afterEach(closeAll);

describe('handshake on real sockets (3.1)', () => {
  it.each(['/graphql/realtime', '/graphql', '/graphql//realtime', '/graphql/realtime?x-app=1'])(
    'negotiates exactly graphql-ws on %s',
    async (path) => {
      const client = new Client(await serve(), [encode(HEADER), 'graphql-ws'], path);
      await once(client.socket, 'open');

      expect(client.socket.protocol).toBe('graphql-ws');
    },
  );

  it('takes the credential from the query and from HTTP headers', async () => {
    const engine = await serve();
    const base64 = Buffer.from(JSON.stringify(HEADER)).toString('base64');
    const forms = [
      () => new Client(engine, ['graphql-ws'], `/graphql/realtime?header=${base64}&payload=e30=`),
      () => new Client(engine, ['graphql-ws'], '/graphql', { 'x-api-key': 'da2-good' }),
    ];
    for (const connect of forms) {
      const client = connect();
      await once(client.socket, 'open');
      client.send({ type: 'connection_init' });

      expect(await client.next()).toMatchObject({ type: 'connection_ack' });
    }
  });

  it('completes the upgrade for a bad credential, answers connection_error and closes', async () => {
    const client = new Client(await serve(), ['graphql-ws', encode({ ...HEADER, 'x-api-key': 'bad' })]);
    const closed = client.closed();
    await once(client.socket, 'open');
    client.send({ type: 'connection_init' });

    expect(await client.next()).toEqual({
      payload: {
        errors: [
          { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.', errorCode: 401 },
        ],
      },
      type: 'connection_error',
    });
    expect(await closed).toBe(1008);
  });

  it('answers NoProtocolError to a client without a subprotocol', async () => {
    const client = new Client(await serve(), []);

    expect(await client.next()).toEqual({
      payload: { errors: [{ message: 'NoProtocolError', errorCode: 400 }] },
      type: 'connection_error',
    });
  });

  it('drops a client that speaks graphql-transport-ws only', async () => {
    const client = new Client(await serve(), ['graphql-transport-ws']);

    expect(await client.closed()).toBe(1006);
  });

  it('answers an upgrade on another path with 404', async () => {
    const { server } = await serve();
    const headers = {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': 'x',
      'sec-websocket-version': '13',
    };
    const request = httpRequest({ host: '127.0.0.1', port: server.port, path: '/elsewhere', headers });
    const answered = once(request, 'response') as Promise<[{ statusCode: number; resume(): void }]>;
    request.end();
    const [response] = await answered;
    response.resume();

    expect(response.statusCode).toBe(404);
  });
});

describe('credentials of a start (2.9)', () => {
  it('accepts user-pool, API key and IAM subscriptions on one socket', async () => {
    const engine = await serve();
    const key = engine.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos');
    const client = await open(engine, await sign(key, '/graphql/connect', '{}'));
    client.send(start('key'));
    expect(await client.next()).toEqual({ id: 'key', type: 'start_ack' });
    client.send(start('token', { host: 'h', Authorization: engine.pool.mint({ username: 'giulia', use: 'access' }) }));
    expect(await client.next()).toEqual({ id: 'token', type: 'start_ack' });
    client.send(start('iam', await sign(key, '/graphql', SUBSCRIPTION)));
    expect(await client.next()).toEqual({ id: 'iam', type: 'start_ack' });

    engine.realtime.publish({ mutationField: 'publishChange', payload: { id: 'a' } });
    const modes = [await client.next(), await client.next(), await client.next()];
    expect(modes).toEqual([
      { id: 'key', type: 'data', payload: { data: { onChange: { id: 'a' }, mode: 'API_KEY' } } },
      { id: 'token', type: 'data', payload: { data: { onChange: { id: 'a' }, mode: 'AMAZON_COGNITO_USER_POOLS' } } },
      { id: 'iam', type: 'data', payload: { data: { onChange: { id: 'a' }, mode: 'AWS_IAM' } } },
    ]);
  });

  it('refuses a connect signed for /graphql, and a start whose text was changed', async () => {
    const engine = await serve();
    const key = engine.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos');
    const wrong = new Client(engine, ['graphql-ws', encode(await sign(key, '/graphql', '{}'))]);
    expect(await wrong.next()).toMatchObject({ payload: { errors: [{ errorCode: 403 }] }, type: 'connection_error' });

    const client = await open(engine);
    client.send(start('1', await sign(key, '/graphql', `${SUBSCRIPTION} `)));
    expect(await client.next()).toMatchObject({
      id: '1',
      type: 'error',
      payload: { errors: [{ errorType: 'InvalidSignatureException' }] },
    });
  });

  it('refuses an expired token', async () => {
    const engine = await serve();
    const client = await open(engine);
    client.send(start('1', { Authorization: engine.pool.mint({ username: 'giulia', use: 'access', ttlSeconds: -1 }) }));

    expect(await client.next()).toEqual({
      id: '1',
      type: 'error',
      payload: {
        errors: [{ errorType: 'UnauthorizedException', message: 'Valid authorization header not provided.' }],
      },
    });
  });
});

describe('how sockets end', () => {
  it('completes an invalidated subscription and closes with 1000', async () => {
    const engine = await serve();
    const client = await open(engine);
    client.send(start('1'));
    await client.next();
    const closed = client.closed();
    engine.realtime.invalidate({ subscriptionField: 'onChange', payload: {} });

    expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    expect(await closed).toBe(1000);
  });

  it('closes with 1001 when the engine stops', async () => {
    const engine = await serve();
    const closed = (await open(engine)).closed();
    await engine.server.close();

    expect(await closed).toBe(1001);
  });

  it('closes a client that sends more than 1 MB at once, and goes on serving others', async () => {
    const engine = await serve();
    const greedy = await open(engine);
    const closed = greedy.closed();
    greedy.socket.send('x'.repeat(1024 * 1024 + 1));

    expect([1006, 1009]).toContain(await closed);
    await open(engine);
  });

  it('closes a client that stops reading, and frees what waited for it', async () => {
    const engine = await serve({ bufferedBytes: 256 * 1024 });
    const client = await open(engine);
    client.send(start('1'));
    await client.next();
    client.socket.pause();
    const payload = { text: 'x'.repeat(200 * 1024) };
    for (let sent = 0; sent < 200 && engine.realtime.stats().connections > 0; sent += 1) {
      engine.realtime.publish({ mutationField: 'publishChange', payload });
    }

    expect(engine.realtime.stats()).toEqual({ connections: 0, subscriptions: 0, groups: 0, keptAlive: 0 });
  });

  it('leaves nothing behind after 100 connections', async () => {
    const engine = await serve();
    for (let round = 0; round < 100; round += 1) {
      const client = await open(engine);
      client.send(start('1'));
      expect(await client.next()).toEqual({ id: '1', type: 'start_ack' });
      const closed = client.closed();
      if (round % 2 === 0) client.socket.close(1000);
      else client.socket.terminate();
      await closed;
    }
    // The server hears of an abrupt end a turn later: another exchange on the same loop has it behind.
    for (let turn = 0; turn < 50 && engine.realtime.stats().connections > 0; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(engine.realtime.stats()).toEqual({ connections: 0, subscriptions: 0, groups: 0, keptAlive: 0 });
  });
});
