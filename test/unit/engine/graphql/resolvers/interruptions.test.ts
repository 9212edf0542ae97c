import { describe, expect, it } from '@jest/globals';
import { InvalidDocument } from '../../../../../engine/kernel/index.ts';
import { ask } from '../given.ts';
import { aFlow, failedCall } from './given-code.ts';
import type { Flow } from './given-code.ts';

async function run(flow: Flow, query = '{ f }') {
  const { api, trail } = aFlow(flow);
  const body = await ask(api, query);
  const text = body.data?.f;
  return { value: typeof text === 'string' ? (JSON.parse(text) as unknown) : text, errors: body.errors, trail };
}

const RESOLVER_BEGINS = ['resolver.request', 'resolver.request ends'];
const RESOLVER_ENDS = ['resolver.response', 'resolver.response ends'];
const whole = (name: string): string[] => [
  `${name}.request`,
  `${name}.request ends`,
  `${name} calls`,
  `${name}.response`,
  `${name}.response ends`,
];

const ERROR = "util.error('m', 'T', { a: 1 }, { b: 2 });";
const raised = {
  path: ['f'],
  data: { a: 1 },
  errorType: 'T',
  errorInfo: { b: 2 },
  locations: [{ line: 1, column: 3, sourceName: null }],
  message: 'm',
};

describe('without an interruption', () => {
  it('a unit resolver runs request, data source, response', async () => {
    expect(await run({})).toEqual({ value: 'sent', errors: undefined, trail: whole('unit') });
  });

  it('a pipeline runs its functions in order between its own handlers', async () => {
    expect(await run({ functions: [{}, {}, {}] })).toEqual({
      value: 'begun>F1>F2>F3',
      errors: undefined,
      trail: [...RESOLVER_BEGINS, ...whole('F1'), ...whole('F2'), ...whole('F3'), ...RESOLVER_ENDS],
    });
  });

  it('a pipeline takes ten functions', async () => {
    expect(await run({ functions: Array.from({ length: 10 }, () => ({})) })).toMatchObject({
      value: 'begun>F1>F2>F3>F4>F5>F6>F7>F8>F9>F10',
    });
  });

  it('a pipeline with an eleventh function is refused by name', () => {
    expect(() => aFlow({ functions: Array.from({ length: 11 }, () => ({})) })).toThrow(
      'The pipeline of Query.f has 11 functions; AppSync takes 10.',
    );
  });
});

describe('util.error', () => {
  it('in a unit request: no later code, no call, no response; the value is null, one error with all it was given', async () => {
    expect(await run({ unit: { request: ERROR } })).toEqual({ value: null, errors: [raised], trail: ['unit.request'] });
  });

  it('in a unit response: the call was made', async () => {
    expect(await run({ unit: { response: ERROR } })).toEqual({
      value: null,
      errors: [raised],
      trail: ['unit.request', 'unit.request ends', 'unit calls', 'unit.response'],
    });
  });

  it.each([
    ['a function’s request', { functions: [{ request: ERROR }, {}] }, [...RESOLVER_BEGINS, 'F1.request']],
    [
      'a function’s response',
      { functions: [{ response: ERROR }, {}] },
      [...RESOLVER_BEGINS, ...whole('F1').slice(0, 4)],
    ],
    ['the resolver’s request', { shell: { request: ERROR }, functions: [{}] }, ['resolver.request']],
    [
      'the resolver’s response',
      { shell: { response: ERROR }, functions: [{}] },
      [...RESOLVER_BEGINS, ...whole('F1'), 'resolver.response'],
    ],
  ])('in %s: the rest of the pipeline is skipped', async (_, flow, trail) => {
    expect(await run(flow)).toEqual({ value: null, errors: [raised], trail });
  });

  it('keeps errors that were appended before it, in call order', async () => {
    const { errors, value } = await run({
      functions: [
        { request: "util.appendError('one');" },
        { response: "util.appendError('two', 'T2'); util.error('three');" },
      ],
    });
    expect(value).toBeNull();
    expect(errors?.map(({ message, errorType }) => [message, errorType])).toEqual([
      ['one', null],
      ['two', 'T2'],
      ['three', null],
    ]);
  });
});

describe('util.appendError', () => {
  it('stops nothing: later code, the call, the rest run; the value stays; one entry a call', async () => {
    const append = "util.appendError('m', 'T', { a: 1 }, { b: 2 });";
    expect(await run({ unit: { request: append, response: append } })).toEqual({
      value: 'sent',
      errors: [raised, raised],
      trail: whole('unit'),
    });
    expect(await run({ shell: { request: append }, functions: [{ request: append }, { response: append }] })).toEqual({
      value: 'begun>F1>F2',
      errors: [raised, raised, raised],
      trail: [...RESOLVER_BEGINS, ...whole('F1'), ...whole('F2'), ...RESOLVER_ENDS],
    });
  });

  it('shows in ctx.outErrors of the handlers that follow', async () => {
    const { value } = await run({
      functions: [{ request: "util.appendError('m', 'T');" }],
      shell: { response: 'ctx.stash.seen = ctx.outErrors; return ctx.stash.seen;' },
    });
    expect(value).toEqual([{ message: 'm', type: 'T' }]);
  });
});

describe('util.unauthorized', () => {
  const error = {
    path: ['f'],
    data: null,
    errorType: 'Unauthorized',
    message: 'Not Authorized to access f on type Query',
  };

  it.each([
    ['a unit request', { unit: { request: 'util.unauthorized();' } }, ['unit.request']],
    [
      'a function’s request',
      { functions: [{ request: 'util.unauthorized();' }, {}] },
      [...RESOLVER_BEGINS, 'F1.request'],
    ],
  ])('in %s: no later code, no call, the rest is skipped, the value is null', async (_, flow, trail) => {
    const outcome = await run(flow);
    expect(outcome).toMatchObject({ value: null, errors: [error], trail });
    expect(outcome.errors).toHaveLength(1);
  });
});

describe('runtime.earlyReturn', () => {
  const EARLY = 'runtime.earlyReturn({ early: true });';
  const END = "runtime.earlyReturn({ early: true }, { skipTo: 'END' });";
  const NEXT = "runtime.earlyReturn({ early: true }, { skipTo: 'NEXT' });";
  const show = 'return { prev: ctx.prev, result: ctx.result };';
  const shown = { prev: { result: { early: true } }, result: { early: true } };

  it('in a unit request is the field: no call, no response', async () => {
    for (const request of [EARLY, NEXT, END])
      expect(await run({ unit: { request } })).toEqual({
        value: { early: true },
        errors: undefined,
        trail: ['unit.request'],
      });
  });

  it('in a unit response acts as a return', async () => {
    expect(await run({ unit: { response: EARLY } })).toEqual({
      value: { early: true },
      errors: undefined,
      trail: whole('unit').slice(0, 4),
    });
  });

  it.each([EARLY, NEXT])('in a function’s request goes on with the next function: %s', async (request) => {
    const { value, errors, trail } = await run({
      functions: [{ request }, { request: 'return { payload: ctx.prev.result };' }],
    });
    expect(value).toEqual({ early: true });
    expect(errors).toBeUndefined();
    expect(trail).toEqual([
      ...RESOLVER_BEGINS,
      'F1.request',
      'F2.request',
      'F2 calls',
      'F2.response',
      'F2.response ends',
      ...RESOLVER_ENDS,
    ]);
  });

  it.each([EARLY, NEXT])('in the last function’s request goes on with the resolver’s response: %s', async (request) => {
    expect(await run({ functions: [{}, { request }], shell: { response: show } })).toEqual({
      value: shown,
      errors: undefined,
      trail: [...RESOLVER_BEGINS, ...whole('F1'), 'F2.request', 'resolver.response'],
    });
  });

  it('with skipTo END in a function’s request skips the other functions; the resolver’s response runs', async () => {
    expect(await run({ functions: [{ request: END }, {}, {}], shell: { response: show } })).toEqual({
      value: shown,
      errors: undefined,
      trail: [...RESOLVER_BEGINS, 'F1.request', 'resolver.response'],
    });
  });

  it('in the resolver’s request skips all functions; the resolver’s response runs at once', async () => {
    for (const request of [EARLY, END])
      expect(await run({ functions: [{}, {}], shell: { request, response: show } })).toEqual({
        value: shown,
        errors: undefined,
        trail: ['resolver.request', 'resolver.response'],
      });
  });

  it('in a function’s response acts as a return: the next function runs', async () => {
    expect(await run({ functions: [{ response: "runtime.earlyReturn('early');" }, {}] })).toMatchObject({
      value: 'early>F2',
    });
  });

  it('in the resolver’s response is the field', async () => {
    expect(await run({ functions: [{}], shell: { response: EARLY } })).toMatchObject({ value: { early: true } });
  });

  it('leaves appended errors in the answer', async () => {
    expect(await run({ unit: { request: `util.appendError('m'); ${EARLY}` } })).toMatchObject({
      value: { early: true },
      errors: [{ message: 'm' }],
    });
  });
});

describe('an uncaught error of the code', () => {
  it.each([
    ['a unit request', { unit: { request: 'ctx.args.nope.more;' } }, ['unit.request']],
    ['a unit response', { unit: { response: 'ctx.args.nope.more;' } }, whole('unit').slice(0, 4)],
    [
      'a function’s request',
      { functions: [{ request: 'ctx.args.nope.more;' }, {}] },
      [...RESOLVER_BEGINS, 'F1.request'],
    ],
    ['the resolver’s request', { shell: { request: 'ctx.args.nope.more;' }, functions: [{}] }, ['resolver.request']],
  ])('in %s is of type Code with its place; no later handler sees it', async (_, flow, trail) => {
    const outcome = await run(flow);
    expect(outcome).toMatchObject({ value: null, errors: [{ errorType: 'Code' }], trail });
    expect(outcome.errors?.[0]?.message).toMatch(/^code\.js:\d+:\d+: TypeError: /);
    expect(outcome.errors).toHaveLength(1);
  });
});

describe('a request document that is refused', () => {
  const answer = (): never => {
    throw new InvalidDocument("Value for field '$[operation]' not found.");
  };
  const error = { errorType: 'MappingTemplate', message: "Value for field '$[operation]' not found." };

  it('skips the response handler of a unit resolver', async () => {
    expect(await run({ unit: { answer } })).toMatchObject({
      value: null,
      errors: [error],
      trail: whole('unit').slice(0, 3),
    });
  });

  it('skips the rest of a pipeline', async () => {
    expect(await run({ functions: [{ answer }, {}] })).toMatchObject({
      value: null,
      errors: [error],
      trail: [...RESOLVER_BEGINS, ...whole('F1').slice(0, 3)],
    });
  });
});

describe('an error of the data source', () => {
  const answer = () => failedCall('no', 'DynamoDB:X', { partial: 1 });

  it('is swallowed when the handler ignores it; the partial result stands beside it', async () => {
    expect(await run({ unit: { answer, response: 'return { e: ctx.error, r: ctx.result };' } })).toEqual({
      value: { e: { message: 'no', type: 'DynamoDB:X' }, r: { partial: 1 } },
      errors: undefined,
      trail: whole('unit').slice(0, 4),
    });
  });

  it('is seen by its own function only', async () => {
    const { value } = await run({
      functions: [
        { answer, response: 'ctx.stash.first = ctx.error.type; return 1;' },
        { request: 'ctx.stash.second = ctx.error ?? "none";' },
      ],
      shell: { response: 'return [ctx.stash.first, ctx.stash.second, ctx.error ?? "none"];' },
    });
    expect(value).toEqual(['DynamoDB:X', 'none', 'none']);
  });
});
