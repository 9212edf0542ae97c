import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveSubscriptions } from '../../../explorer/src/live-subscriptions.ts';
import { FakeSocket, portTo, settled } from './fake-socket.ts';

let live: LiveSubscriptions;
let sockets: FakeSocket[];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  live = new LiveSubscriptions();
  sockets = [];
  live.tabsChanged('tab-1', ['tab-1', 'tab-2']);
});

afterEach(() => {
  jest.useRealTimers();
});

function start(tabId = 'tab-1') {
  return live.start({
    tabId,
    title: 'onX',
    persona: 'giulia',
    request: { query: 'subscription { onX { id } }' },
    port: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return Promise.resolve(portTo(socket));
    },
  });
}

/** The newest socket, once it is confirmed. */
async function connected(): Promise<{ readonly socket: FakeSocket; readonly id: unknown }> {
  await settled();
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error('no socket was opened');
  return { socket, id: await socket.confirm() };
}

const event = (n: number) => ({ data: { onX: { id: n } } });
const only = () => live.list.get()[0];

describe('LiveSubscriptions', () => {
  it('tells when it is connected, counts events and keeps them', async () => {
    start();
    expect(only()).toMatchObject({ status: 'connecting', received: 0 });
    const { socket, id } = await connected();

    socket.receive({ id, type: 'data', payload: event(1) });
    await settled();

    expect(only()).toMatchObject({
      status: 'connected',
      persona: 'giulia',
      received: 1,
      events: [{ payload: event(1) }],
    });
  });

  it('goes on when its tab loses the focus, and its view ends', async () => {
    const view = start();
    const { socket, id } = await connected();

    // As GraphiQL does it: both in one turn.
    void view.return?.();
    live.tabsChanged('tab-2', ['tab-1', 'tab-2']);
    await settled();
    socket.receive({ id, type: 'data', payload: event(1) });
    await settled();

    expect(only()).toMatchObject({ status: 'connected', received: 1 });
    expect(live.hasView(only()?.id ?? '')).toBe(false);
    expect(await view.next()).toEqual({ done: true, value: undefined });
  });

  it('stops when the reader stops it in its own tab', async () => {
    const view = start();
    const { socket, id } = await connected();

    await view.return?.();
    await settled();

    expect(socket.lastSent()).toEqual({ id, type: 'stop' });
    expect(only()).toMatchObject({ status: 'ended', problem: '' });
  });

  it('goes away with its tab', async () => {
    start();
    const { socket } = await connected();

    live.tabsChanged('tab-2', ['tab-2']);
    await settled();

    expect(socket.isClosed).toBe(true);
    expect(live.list.get()).toEqual([]);
  });

  it('is replaced by the next one of its tab', async () => {
    start();
    const first = await connected();
    start();
    await connected();

    expect(first.socket.isClosed).toBe(true);
    expect(live.list.get()).toHaveLength(1);
  });

  it('connects again after a loss, and keeps what it had', async () => {
    start();
    const { socket, id } = await connected();
    socket.receive({ id, type: 'data', payload: event(1) });
    await settled();

    socket.emit('close');
    await settled();
    expect(only()).toMatchObject({
      status: 'reconnecting',
      problem: 'The realtime connection was closed. Trying again.',
    });
    jest.advanceTimersByTime(500);
    const again = await connected();
    again.socket.receive({ id: again.id, type: 'data', payload: event(2) });
    await settled();

    expect(only()).toMatchObject({ status: 'connected', problem: '', received: 2 });
  });

  it('gives up after three attempts when it never was connected, and shows why', async () => {
    const view = start();
    for (const waitMs of [500, 1_000, 2_000]) {
      await settled();
      sockets.at(-1)?.emit('close');
      await settled();
      jest.advanceTimersByTime(waitMs);
    }
    await settled();

    expect(sockets).toHaveLength(3);
    expect(only()).toMatchObject({ status: 'ended', problem: 'The realtime connection was closed.' });
    expect((await view.next()).value).toEqual({ errors: [{ message: 'The realtime connection was closed.' }] });
  });

  it('does not try again what the API refuses', async () => {
    const view = start();
    await settled();
    const errors = [{ errorType: 'Unauthorized', message: 'Not Authorized to access onX on type Subscription' }];
    sockets[0]?.receive({ type: 'error', payload: { errors } });
    await settled();
    jest.advanceTimersByTime(60_000);

    expect(sockets).toHaveLength(1);
    expect(only()).toMatchObject({ status: 'ended', problem: 'Not Authorized to access onX on type Subscription' });
    expect((await view.next()).value).toEqual({ errors });
  });

  it('says that the API ended it', async () => {
    start();
    const { socket, id } = await connected();

    socket.receive({ id, type: 'complete' });
    await settled();

    expect(only()).toMatchObject({ status: 'ended', problem: 'The API ended this subscription.' });
  });

  it('keeps the last 500 events and counts all', async () => {
    start();
    const { socket, id } = await connected();

    for (let n = 1; n <= 501; n += 1) socket.receive({ id, type: 'data', payload: event(n) });
    for (let turn = 0; turn < 60; turn += 1) await settled();

    expect(only()?.received).toBe(501);
    expect(only()?.events).toHaveLength(500);
    expect(only()?.events[0]?.payload).toEqual(event(2));
  });
});
