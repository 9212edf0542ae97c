import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConnectionLost, SubscriptionRefused, subscribe } from '../../../explorer/src/appsync-socket.ts';
import { FakeSocket, portTo, settled } from './fake-socket.ts';

const REQUEST = { query: 'subscription { onX { id } }', variables: { id: '1' } };

let socket: FakeSocket;

beforeEach(() => {
  jest.useFakeTimers();
  socket = new FakeSocket();
});

afterEach(() => {
  jest.useRealTimers();
});

/** A subscription that the API has confirmed. */
async function started(onStarted = (): void => undefined) {
  const events = subscribe(portTo(socket, onStarted), REQUEST);
  await settled();
  socket.emit('open');
  socket.receive({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
  await settled();
  const { id } = socket.lastSent();
  socket.receive({ id, type: 'start_ack' });
  await settled();
  return { events, id };
}

describe('subscribe', () => {
  it('offers both subprotocols, the header without padding (edge 3.1)', async () => {
    subscribe(portTo(socket), REQUEST);
    await settled();

    const [plain, header = ''] = socket.protocols;
    expect(plain).toBe('graphql-ws');
    expect(header).toMatch(/^header-[\w-]+$/);
    expect(JSON.parse(Buffer.from(header.slice('header-'.length), 'base64url').toString())).toEqual({
      host: 'h',
      'x-api-key': 'k',
    });
  });

  it('sends the request as a string in `start`, with its own authorization (edge 3.2)', async () => {
    const onStarted = jest.fn();

    const { id } = await started(onStarted);

    expect(socket.sent).toEqual([
      { type: 'connection_init' },
      {
        id,
        type: 'start',
        payload: {
          data: JSON.stringify(REQUEST),
          extensions: { authorization: { host: 'h', signs: JSON.stringify(REQUEST) } },
        },
      },
    ]);
    expect(onStarted).toHaveBeenCalledTimes(1);
  });

  it('yields payloads in order, also those that come before anybody asks', async () => {
    const { events, id } = await started();

    for (const n of [1, 2]) socket.receive({ id, type: 'data', payload: { data: { onX: n } } });
    await settled();

    expect([(await events.next()).value, (await events.next()).value]).toEqual([
      { data: { onX: 1 } },
      { data: { onX: 2 } },
    ]);
  });

  it('ends when the API completes it', async () => {
    const { events, id } = await started();

    socket.receive({ id, type: 'complete' });
    await settled();

    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(socket.isClosed).toBe(true);
  });

  it('says stop and closes when the reader leaves', async () => {
    const { events, id } = await started();

    await events.return?.();

    expect(socket.lastSent()).toEqual({ id, type: 'stop' });
    expect(socket.isClosed).toBe(true);
  });

  it('says no stop for what never started', async () => {
    const events = subscribe(portTo(socket), REQUEST);
    await settled();

    await events.return?.();

    expect(socket.sent).toEqual([]);
    expect(socket.isClosed).toBe(true);
  });

  it.each(['connection_error', 'error'])('fails with the errors of `%s`', async (type) => {
    const events = subscribe(portTo(socket), REQUEST);
    await settled();
    socket.receive({ type, payload: { errors: [{ errorType: 'UnauthorizedException', message: 'no' }] } });

    const failure = await events.next().catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(SubscriptionRefused);
    expect(failure).toMatchObject({ message: 'no', errors: [{ errorType: 'UnauthorizedException', message: 'no' }] });
  });

  it('reads errors that come as one object (edge 3.3)', async () => {
    const events = subscribe(portTo(socket), REQUEST);
    await settled();
    socket.receive({ type: 'error', payload: { errors: { message: 'Max number of 100 subscriptions reached' } } });

    await expect(events.next()).rejects.toThrow('Max number of 100 subscriptions reached');
  });

  it('fails when the socket closes', async () => {
    const { events } = await started();

    socket.emit('close');

    await expect(events.next()).rejects.toThrow(ConnectionLost);
  });

  it('fails when nothing comes for as long as the API promised; a `ka` is enough (edge 3.4)', async () => {
    const { events } = await started();
    const outcome = events.next().catch((error: unknown) => error);

    jest.advanceTimersByTime(299_000);
    socket.receive({ type: 'ka' });
    jest.advanceTimersByTime(299_000);
    expect(socket.isClosed).toBe(false);
    jest.advanceTimersByTime(1_000);

    expect(await outcome).toBeInstanceOf(ConnectionLost);
  });

  it('fails when no ack comes within 15 s', async () => {
    const events = subscribe(portTo(socket), REQUEST);
    await settled();
    const outcome = events.next().catch((error: unknown) => error);

    jest.advanceTimersByTime(15_000);

    expect(await outcome).toMatchObject({ message: 'The realtime connection was silent for 15 s.' });
  });
});
