import { describe, expect, it } from '@jest/globals';
import type { Evaluation, ResolverContext } from '../../../../../engine/graphql/index.ts';
import { InvalidDocument } from '../../../../../engine/kernel/index.ts';
import { anApi, ask, early, failure, value } from '../given.ts';
import type { Setup } from '../given.ts';

const SDL = 'type Query { f(a: Int): Thing  v: AWSJSON } type Thing { id: ID  name: String  next: Thing }';

type Steps = Setup['functions'];

/** `Query.v` as a pipeline whose steps write down that they ran, with what they saw. */
async function runPipeline(
  functions: Steps,
  shell: { request?: () => Evaluation; response?: (ctx: ResolverContext) => Evaluation } = {},
) {
  const api = anApi({
    sdl: SDL,
    functions,
    resolvers: {
      'Query.v': {
        functions: Object.keys(functions ?? {}),
        request: shell.request ?? (() => value('begun')),
        response: shell.response ?? ((ctx) => value({ prev: ctx.prev, result: ctx.result })),
      },
    },
  });
  const body = await ask(api, '{ v }');
  const text = body.data?.v;
  return { value: typeof text === 'string' ? (JSON.parse(text) as unknown) : null, errors: body.errors ?? [] };
}

const echo = { request: (ctx: ResolverContext) => value({ payload: `${String(ctx.prev?.result)}>` }) };

describe('a unit resolver', () => {
  it('has no prev, and reads ctx.result in its response only', async () => {
    const seen: unknown[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Query.v': {
          request: (ctx) => (seen.push(ctx.prev, ctx.result, ctx.source, ctx.arguments), value({ payload: 1 })),
          response: (ctx) => (seen.push(ctx.result), value(ctx.result)),
        },
      },
    });
    expect(await ask(api, '{ v }')).toEqual({ data: { v: '1' } });
    expect(seen).toEqual([null, undefined, null, {}, 1]);
  });

  it('ends with an early return of its request; nothing else runs', async () => {
    let calls = 0;
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.v': { source: 's', request: () => early(5), response: () => ((calls += 1), value(0)) } },
      sources: { s: () => (calls += 1) },
    });
    expect(await ask(api, '{ v }')).toEqual({ data: { v: '5' } });
    expect(calls).toBe(0);
  });

  it('takes an early return of its response as its value', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.v': { response: () => early(6) } } });
    expect(await ask(api, '{ v }')).toEqual({ data: { v: '6' } });
  });

  it('does not call the data source after util.error in the request', async () => {
    let calls = 0;
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.v': { source: 's', request: () => failure('no') } },
      sources: { s: () => (calls += 1) },
    });
    expect((await ask(api, '{ v }')).errors?.[0]).toMatchObject({ message: 'no', errorType: null });
    expect(calls).toBe(0);
  });

  it('reports appended errors in order, before the one that ended it, and keeps the value otherwise', async () => {
    const appended = (message: string) => ({ message, errorType: 'A', data: null, errorInfo: { n: 1 } });
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Query.f': {
          response: (_, host) => (host.appendedErrors.push(appended('one'), appended('two')), value({ id: 1 })),
        },
        'Query.v': { response: (_, host) => (host.appendedErrors.push(appended('three')), failure('last')) },
      },
    });
    const body = await ask(api, '{ f { id } v }');
    expect(body.data).toEqual({ f: { id: '1' }, v: null });
    expect(body.errors?.map((error) => error.message).sort()).toEqual(['last', 'one', 'three', 'two']);
    expect(body.errors?.filter((error) => error.path?.[0] === 'v').map((error) => error.message)).toEqual([
      'three',
      'last',
    ]);
    expect(body.errors?.[0]).toMatchObject({ errorInfo: { n: 1 } });
  });

  it('shows a swallowed error of the data source as null without an error', async () => {
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.v': { source: 's', response: (ctx) => value(ctx.result) } },
      sources: { s: () => ({ result: null, error: { message: 'm', type: 'T' } }) },
    });
    expect(await ask(api, '{ v }')).toEqual({ data: { v: null } });
  });

  it.each([
    [
      {
        request: (): Evaluation => ({ kind: 'codeError', message: 'code.js:1:2: ReferenceError: [x] is not defined' }),
      },
      'Code',
      'code.js:1:2: ReferenceError: [x] is not defined',
    ],
    [
      { response: (): Evaluation => ({ kind: 'unauthorized' }) },
      'Unauthorized',
      'Not Authorized to access v on type Query',
    ],
    [{ source: 'refusing' }, 'MappingTemplate', "Value for field '$[operation]' not found."],
  ])('fails the field: %#', async (handlers, errorType, message) => {
    const refusing = { invoke: () => Promise.reject(new InvalidDocument("Value for field '$[operation]' not found.")) };
    const api = anApi({ sdl: SDL, resolvers: { 'Query.v': handlers }, sources: { refusing } });
    expect(await ask(api, '{ v }')).toMatchObject({ data: { v: null }, errors: [{ errorType, message, path: ['v'] }] });
  });
});

describe('a pipeline', () => {
  it('hands each result on as ctx.prev.result', async () => {
    expect(await runPipeline({ one: echo, two: echo })).toEqual({
      value: { prev: { result: 'begun>>' }, result: 'begun>>' },
      errors: [],
    });
  });

  it('skips the rest of a function that returns early in its request', async () => {
    expect((await runPipeline({ one: { request: () => early('early') }, two: echo })).value).toEqual({
      prev: { result: 'early>' },
      result: 'early>',
    });
    expect((await runPipeline({ one: { request: () => early('next', 'NEXT') }, two: echo })).value).toMatchObject({
      result: 'next>',
    });
  });

  it('goes straight to the response with skipTo END', async () => {
    expect((await runPipeline({ one: { request: () => early('end', 'END') }, two: echo })).value).toMatchObject({
      result: 'end',
    });
  });

  it('skips all functions after an early return of the resolver’s request, and still runs the response', async () => {
    expect((await runPipeline({ one: echo }, { request: () => early('now') })).value).toEqual({
      prev: { result: 'now' },
      result: 'now',
    });
  });

  it('ends at the first function that fails', async () => {
    const ran: string[] = [];
    const { errors, value: given } = await runPipeline(
      { one: { response: () => failure('stop', 'T') }, two: { request: () => (ran.push('two'), value({})) } },
      { response: () => (ran.push('response'), value(1)) },
    );
    expect(given).toBeNull();
    expect(errors).toMatchObject([{ message: 'stop', errorType: 'T' }]);
    expect(ran).toEqual([]);
  });

  it('shows ctx.error only to the function whose call failed, and goes on', async () => {
    const seen: unknown[] = [];
    const api = anApi({
      sdl: SDL,
      sources: { bad: () => ({ result: 'part', error: { message: 'm', type: 'T' } }) },
      functions: {
        one: { source: 'bad', response: (ctx) => (seen.push(ctx.error, ctx.result), value('kept')) },
        two: {
          request: (ctx) => (seen.push(ctx.error, ctx.result), value({})),
          response: (ctx) => value(ctx.prev?.result),
        },
      },
      resolvers: {
        'Query.v': { functions: ['one', 'two'], response: (ctx) => (seen.push(ctx.error), value(ctx.result)) },
      },
    });
    expect(await ask(api, '{ v }')).toEqual({ data: { v: '"kept"' } });
    expect(seen).toEqual([{ message: 'm', type: 'T' }, 'part', undefined, undefined, undefined]);
  });

  it('shares one stash and one host in a run, none between runs', async () => {
    const step = {
      request: (ctx: ResolverContext) => {
        ctx.stash.n = Number(ctx.stash.n ?? 0) + 1;
        return value({});
      },
      response: (ctx: ResolverContext) => value(ctx.stash.n),
    };
    expect((await runPipeline({ one: step, two: step })).value).toMatchObject({ result: 2 });
    expect((await runPipeline({ one: step })).value).toMatchObject({ result: 1 });
  });
});

describe('ctx.info', () => {
  const SCHEMA = `type Query { f(a: Int): Thing  node: Node } interface Node { id: ID } type Thing implements Node { id: ID  name: String  next(n: Int): Thing }`;

  it('lists selected paths and prints the selection, lazily', async () => {
    let info: ResolverContext['info'] | undefined;
    const api = anApi({ sdl: SCHEMA, resolvers: { 'Query.f': (ctx) => ((info = ctx.info), null) } });
    const query =
      'query Q($n: Int = 2) { f(a: 1) { id other: next(n: $n) { name ...F } ... on Thing { name } } } fragment F on Thing { id }';
    await ask(api, query, { n: 3 });
    expect(info?.selectionSetList).toEqual(['id', 'other', 'other/name', 'other/id', 'name']);
    expect(info?.selectionSetGraphQL).toBe(
      '{\n  id\n  other: next(n: $n) {\n    name\n    ... F\n  }\n  ... on Thing {\n    name\n  }\n}',
    );
    expect(JSON.parse(JSON.stringify(info))).toEqual({ fieldName: 'f', parentTypeName: 'Query', variables: { n: 3 } });
  });

  it('lists only the interface’s own fields, and nothing for a leaf', async () => {
    const seen: unknown[] = [];
    const api = anApi({
      sdl: SCHEMA,
      resolvers: {
        'Query.node': (ctx) => (seen.push(ctx.info.selectionSetList), { __typename: 'Thing' }),
        'Thing.name': (ctx) => (seen.push(ctx.info.selectionSetList, ctx.info.selectionSetGraphQL), 'x'),
      },
    });
    await ask(api, '{ node { id ... on Thing { name } } }');
    expect(seen).toEqual([['id'], [], '']);
  });
});
