import { describe, expect, it } from '@jest/globals';
import { eventsIn, linesOf, messagesIn } from './given-log.ts';

const RESOLVERS = { resolvers: { 'Query.f': {} } };
const CODE = `export const request = (ctx) => ({ payload: { id: ctx.args.id, name: 'n' } });
  export const response = (ctx) => ctx.result;`;
const codes = { 'Query.f': CODE };

describe('the log of a request', () => {
  it('has a LogConfig’s lines even at level NONE, each with the request’s id', async () => {
    const headers = { host: 'h', 'x-api-key': 'da2-abcdefghijklmnop', custom: ['a', 'b'], authorization: 'short' };
    const lines = await linesOf(
      { level: 'NONE', codes, setup: RESOLVERS },
      'query Q($i: ID) { f(id: $i) { id } }',
      { headers },
      { i: '7' },
    );
    expect(messagesIn(lines)).toEqual([
      'request-1 Begin Request',
      'request-1 Request Headers: {host=[h], x-api-key=[****klmnop], custom=[a, b], authorization=[****]}',
      'request-1 GraphQL Query: query Q($i: ID) { f(id: $i) { id } }, Operation: null, Variables: {"i":"7"}',
      'request-1 Response Headers: {x-amzn-requestid=[request-1]}',
      'ExecutionSummary',
      'request-1 Tokens Consumed: 1',
      'request-1 End Request',
      'RequestSummary',
    ]);
    expect(lines.every(({ requestId }) => requestId === 'request-1')).toBe(true);
  });

  it('sums up the request and its execution, times in nanoseconds', async () => {
    const lines = await linesOf({ level: 'NONE', codes, setup: RESOLVERS }, '{ f { id } }');
    const base = { requestId: 'request-1', graphQLAPIId: 'api' };
    expect(eventsIn(lines)).toEqual([
      {
        level: 'info',
        message: 'ExecutionSummary',
        logType: 'ExecutionSummary',
        ...base,
        startTime: '2023-11-14T22:13:20.000Z',
        endTime: '2023-11-14T22:13:20.000Z',
        duration: 2_000_000,
        version: 1,
        parsing: { startOffset: 0, duration: 1_000_000 },
        validation: { startOffset: 1_000_000, duration: 0 },
      },
      {
        level: 'info',
        message: 'RequestSummary',
        logType: 'RequestSummary',
        ...base,
        statusCode: 200,
        latency: 2_000_000,
      },
    ]);
  });

  it('has no execution of a document that is refused', async () => {
    const lines = await linesOf({ level: 'ALL' }, '{');
    expect(eventsIn(lines)).toMatchObject([{ logType: 'RequestSummary', statusCode: 400 }]);
  });

  it('leaves headers out with ExcludeVerboseContent', async () => {
    const lines = await linesOf({ level: 'ALL', isVerbose: false, codes, setup: RESOLVERS }, '{ f { id } }', {
      headers: { host: 'secret' },
    });
    expect(JSON.stringify(lines)).not.toMatch(/Headers|secret/);
  });

  it('tells the errors of the answer from level ERROR on', async () => {
    const given = { codes: { 'Query.g': CODE }, setup: { resolvers: { 'Query.g': {} } } };
    const errorsAt = async (level: 'NONE' | 'ERROR') =>
      messagesIn(await linesOf({ level, ...given }, '{ g }')).filter((text) => text.includes(' Errors: '));
    expect(await errorsAt('NONE')).toEqual([]);
    expect(await errorsAt('ERROR')).toEqual([expect.stringContaining("Can't serialize value (/g)")]);
  });

  it('ends after 1 MB', async () => {
    const sdl = 'type Query { list: [Thing] } type Thing { id: ID  name: String }';
    const list = Array.from({ length: 3_000 }, (_, index) => ({ id: 'x'.repeat(90), name: `${index}` }));
    const setup = { resolvers: { 'Query.list': { source: 'many' } }, sources: { many: () => list } };
    const code = 'export const request = () => ({}); export const response = (ctx) => ctx.result;';
    const lines = await linesOf({ level: 'ALL', sdl, codes: { 'Query.list': code }, setup }, '{ list { id name } }');
    const bytes = lines.reduce((sum, line) => sum + JSON.stringify(line).length, 0);
    expect(bytes).toBeGreaterThan(500_000);
    expect(bytes).toBeLessThan(1_300_000);
    expect(messagesIn(lines)).not.toContain('RequestSummary');
  });

  it.each([
    ['without a LogConfig', {}],
    ['when the engine’s own log is quiet', { level: 'ALL', engineLevel: 'warn' } as const],
  ])('is not written %s', async (_, given) => {
    expect(await linesOf({ ...given, codes, setup: RESOLVERS }, '{ f { id } }')).toEqual([]);
  });
});

describe('tracing', () => {
  it('tells at level ALL when each field ran', async () => {
    const lines = await linesOf({ level: 'ALL', codes, setup: RESOLVERS }, '{ it: f(id: 1) { id } }');
    const base = { requestId: 'request-1', graphQLAPIId: 'api' };
    expect(eventsIn(lines, 'Tracing')).toMatchObject([
      {
        ...base,
        path: ['it'],
        parentType: 'Query',
        fieldName: 'f',
        returnType: 'Thing!',
        resolverArn: 'arn:Query.f',
        startOffset: 2_000_000,
        duration: 1_000_000,
      },
      { ...base, path: ['it', 'id'], parentType: 'Thing', fieldName: 'id', returnType: 'ID', duration: 0 },
    ]);
    expect(eventsIn(lines, 'Tracing')[1]).not.toHaveProperty('resolverArn');
    const texts = messagesIn(lines);
    expect(texts).toEqual(
      expect.arrayContaining([
        'request-1 Begin Execution - Type Name: Query and Field Name: f',
        'request-1 End Field Execution',
        'request-1 Begin Tracing',
        'request-1 End Tracing',
      ]),
    );
  });

  it.each(['NONE', 'ERROR', 'INFO', 'DEBUG'] as const)('is absent at level %s', async (level) => {
    const lines = await linesOf({ level, codes, setup: RESOLVERS }, '{ f { id } }');
    expect(JSON.stringify(lines)).not.toMatch(/Tracing|Execution -|Evaluation/);
  });
});
