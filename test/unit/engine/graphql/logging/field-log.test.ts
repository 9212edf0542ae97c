import { describe, expect, it } from '@jest/globals';
import type { FieldLogLevel } from '../../../../../engine/graphql/logging/log-rules.ts';
import { ask, anApi, value } from '../given.ts';
import { createLog } from '../../../../../engine/kernel/index.ts';
import { eventsIn, linesOf, messagesIn } from './given-log.ts';
import type { Line } from './given-log.ts';

const code = (request: string, response: string): string => `import { util } from '@aws-appsync/utils';
export function request(ctx) { ${request} return { payload: { id: '1' } }; }
export function response(ctx) { ${response} return ctx.result; }`;

const UNIT = { resolvers: { 'Query.f': {} } };
const PIPELINE = { resolvers: { 'Query.f': { functions: ['one'] } }, functions: { one: {} } };

const logTypes = (lines: readonly Line[]): unknown[] =>
  eventsIn(lines)
    .map(({ logType }) => logType)
    .filter((logType) => String(logType).includes('Evaluation'));

describe('evaluated handlers', () => {
  it('are told at level ALL, with what they saw and gave', async () => {
    const codes = { 'Query.f': code('ctx.stash.a = 1;', "util.appendError('m', 'T');") };
    const lines = await linesOf({ level: 'ALL', codes, setup: UNIT }, '{ it: f(id: 5) { id } }');
    expect(eventsIn(lines, 'RequestEvaluation', 'ResponseEvaluation')).toEqual([
      {
        level: 'info',
        message: 'RequestEvaluation',
        logType: 'RequestEvaluation',
        requestId: 'request-1',
        graphQLAPIId: 'api',
        path: ['it'],
        parentType: 'Query',
        fieldName: 'f',
        resolverArn: 'arn:Query.f',
        fieldInError: false,
        errors: [],
        context: { arguments: { id: '5' }, identity: null, source: null, stash: { a: 1 }, prev: null, outErrors: [] },
        evaluationResult: '{"payload":{"id":"1"}}',
      },
      expect.objectContaining({
        logType: 'ResponseEvaluation',
        fieldInError: true,
        errors: ['m'],
        context: expect.objectContaining({ result: { id: '1' }, outErrors: [{ message: 'm', type: 'T' }] }),
        evaluationResult: '{"id":"1"}',
      }),
    ]);
  });

  it('of a pipeline name their function', async () => {
    const codes = { 'Query.f': code('', ''), one: code('', '') };
    const lines = await linesOf({ level: 'ALL', codes, setup: PIPELINE }, '{ f { id } }');
    expect(logTypes(lines)).toEqual([
      'BeforeRequestFunctionEvaluation',
      'RequestFunctionEvaluation',
      'ResponseFunctionEvaluation',
      'AfterResponseFunctionEvaluation',
    ]);
    expect(eventsIn(lines, 'RequestFunctionEvaluation')[0]).toMatchObject({
      functionName: 'one',
      functionArn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api/functions/one',
      resolverArn: 'arn:Query.f',
    });
  });

  it.each(['ERROR', 'INFO', 'DEBUG'] as const)('are told at level %s of fields in error only', async (level) => {
    const failing = { 'Query.f': code('', "util.error('no');") };
    const lines = await linesOf({ level, codes: failing, setup: UNIT }, '{ f { id } }');
    expect(logTypes(lines)).toEqual(['RequestEvaluation', 'ResponseEvaluation']);
    expect(eventsIn(lines, 'ResponseEvaluation')[0]).toMatchObject({ fieldInError: true, errors: ['no'] });
    expect(logTypes(await linesOf({ level, codes: { 'Query.f': code('', '') }, setup: UNIT }, '{ f { id } }'))).toEqual(
      [],
    );
  });

  it('are not told at level NONE', async () => {
    const lines = await linesOf(
      { level: 'NONE', codes: { 'Query.f': code('util.unauthorized();', '') }, setup: UNIT },
      '{ f { id } }',
    );
    expect(logTypes(lines)).toEqual([]);
  });

  it('show neither context nor document with ExcludeVerboseContent', async () => {
    const lines = await linesOf(
      { level: 'ALL', isVerbose: false, codes: { 'Query.f': code('', '') }, setup: UNIT },
      '{ f { id } }',
    );
    for (const event of eventsIn(lines, 'RequestEvaluation', 'ResponseEvaluation')) {
      expect(event).not.toHaveProperty('context');
      expect(event).not.toHaveProperty('evaluationResult');
    }
  });
});

describe('the console of a resolver', () => {
  const codes = {
    'Query.f': code("console.log('said', 1); console.debug('whispered'); console.error('cried');", ''),
  };
  const saidAt = async (level: FieldLogLevel | undefined, engineLevel: 'info' | 'debug' = 'info') => {
    const lines = await linesOf(
      { ...(level === undefined ? {} : { level }), engineLevel, codes, setup: UNIT },
      '{ f { id } }',
    );
    return lines.filter(({ message }) => message.includes(' code.js:'));
  };
  const words = (lines: readonly Line[]) => messagesIn(lines).map((text) => /"(\w+)"/.exec(text)?.[1]);

  it.each([
    ['NONE', []],
    ['ERROR', ['cried']],
    ['INFO', ['said', 'cried']],
    ['DEBUG', ['said', 'whispered', 'cried']],
    ['ALL', ['said', 'whispered', 'cried']],
  ] as const)('reaches the log at level %s: %j', async (level, expected) => {
    expect(words(await saidAt(level))).toEqual(expected);
  });

  it('stands behind the request’s id, with its place', async () => {
    expect((await saidAt('INFO'))[0]).toEqual({
      level: 'info',
      message: 'request-1 INFO - code.js:2:32: "said" 1',
      requestId: 'request-1',
      coordinate: 'Query.f',
    });
  });

  it('is there for who runs the engine with its debug log, whatever the API says', async () => {
    expect(words(await saidAt(undefined))).toEqual([]);
    expect(words(await saidAt(undefined, 'debug'))).toEqual(['said', 'whispered', 'cried']);
  });
});

describe('cache metrics', () => {
  it('tell hits and misses by resolver', async () => {
    const lines: Line[] = [];
    const api = anApi({
      sdl: 'type Query { a: Int b: Int }',
      resolvers: { 'Query.a': { response: () => value(1) }, 'Query.b': { response: () => value(1) } },
      api: { cache: { behavior: 'FULL_REQUEST_CACHING', ttlSeconds: 9, size: 'SMALL' } },
      options: { log: createLog('info', (line) => lines.push(JSON.parse(line) as Line)) },
    });
    await ask(api, '{ a }');
    await ask(api, '{ a x: a b }');
    expect(lines.map(({ CacheHit, CacheMiss }) => ({ CacheHit, CacheMiss }))).toEqual([
      { CacheHit: {}, CacheMiss: { 'Query.a': 1 } },
      { CacheHit: { 'Query.a': 2 }, CacheMiss: { 'Query.b': 1 } },
    ]);
  });

  it('tell hits and misses by operation', async () => {
    const lines: Line[] = [];
    const api = anApi({
      sdl: 'type Query { a: Int }',
      resolvers: { 'Query.a': () => 1 },
      api: { cache: { behavior: 'OPERATION_LEVEL_CACHING', ttlSeconds: 9, size: 'SMALL' } },
      options: { log: createLog('info', (line) => lines.push(JSON.parse(line) as Line)) },
    });
    await ask(api, '{ a }');
    await ask(api, '{ a }');
    expect(lines).toMatchObject([{ CacheMiss: { anonymous: 1 } }, { CacheHit: { anonymous: 1 } }]);
  });
});
