import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';
import { connectRealtime, startMessage, type RealtimeClient } from '../support/realtime.ts';

const ON_CHANGE = `subscription S($memberId: ID!) {
  onAccountChange(memberId: $memberId) { memberId kind amount available version __typename }
}`;
const ADJUST =
  'mutation A($input: AdjustPointsInput!) { adjustPoints(input: $input) { account { available version } } }';

let gateway: Gateway;
let clients: RealtimeClient[] = [];
beforeAll(async () => {
  gateway = await runningGateway();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});

const authorization = (name: string): object => ({
  host: new URL(gateway.outputs.data.url).host,
  Authorization: gateway.persona(name).token,
});

async function connect(name: string): Promise<RealtimeClient> {
  const client = await connectRealtime(gateway.outputs.custom.realtimeUrl, authorization(name));
  clients.push(client);
  client.send({ type: 'connection_init' });
  await client.next((message) => message.type === 'connection_ack');
  return client;
}

const adjust = (memberId: string, amount: number) =>
  gateway.query<{ adjustPoints: { account: { available: number; version: number } } }>('assistenza', ADJUST, {
    input: { idempotencyKey: randomUUID(), memberId, amount, reason: 'GOODWILL' },
  });

describe('Subscription.onAccountChange', () => {
  it('brings a change of the ledger to its member, by the stream and the publisher', async () => {
    const memberId = gateway.memberId('giulia');
    const client = await connect('giulia');
    client.send(startMessage('one', ON_CHANGE, { memberId }, authorization('giulia')));
    await client.next((message) => message.type === 'start_ack');

    const { data } = await adjust(memberId, 7);
    const { payload } = await client.next((message) => message.type === 'data');

    expect(payload?.data).toEqual({
      onAccountChange: {
        memberId,
        kind: 'ADJUST',
        amount: 7,
        ...data.adjustPoints.account,
        __typename: 'AccountChange',
      },
    });
  });

  it("keeps other members' changes away", async () => {
    const mine = gateway.memberId('giulia');
    const client = await connect('giulia');
    client.send(startMessage('mine', ON_CHANGE, { memberId: mine }, authorization('giulia')));
    await client.next((message) => message.type === 'start_ack');

    await adjust(gateway.memberId('marco'), 3);
    await adjust(mine, 5);
    const { payload } = await client.next((message) => message.type === 'data');

    expect(payload?.data).toMatchObject({ onAccountChange: { memberId: mine, amount: 5 } });
  });

  it("refuses another member's id when it starts", async () => {
    const client = await connect('giulia');
    client.send(startMessage('theirs', ON_CHANGE, { memberId: gateway.memberId('marco') }, authorization('giulia')));

    const { payload } = await client.next((message) => message.type === 'error' && message.id === 'theirs');

    expect(payload?.errors?.[0]).toMatchObject({
      errorType: 'Unauthorized',
      message: 'Not Authorized to access onAccountChange on type Subscription',
    });
  });

  it('brings the kinds that were asked for, also when they are not selected', async () => {
    const memberId = gateway.memberId('giulia');
    const client = await connect('giulia');
    const narrowed = (kinds: string): string =>
      `subscription S($memberId: ID!) { onAccountChange(memberId: $memberId, kinds: ${kinds}) { amount } }`;
    for (const [id, kinds] of [
      ['captures', '[CAPTURE, EARN]'],
      ['adjustments', '[ADJUST]'],
      ['all', '[]'],
    ] as const) {
      client.send(startMessage(id, narrowed(kinds), { memberId }, authorization('giulia')));
      await client.next((message) => message.type === 'start_ack' && message.id === id);
    }

    await adjust(memberId, 11);
    const heard: (string | undefined)[] = [];
    for (let count = 0; count < 2; count += 1) {
      heard.push((await client.next((message) => message.type === 'data')).id);
    }
    await adjust(memberId, 12);
    const next = await client.next((message) => message.type === 'data');

    expect(heard.sort()).toEqual(['adjustments', 'all']);
    expect(next.payload?.data).toEqual({ onAccountChange: { amount: 12 } });
  });

  it('lets the support desk watch any member, or all of them', async () => {
    const client = await connect('assistenza');
    const everybody = 'subscription { onAccountChange { memberId amount } }';
    client.send(startMessage('marco', ON_CHANGE, { memberId: gateway.memberId('marco') }, authorization('assistenza')));
    client.send(startMessage('everybody', everybody, {}, authorization('assistenza')));
    for (const id of ['marco', 'everybody']) {
      await client.next((message) => message.type === 'start_ack' && message.id === id);
    }

    await adjust(gateway.memberId('sofia'), 2);
    const first = await client.next((message) => message.type === 'data');
    await adjust(gateway.memberId('marco'), 2);
    const others = [
      await client.next((message) => message.type === 'data'),
      await client.next((message) => message.type === 'data'),
    ];

    expect(first).toMatchObject({ id: 'everybody', payload: { data: { onAccountChange: { amount: 2 } } } });
    expect(others.map(({ id }) => id).sort()).toEqual(['everybody', 'marco']);
  });

  it('refuses a member who names nobody', async () => {
    const client = await connect('giulia');
    client.send(startMessage('none', 'subscription { onAccountChange { amount } }', {}, authorization('giulia')));

    const { payload } = await client.next((message) => message.type === 'error' && message.id === 'none');

    expect(payload?.errors?.[0]).toMatchObject({ errorType: 'Unauthorized' });
  });

  it('ends with complete after stop', async () => {
    const client = await connect('giulia');
    client.send(startMessage('brief', ON_CHANGE, { memberId: gateway.memberId('giulia') }, authorization('giulia')));
    await client.next((message) => message.type === 'start_ack');
    client.send({ type: 'stop', id: 'brief' });

    expect(await client.next((message) => message.type === 'complete')).toMatchObject({ id: 'brief' });
  });
});

describe('the handshake', () => {
  it('answers wrong credentials with connection_error 401, not with an HTTP status', async () => {
    const client = await connectRealtime(gateway.outputs.custom.realtimeUrl, {
      host: 'localhost',
      Authorization: 'nonsense',
    });
    clients.push(client);

    const { payload } = await client.next((message) => message.type === 'connection_error');

    expect(payload?.errors?.[0]).toMatchObject({ errorCode: 401 });
  });
});
