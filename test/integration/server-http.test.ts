import { describe, it, expect, afterEach } from '@jest/globals';
import { connect as tcpConnect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createLog, REFUSALS, refusalBody } from '../../engine/kernel/index.ts';
import type { GraphqlAnswer } from '../../engine/server/index.ts';
import { ask, closeServers, post, QUERY, serve } from './server-under-test.ts';

afterEach(closeServers);

describe('POST /graphql: a successful answer (1.2)', () => {
  it('carries the headers of the service', async () => {
    const reply = await post(await serve(), QUERY);

    expect(reply.status).toBe(200);
    expect(reply.text).toBe('{"data":{"ok":true}}');
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json;charset=UTF-8',
      'access-control-allow-origin': '*',
      'access-control-expose-headers':
        'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-amzn-appsync-tokensconsumed': '1',
      date: expect.any(String),
    });
  });

  it('hands the scope on: request id, caller, headers without cookie', async () => {
    const scopes: unknown[] = [];
    const server = await serve({
      graphql: (operation, scope) => {
        scopes.push({ operation, headers: scope.headers, caller: scope.caller, requestId: scope.requestId });
        return Promise.resolve({ status: 200, body: '{"data":null}' });
      },
    });
    const reply = await post(server, '{"query":"{ ok }","variables":{"a":1}}', { cookie: 'x', Custom: ['1', '2'] });

    expect(scopes).toEqual([
      {
        operation: { query: '{ ok }', variables: { a: 1 }, operationName: null },
        headers: expect.objectContaining({ custom: ['1', '2'], 'content-type': 'application/json' }),
        caller: { mode: 'API_KEY', identity: null, groups: [] },
        requestId: reply.headers['x-amzn-requestid'],
      },
    ]);
    expect(JSON.stringify(scopes)).not.toContain('cookie');
    expect(reply.text).toBe('{"data":null}');
  });

  it('adds headers that resolvers set', async () => {
    const server = await serve({
      graphql: (_operation, scope) => {
        scope.responseHeaders.set('x-mine', 'yes');
        return Promise.resolve({ status: 200, body: {} });
      },
    });

    expect((await post(server, QUERY)).headers).toMatchObject({
      'x-mine': 'yes',
      'x-amzn-appsync-tokensconsumed': '1',
    });
  });

  it('tells the cost only to who asks for it', async () => {
    const server = await serve({
      graphql: (_operation, scope) => {
        scope.cost.resolvers += 2;
        return Promise.resolve({ status: 200, body: { data: null } });
      },
    });

    expect((await post(server, QUERY)).text).toBe('{"data":null}');
    expect(JSON.parse((await post(server, QUERY, { 'x-gateway-cost': '1' })).text)).toEqual({
      data: null,
      extensions: { cost: { resolvers: 2, dynamodbCalls: 0, readUnits: 0, writeUnits: 0, lambdaInvocations: 0 } },
    });
  });

  it.each(['application/graphql', 'text/plain', 'application/json; charset=utf-16'])(
    'does not mind the type %s',
    async (type) => {
      expect((await post(await serve(), QUERY, { 'content-type': type })).status).toBe(200);
    },
  );

  it('compresses bodies of 1,000 bytes and more for clients that ask (1.5)', async () => {
    const answers: Record<string, GraphqlAnswer> = {
      small: { status: 200, body: { data: 'x'.repeat(900) } },
      large: { status: 200, body: { data: 'x'.repeat(2000) } },
    };
    const server = await serve({
      graphql: ({ query }) => Promise.resolve(answers[query] ?? { status: 200, body: {} }),
    });
    const zipped = await post(server, 'large', { 'accept-encoding': 'gzip, deflate' });

    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.bytes).toString()).toBe(JSON.stringify(answers.large?.body));
    expect((await post(server, 'small', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined();
    expect((await post(server, 'large')).headers['content-encoding']).toBeUndefined();
    expect(
      (await post(server, 'large', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding'],
    ).toBeUndefined();
  });

  it('logs one line a request with its counts', async () => {
    const lines: string[] = [];
    const server = await serve({ log: createLog('info', (line) => lines.push(line)) });
    const reply = await post(server, QUERY);

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      message: 'request',
      requestId: reply.headers['x-amzn-requestid'],
      status: 200,
      resolvers: 0,
      dynamodbCalls: 0,
      ms: expect.any(Number),
    });
  });
});

describe('POST /graphql: refusals (1.3)', () => {
  const pretty = (errorType: string, message: string): string =>
    `{\n  "errors" : [ {\n    "errorType" : "${errorType}",\n    "message" : "${message}"\n  } ]\n}`;

  it('answers a bad credential with its status and x-amzn-errortype, before the body is looked at', async () => {
    const reply = await post(await serve(), '', { 'x-api-key': 'bad' });

    expect(reply.status).toBe(401);
    expect(reply.headers['x-amzn-errortype']).toBe('UnauthorizedException');
    expect(reply.headers).toHaveProperty('x-amzn-requestid');
    expect(reply.text).toBe(pretty('UnauthorizedException', 'You are not authorized to make this call.'));
  });

  it('answers an empty body and a batch with 400', async () => {
    const server = await serve();

    expect((await post(server, '')).text).toBe(pretty('MalformedHttpRequestException', 'Request body is empty.'));
    expect((await post(server, '[]')).text).toBe(
      pretty('MalformedHttpRequestException', 'Unable to parse GraphQL query.'),
    );
  });

  it('hands a refusal of the executor on as it is', async () => {
    const { status, errorType } = REFUSALS.missingOperationName;
    const refusal = {
      status,
      body: refusalBody(REFUSALS.missingOperationName),
      headers: { 'x-amzn-errortype': errorType },
    };
    const reply = await post(await serve({ graphql: () => Promise.resolve(refusal) }), QUERY);

    expect(reply.status).toBe(400);
    expect(reply.headers['x-amzn-errortype']).toBe('BadRequestException');
    expect(reply.text).toBe(pretty('BadRequestException', 'Missing operation name.'));
  });

  it('accepts 1 MB and refuses more with 413, told or not told the length', async () => {
    const server = await serve();
    const body = (bytes: number): string => `{"query":"${'x'.repeat(bytes - 12)}"}`;

    expect((await post(server, body(1024 * 1024))).status).toBe(200);
    const reply = await post(server, body(1024 * 1024 + 1), { 'transfer-encoding': 'chunked' });
    expect(reply.status).toBe(413);
    expect(reply.headers['x-amzn-errortype']).toBe('RequestEntityTooLargeException');
    expect((await post(server, '', { 'content-length': '1048577', expect: '100-continue' })).status).toBe(413);
  });

  it('answers a fault with 500, a request id and no detail', async () => {
    const lines: string[] = [];
    const server = await serve({
      graphql: () => Promise.reject(new Error('secret')),
      log: createLog('error', (line) => lines.push(line)),
    });
    const reply = await post(server, QUERY);

    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('secret');
    expect(reply.text).toContain(reply.headers['x-amzn-requestid']);
    expect(lines[0]).toContain('secret');
  });

  it('refuses other methods', async () => {
    expect((await ask(await serve(), '/graphql', { method: 'PUT', body: QUERY })).status).toBe(405);
  });

  it('survives a client that goes away in the middle of its body', async () => {
    const server = await serve();
    const socket = tcpConnect(server.port, '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{"que', () => resolve());
    });
    socket.destroy();

    expect((await post(server, QUERY)).status).toBe(200);
  });
});

describe('GET and OPTIONS /graphql', () => {
  it('serves queries by GET, and names the method, by which the executor refuses mutations (1.1)', async () => {
    const methods: unknown[] = [];
    const server = await serve({
      graphql: ({ method }) => {
        methods.push(method);
        return Promise.resolve({ status: 200, body: {} });
      },
    });

    expect((await ask(server, '/graphql?query=%7B%20ok%20%7D')).status).toBe(200);
    await post(server, QUERY);
    expect(methods).toEqual(['GET', undefined]);
  });

  it('answers a preflight without credentials and echoes the headers asked for (1.4)', async () => {
    const reply = await ask(await serve(), '/graphql', {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'content-type,authorization,x-amz-user-agent', 'x-api-key': 'bad' },
    });

    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,authorization,x-amz-user-agent',
    });
  });
});
