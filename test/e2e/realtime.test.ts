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
