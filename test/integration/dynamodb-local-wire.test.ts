import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../engine/dynamodb-local/client.ts';
import { createWire, type Wire } from '../../engine/dynamodb-local/wire.ts';

let server: Server | undefined;
let wire: Wire | undefined;

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Wire> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  wire = createWire(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return wire;
}

afterEach(() => {
  wire?.close();
  server?.closeAllConnections();
  server?.close();
});

describe('a broken connection', () => {
  it('is tried once more for a read', async () => {
    let calls = 0;
    const client = createClient(
      await serve((request, response) => {
        calls += 1;
        if (calls === 1) request.socket.destroy();
        else response.end('{"Item":{}}');
      }),
    );

    expect(await client.call('GetItem', {})).toEqual({ Item: {} });
    expect(calls).toBe(2);
  });

  it('fails for a write, which may have arrived', async () => {
    let calls = 0;
    const client = createClient(
      await serve((request) => {
        calls += 1;
        request.socket.destroy();
      }),
    );

    await expect(client.call('PutItem', {})).rejects.toMatchObject({ code: 'DYNAMODB_UNREACHABLE', kind: 'fault' });
    expect(calls).toBe(1);
  });

  it('fails for a read when it breaks twice', async () => {
    const client = createClient(await serve((request) => request.socket.destroy()));

    await expect(client.call('GetItem', {})).rejects.toMatchObject({ code: 'DYNAMODB_UNREACHABLE' });
  });
});

describe('an address', () => {
  it('that is not plain http is refused', () => {
    expect(() => createWire('https://dynamodb.eu-west-1.amazonaws.com')).toThrow(
      expect.objectContaining({ code: 'DYNAMODB_ENDPOINT', kind: 'user' }),
    );
  });
});

describe('an answer', () => {
  it('that is no JSON is a failure and no crash', async () => {
    const client = createClient(await serve((_request, response) => response.end('<html>')));

    await expect(client.call('GetItem', {})).rejects.toMatchObject({ code: 'DYNAMODB_BAD_ANSWER' });
  });

  it('leaves its connection to later calls', async () => {
    const ports = new Set<number | undefined>();
    const client = createClient(
      await serve((request, response) => {
        ports.add(request.socket.remotePort);
        response.end('{}');
      }),
    );

    for (let call = 0; call < 10; call += 1) await client.call('GetItem', {});

    // One is still ending while the next call begins.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});
