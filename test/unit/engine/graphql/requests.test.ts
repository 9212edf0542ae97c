import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../../../engine/kernel/index.ts';
import { aScope, anApi, ask, messagesOf, value } from './given.ts';
import { api, SDL } from './requests-given.ts';

describe('a document that never reaches execution', () => {
  const refusalOf = async (query: string, operationName: string | null = null): Promise<unknown[]> => {
    const { status, headers, body } = await api.execute({ query, variables: null, operationName }, aScope());
    return [status, headers['x-amzn-errortype'], body];
  };
  const printed = (type: string, message: string): string =>
    `{\n  "errors" : [ {\n    "errorType" : "${type}",\n    "message" : "${message}"\n  } ]\n}`;
  const unparseable = [
    400,
    'MalformedHttpRequestException',
    printed('MalformedHttpRequestException', 'Unable to parse GraphQL query.'),
  ];

  it.each([
    'meow',
    '',
    '{',
    '{ item(id: }',
    'fragment F on Item { id }',
    `${'{a'.repeat(20_000)}${'}'.repeat(20_000)}`,
  ])('is refused when it does not parse', async (query) => expect(await refusalOf(query)).toEqual(unparseable));

  it('needs a name where there are several operations, and the right one', async () => {
    const query = 'query A { items { id } } query B { items { id } }';
    expect(await refusalOf(query)).toEqual([
      400,
      'BadRequestException',
      printed('BadRequestException', 'Missing operation name.'),
    ]);
    expect((await refusalOf(query, 'C'))[0]).toBe(400);
    expect((await refusalOf(query, 'B'))[0]).toBe(200);
  });

  it('is refused when it is a subscription, or a mutation by GET', async () => {
    expect((await refusalOf('subscription { added { id } }'))[2]).toContain(
      'Subscriptions over MQTT is not supported.',
    );
    const mutation = {
      query: 'mutation { add(input: {id: 1}) { id } }',
      variables: null,
      operationName: null,
      method: 'GET' as const,
    };
    expect((await api.execute(mutation, aScope())).status).toBe(400);
  });

  it('is refused above 15,000 tokens, and when its fragments multiply', async () => {
    expect((await refusalOf(`{ ${'items { id } '.repeat(4_000)} }`))[2]).toContain('exceeds 15000 tokens');
    const doubling = Array.from(
      { length: 20 },
      (_, n) => `fragment F${n} on Item { a: next { ...F${n + 1} } b: next { ...F${n + 1} } }`,
    );
    expect((await refusalOf(`{ items { ...F0 } } ${doubling.join(' ')} fragment F20 on Item { id }`))[2]).toContain(
      'too many fields',
    );
  });

  it('is refused when its variables are no object', async () => {
    const answer = await api.execute({ query: '{ items { id } }', variables: [1], operationName: null }, aScope());
    expect(answer.status).toBe(400);
  });

  it('ignores brackets in strings and comments while it measures nesting', async () => {
    const text = `{ item(id: "${'{'.repeat(1_000)}") { id } # ${'{'.repeat(1_000)}\n }`;
    expect((await refusalOf(text))[0]).toBe(200);
  });
});

describe('validation', () => {
  it('answers 200 with data null and exactly three keys', async () => {
    const { status, body } = await api.execute({ query: '{badfield}', variables: null, operationName: null }, aScope());
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toBe(
      '{"data":null,"errors":[{"path":null,"locations":[{"line":1,"column":2,"sourceName":null}],"message":"Validation error of type FieldUndefined: Field \'badfield\' in type \'Query\' is undefined @ \'badfield\'"}]}',
    );
  });

  it.each([
    ['{ items { nope } }', "FieldUndefined: Field 'nope' in type 'Item' is undefined @ 'items/nope'"],
    ['{ item { id } }', "MissingFieldArgument: Missing field argument id @ 'item'"],
    ['{ items { next { at } } }', "MissingFieldArgument: Missing field argument zone @ 'items/next/at'"],
    ['{ items(x: 1) { id } }', "UnknownArgument: Unknown field argument x @ 'items'"],
    ['{ items }', "SubSelectionRequired: Sub selection required for type Item of field items @ 'items'"],
    [
      '{ items { id { x } } }',
      "SubSelectionNotAllowed: Sub selection not allowed on leaf type ID of field id @ 'items/id'",
    ],
    ['{ item(id: $id) { id } }', "UndefinedVariable: Undefined variable id @ 'item'"],
    [
      'query Q($id: String!) { item(id: $id) { id } }',
      "VariableTypeMismatch: Variable type 'String!' doesn't match expected type 'ID!' @ 'item'",
    ],
    ['query Q($x: Int) { items { id } }', 'UnusedVariable: Unused variable x'],
    [
      'query Q($x: Item) { item(id: 1, input: $x) { id } }',
      'NonInputTypeOnVariable: Input variable x type Item is not an input type',
    ],
    ['{ items { ...F } }', "UndefinedFragment: Undefined fragment F @ 'items'"],
    ['{ items { id } } fragment F on Item { id }', 'UnusedFragment: Unused fragment F'],
    ['{ items { ...F } } fragment F on Item { id ...F }', "FragmentCycle: Fragment cycles not allowed @ 'F'"],
    [
      '{ items { ...F } } fragment F on Item { bad }',
      "FieldUndefined: Field 'bad' in type 'Item' is undefined @ 'F/bad'",
    ],
    ['{ items { ... on Nope { id } } }', "UnknownType: Unknown type Nope @ 'items'"],
    [
      '{ items { ... on Other { id } } }',
      "InvalidFragmentType: Fragment cannot be spread here as objects of type Item can never be of type Other @ 'items'",
    ],
    [
      '{ items { ... on How { id } } }',
      "InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union @ 'items'",
    ],
    ['{ items { id @nope } }', "UnknownDirective: Unknown directive nope @ 'items/id'"],
    ['{ items { id @include } }', "MissingDirectiveArgument: Missing directive argument if @ 'items/id'"],
    ['{ items { x: id x: name } }', "FieldsConflict: x: id and name are different fields @ 'items'"],
    ['{ item(id: 1, id: 2) { id } }', "DuplicateArgumentNames: There can be only one argument named 'id' @ 'item'"],
    ['{ items { id } } query Q { items { id } }', ''],
    [
      '{ item(id: 1, n: "x") { id } }',
      "WrongType: argument 'n' with value 'StringValue{value='x'}' is not a valid 'Int' @ 'item'",
    ],
    ['{ item(id: null) { id } }', "WrongType: argument 'id' with value 'NullValue{}' must not be null @ 'item'"],
    [
      '{ item(id: 1, how: TURTLE) { id } }',
      "WrongType: argument 'how' with value 'EnumValue{name='TURTLE'}' is not a valid 'How' @ 'item'",
    ],
    [
      '{ item(id: 1, at: "2019") { id } }',
      "WrongType: argument 'at' with value 'StringValue{value='2019'}' is not a valid 'AWSDateTime' @ 'item'",
    ],
    [
      '{ item(id: 1, input: {id: 1, data: {upvotes: 10}}) { id } }',
      "WrongType: argument 'input.data' with value 'ObjectValue{objectFields=[ObjectField{name='upvotes', value=IntValue{value=10}}]}' is not a valid 'AWSJSON' @ 'item'",
    ],
    [
      '{ item(id: 1, input: {nested: {}}) { id } }',
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='nested', value=ObjectValue{objectFields=[]}}]}' is missing required fields '[id]' @ 'item'",
    ],
    [
      '{ item(id: 1, input: {id: 1, zip: 2}) { id } }',
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='id', value=IntValue{value=1}}, ObjectField{name='zip', value=IntValue{value=2}}]}' contains a field not in 'Input': 'zip' @ 'item'",
    ],
    [
      '{ item(id: 1, input: {id: 1, list: [1, true]}) { id } }',
      "WrongType: argument 'input.list[1]' with value 'BooleanValue{value=true}' is not a valid 'Int' @ 'item'",
    ],
    [
      '{ item(id: 1, input: 5) { id } }',
      "WrongType: argument 'input' with value 'IntValue{value=5}' must be an object type @ 'item'",
    ],
    [
      'query Q($n: Int = "x") { item(id: 1, n: $n) { id } }',
      "BadValueForDefaultArg: Bad default value StringValue{value='x'} for type Int",
    ],
  ])('says what is wrong in %s', async (query, message) => {
    if (message === '') {
      expect((await api.execute({ query, variables: null, operationName: 'Q' }, aScope())).status).toBe(200);
      return;
    }
    expect(await messagesOf(api, query)).toContain(`Validation error of type ${message}`);
  });

  it('leaves no message of graphql-js untranslated', async () => {
    const query = `query Q($a: Int, $a: Int) { items { id @skip(if: true) @skip(if: false) } ...F } fragment F on How { id } fragment F on Item { id }
      subscription S { added { id } __typename }`;
    const { body } = await api.execute({ query, variables: null, operationName: 'Q' }, aScope());
    const messages = (body as unknown as { errors: { message: string }[] }).errors.map((error) => error.message);
    expect(messages.length).toBeGreaterThan(4);
    for (const message of messages) expect(message).toMatch(/^Validation error of type [A-Z]\w+: /);
  });

  it('refuses introspection that is switched off, and leaves __typename', async () => {
    const closed = anApi({ sdl: SDL, api: { introspection: false } });
    expect(await messagesOf(closed, '{ __schema { types { name } } }')).toEqual([
      "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'",
    ]);
    expect(await ask(closed, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('limits', () => {
  it('refuses fields below the depth limit, not those above', async () => {
    const shallow = anApi({
      sdl: SDL,
      api: { queryDepthLimit: 2 },
      resolvers: { 'Query.items': () => [{ id: 1, next: { id: 2 } }] },
    });
    const body = await ask(shallow, '{ items { name next { name } } }');
    expect(body.data).toEqual({ items: [{ name: null, next: { name: null } }] });
    expect(body.errors?.map((error) => [error.path, error.errorType])).toEqual([
      [['items', 0, 'next', 'name'], 'QueryDepthLimitReached'],
    ]);
  });

  it('stops after the resolver count of the API', async () => {
    const few = anApi({
      sdl: SDL,
      api: { resolverCountLimit: 2 },
      resolvers: { 'Query.items': () => [{ id: 1 }, { id: 2 }], 'Item.name': () => 'x' },
    });
    const body = await ask(few, '{ items { name } }');
    expect(body.data).toEqual({ items: [{ name: 'x' }, { name: null }] });
    expect(body.errors?.[0]).toMatchObject({
      errorType: 'ResolverExecutionLimitReached',
      message: 'Resolver invocation limit reached',
    });
  });

  it('answers after 30 seconds and starts no further step', async () => {
    let expire = (): void => undefined;
    const clock: Clock = {
      now: () => 0,
      after(ms, callback) {
        expect(ms).toBe(30_000);
        expire = callback;
        return () => undefined;
      },
    };
    let release = (): void => undefined;
    const slow = { invoke: () => new Promise<never>((_, reject) => (release = () => reject(new Error('late')))) };
    const late = anApi({
      sdl: SDL,
      resolvers: { 'Query.items': { source: 'slow' } },
      sources: { slow },
      options: { clock },
    });
    const answer = ask(late, '{ items { id } }');
    await Promise.resolve();
    expire();
    expect(await answer).toMatchObject({ data: null, errors: [{ message: 'Execution timed out.' }] });
    release();
  });

  it('shows the cost only to who asks for it', async () => {
    const scope = aScope({ headers: { 'x-gateway-cost': '1' } });
    const body = await ask(api, '{ item(id: 1) { id } }', null, scope);
    expect(body.extensions).toMatchObject({ cost: { resolvers: 1, dynamodbCalls: 0 } });
    expect(await ask(api, '{ item(id: 1) { id } }')).not.toHaveProperty('extensions');
  });

  it('hands variables to resolvers as they were sent', async () => {
    let seen: unknown;
    const watching = anApi({
      sdl: SDL,
      resolvers: { 'Query.item': { request: (ctx) => ((seen = ctx.info.variables), value({})) } },
    });
    await ask(watching, 'query Q($input: Input, $n: Int = 4) { item(id: 1, input: $input, n: $n) { id } }', {
      input: { id: 1, data: '[1]' },
    });
    expect(seen).toEqual({ input: { id: 1, data: '[1]' }, n: 4 });
  });
});
