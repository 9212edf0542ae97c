import { describe, expect, it } from '@jest/globals';
import type { DataSource, DataSourceOutcome } from '../../../../../engine/kernel/index.ts';
import { anApi, ask, failure, value } from '../given.ts';

const SDL = `
  type Query { thing(id: ID): Thing  things: [Thing]  lists: [[Thing]] }
  type Thing { id: ID  name: String  owner: Owner }
  type Owner { id: ID }
`;

/** A Lambda source that writes down its calls; batches answer by `answer`, single calls too. */
function aLambda(answer: (payload: unknown) => DataSourceOutcome) {
  const batches: unknown[][] = [];
  const singles: unknown[] = [];
  const payloadOf = (document: unknown): unknown => (document as { payload: unknown }).payload;
  const source: Partial<DataSource> = {
    async invoke(document) {
      await Promise.resolve();
      singles.push(payloadOf(document));
      return answer(payloadOf(document));
    },
    async invokeBatch(documents) {
      await Promise.resolve();
      batches.push(documents.map(payloadOf));
      return documents.map((document) => answer(payloadOf(document)));
    },
  };
  return { source, batches, singles };
}

const ok = (result: unknown): DataSourceOutcome => ({ result, error: null });
const asBatch = { request: (ctx: { source: unknown }) => value({ operation: 'BatchInvoke', payload: ctx.source }) };

describe('a direct Lambda resolver', () => {
  it('sends the context as event and takes the answer as the field', async () => {
    const { source, singles } = aLambda(() => ok({ id: 9, owner: { id: 1 } }));
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.thing': { source: 'fn', isDirect: true } },
      sources: { fn: source },
    });
    const query = 'query Q($id: ID) { thing(id: $id) { id owner { id } } }';
    expect(await ask(api, query, { id: '1' })).toEqual({ data: { thing: { id: '9', owner: { id: '1' } } } });
    expect(singles).toEqual([
      {
        arguments: { id: '1' },
        identity: null,
        source: null,
        request: { headers: {}, domainName: null },
        prev: null,
        info: {
          selectionSetList: ['id', 'owner', 'owner/id'],
          selectionSetGraphQL: '{\n  id\n  owner {\n    id\n  }\n}',
          parentTypeName: 'Query',
          fieldName: 'thing',
          variables: { id: '1' },
        },
        stash: {},
      },
    ]);
  });

  it.each([
    [{ message: 'm', type: 'Lambda:Unhandled', unhandledErrorType: 'Error' }, 'Lambda:Unhandled', 'm'],
    [{ message: 'm', type: 'Lambda:Unhandled', unhandledErrorType: 'OutOfStock' }, 'OutOfStock', 'm'],
    [
      { message: 'm', type: 'Lambda:Unhandled', unhandledErrorType: 'UnauthorizedException' },
      'UnauthorizedException',
      'You are not authorized to make this call.',
    ],
    [{ message: 't', type: 'Lambda:Unhandled', unhandledErrorType: 'Sandbox.Timedout' }, 'Lambda:Unhandled', 't'],
    [
      { message: 'Execution timed out.', type: 'Lambda:ExecutionTimeoutException' },
      'Lambda:ExecutionTimeoutException',
      'Execution timed out.',
    ],
  ])('raises %j', async (error, errorType, message) => {
    const { source } = aLambda(() => ({ result: null, error }));
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.thing': { source: 'fn', isDirect: true } },
      sources: { fn: source },
    });
    expect(await ask(api, '{ thing { id } }')).toMatchObject({
      data: { thing: null },
      errors: [{ errorType, message }],
    });
  });

  it('can be a function of a pipeline, with prev', async () => {
    const { source, singles } = aLambda(() => ok({ id: 4 }));
    const api = anApi({
      sdl: SDL,
      functions: { fn: { source: 'fn', isDirect: true } },
      resolvers: {
        'Query.thing': { functions: ['fn'], request: () => value('begun'), response: (ctx) => value(ctx.prev?.result) },
      },
      sources: { fn: source },
    });
    expect(await ask(api, '{ thing { id } }')).toEqual({ data: { thing: { id: '4' } } });
    expect(singles[0]).toMatchObject({ prev: { result: 'begun' } });
  });

  it('unwraps data and errors of the batch form', async () => {
    const answers = [ok({ data: { id: 1 } }), ok({ data: null, errorMessage: 'no', errorType: 'T' }), ok(null)];
    const { source, batches } = aLambda(() => answers.shift() ?? ok(null));
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Query.things': () => [{}, {}, {}],
        'Thing.owner': { source: 'fn', isDirect: true, maxBatchSize: 10 },
      },
      sources: { fn: source },
    });
    expect(await ask(api, '{ things { owner { id } } }')).toMatchObject({
      data: { things: [{ owner: { id: '1' } }, { owner: null }, { owner: null }] },
      errors: [{ path: ['things', 1, 'owner'], errorType: 'T', message: 'no' }],
    });
    expect(batches).toHaveLength(1);
  });
});

describe('batching', () => {
  const things = (count: number) => () => Array.from({ length: count }, (_, n) => ({ id: n }));

  it('sends all siblings of a list in chunks of at most MaxBatchSize', async () => {
    const { source, batches } = aLambda((payload) => ok((payload as { id: number }).id));
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.things': things(5), 'Thing.name': { ...asBatch, source: 'fn', maxBatchSize: 2 } },
      sources: { fn: source },
    });
    const body = await ask(api, '{ things { name } }');
    expect(body).toEqual({ data: { things: ['0', '1', '2', '3', '4'].map((name) => ({ name })) } });
    expect(batches.map((batch) => batch.length)).toEqual([2, 2, 1]);
  });

  it('gathers siblings behind an earlier step and across nested lists, while some fall out', async () => {
    const { source, batches } = aLambda((payload) => ok((payload as { id: number }).id));
    const api = anApi({
      sdl: SDL,
      functions: {
        first: { request: (ctx) => ((ctx.source as { id: number }).id === 1 ? failure('out') : value({})) },
        second: { ...asBatch, source: 'fn', maxBatchSize: 10 },
      },
      resolvers: {
        'Query.lists': () => [
          [{ id: 0 }, { id: 1 }],
          [{ id: 2 }, { id: 3 }],
        ],
        'Thing.name': { functions: ['first', 'second'] },
      },
      sources: { fn: source },
    });
    const body = await ask(api, '{ lists { name } }');
    expect(body.data).toEqual({
      lists: [
        [{ name: '0' }, { name: null }],
        [{ name: '2' }, { name: '3' }],
      ],
    });
    expect(batches).toEqual([[{ id: 0 }, { id: 2 }, { id: 3 }]]);
  });

  it('gives every item of a failed chunk its own error and path', async () => {
    const { source } = aLambda(() => ({ result: null, error: { message: 'down', type: 'Lambda:Unhandled' } }));
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.things': things(2), 'Thing.name': { ...asBatch, source: 'fn', maxBatchSize: 10 } },
      sources: { fn: source },
    });
    const body = await ask(api, '{ things { name } }');
    expect(body.errors?.map((error) => [error.path, error.message])).toEqual([
      [['things', 0, 'name'], 'down'],
      [['things', 1, 'name'], 'down'],
    ]);
  });

  it('is off for Invoke and for a size of 0', async () => {
    const { source, batches, singles } = aLambda(() => ok('x'));
    const invoke = { request: () => value({ operation: 'Invoke', payload: 1 }) };
    for (const handlers of [
      { ...invoke, maxBatchSize: 5 },
      { ...asBatch, maxBatchSize: 0 },
    ]) {
      const api = anApi({
        sdl: SDL,
        resolvers: { 'Query.things': things(2), 'Thing.name': { ...handlers, source: 'fn' } },
        sources: { fn: source },
      });
      await ask(api, '{ things { name } }');
    }
    expect(batches).toEqual([]);
    expect(singles).toHaveLength(4);
  });
});

describe('a template that does not fit', () => {
  const api = (resolvers: Parameters<typeof anApi>[0]['resolvers']) => () => anApi({ sdl: SDL, resolvers });

  it('is refused at start, by name', () => {
    expect(api({ 'Query.nope': () => 1 })).toThrow('The resolver Query.nope belongs to no field of the schema.');
    expect(api({ 'Query.thing': { functions: ['gone'] } })).toThrow('names the function gone, which does not exist');
    expect(api({ 'Query.thing': { source: 'none', isDirect: true } })).toThrow('The resolver Query.thing has no code');
    expect(() => anApi({ sdl: 'type Query {' })).toThrow('The schema is not GraphQL');
    expect(() => anApi({ sdl: 'type Query { a: Missing }' })).toThrow(
      'The schema cannot be built: Unknown type: "Missing"',
    );
  });
});
