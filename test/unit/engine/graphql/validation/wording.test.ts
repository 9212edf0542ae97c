import { describe, expect, it } from '@jest/globals';
import { aScope, anApi } from '../given.ts';

const api = anApi({
  sdl: `
    type Query { item(id: ID!, n: Int): Item  items: [Item]  any: Any  pet: Pet }
    type Subscription { added: Item  removed: Item }
    type Item { id: ID!  name: String  next(depth: Int): Item }
    type Other { id: ID  name: [String]  size: Int  sizes: [Int!]  list: [Int]  deep: [[Int]] }
    type Third { size: String  sizes: [Int]  list: Int  deep: [[Int!]] }
    union Any = Item | Other | Third
    interface Pet { name: String }
    type Cat implements Pet { name: String }
  `,
});

interface Shown {
  readonly message: string;
  readonly at: string | null;
}

/** Messages without the common beginning; places as `line:column`, joined. */
async function errorsOf(query: string, operationName: string | null = null): Promise<readonly Shown[]> {
  const { status, body } = await api.execute({ query, variables: null, operationName }, aScope());
  if (typeof body === 'string') throw new Error(`${status}: ${body}`);
  return (body.errors ?? []).map(({ message, locations, path }) => {
    expect(path).toBeNull();
    expect(message).toMatch(/^Validation error of type /);
    const at = locations?.map(({ line, column }) => `${line}:${column}`).join(' ') ?? null;
    return { message: message.replace('Validation error of type ', ''), at };
  });
}

describe('conflicting fields, as graphql-java words them', () => {
  it.each<[string, string, string]>([
    ['{ items { x: id x: name } }', "x: id and name are different fields @ 'items'", '1:11 1:17'],
    ['{ x: items { id } x: any { __typename } }', 'x: items and any are different fields', '1:3 1:19'],
    [
      '{ items { next(depth: 1) { id } next(depth: 2) { id } } }',
      "next: they have differing arguments @ 'items'",
      '1:11 1:33',
    ],
    [
      '{ any { ...on Other { size } ...on Third { size } } }',
      "size: they return differing types Int and String @ 'any'",
      '1:23 1:44',
    ],
    [
      '{ any { ...on Item { id } ...on Other { id } } }',
      "id: fields have different nullability shapes @ 'any'",
      '1:22 1:41',
    ],
    [
      '{ any { ...on Other { list } ...on Third { list } } }',
      "list: fields have different list shapes @ 'any'",
      '1:23 1:44',
    ],
    [
      '{ any { ...on Other { deep } ...on Third { deep } } }',
      "deep: fields have different nullability shapes @ 'any'",
      '1:23 1:44',
    ],
    [
      '{ items { next { x: id } next { x: name } } }',
      "(x: id and name are different fields) @ 'items'",
      '1:11 1:18 1:26 1:33',
    ],
    [
      '{ items { next { x: id y: id } next { x: name y: name } } }',
      "(x: id and name are different fields, y: id and name are different fields) @ 'items'",
      '1:11 1:18 1:24 1:32 1:39 1:47',
    ],
  ])('%s', async (query, message, at) => {
    expect(await errorsOf(query)).toContainEqual({ message: `FieldsConflict: ${message}`, at });
  });
});

describe('places and paths', () => {
  it.each<[query: string, message: string, at: string]>([
    [
      '{ items { id } }\nquery Q { items { id } }',
      'LoneAnonymousOperationViolation: Operation Q is following anonymous operation.',
      '2:1',
    ],
    [
      'query Q { items { id } }\n{ items { id } }',
      'LoneAnonymousOperationViolation: Anonymous operation with other operations.',
      '2:1',
    ],
    [
      'query Q { items { id } }\nquery Q { items { id } }',
      "DuplicateOperationName: There can be only one operation named 'Q'",
      '2:1',
    ],
    [
      '{ items { ...F } }\nfragment F on Item { id }\nfragment F on Item { id }',
      "DuplicateFragmentName: There can be only one fragment named 'F' @ 'F'",
      '3:1',
    ],
    [
      'query Q($a: Int, $a: Int) { item(id: 1, n: $a) { id } }',
      "DuplicateVariableName: There can be only one variable named 'a'",
      '1:18',
    ],
    [
      '{ item(id: 1, id: 2) { id } }',
      "DuplicateArgumentNames: There can be only one argument named 'id' @ 'item'",
      '1:3',
    ],
    [
      '{ items { id @skip(if: true, if: false) } }',
      "DuplicateArgumentNames: There can be only one argument named 'if' @ 'items/id'",
      '1:14',
    ],
    [
      '{ items { id @skip(if: true) @skip(if: false) } }',
      "DuplicateDirectiveName: Directives must be uniquely named within a location. The directive 'skip' used on a 'Field' is not unique. @ 'items/id'",
      '1:30',
    ],
    ['query @skip { __typename }', 'MisplacedDirective: Directive skip not allowed here', '1:7'],
    ['{ items { id } }\nfragment F on Item { id }', 'UnusedFragment: Unused fragment F', '2:1'],
    ['{ items { id @skip(x: 1, if: true) } }', "UnknownDirective: Unknown directive argument x @ 'items/id'", '1:20'],
    [
      '{ items { ...F } }\nfragment F on ID { id }',
      "FragmentTypeConditionInvalid: Fragment type condition is invalid, must be on Object/Interface/Union @ 'F'",
      '2:15',
    ],
    [
      '{ items { ...F } }\nfragment F on Other { id }',
      "InvalidFragmentType: Fragment F cannot be spread here as objects of type Item can never be of type Other @ 'items'",
      '1:11',
    ],
    [
      'subscription { added { id } removed { id } }',
      "SubscriptionMultipleRootFields: Subscription operation 'null' must have exactly one root field @ 'removed'",
      '1:29',
    ],
    [
      'subscription S($yes: Boolean!) { added @include(if: $yes) { id } ... { removed { id } } }',
      "SubscriptionMultipleRootFields: Subscription operation 'S' must have exactly one root field @ 'removed'",
      '1:72',
    ],
    [
      'subscription { __typename }',
      "SubscriptionMultipleRootFields: Subscription operation 'null' must have exactly one root field @ '__typename'",
      '1:16',
    ],
    [
      'query Q($x: Int = "a") { item(id: 1, n: $x) { id } }',
      "BadValueForDefaultArg: Bad default value StringValue{value='a'} for type Int",
      '1:9',
    ],
    ['{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }', '', ''],
  ])('%s', async (query, message, at) => {
    const errors = await errorsOf(query, query.includes('query Q {') ? 'Q' : null);
    if (message === '') expect(errors[0]?.message).toMatch(/^MaximumIntrospectionDepth: /);
    else expect(errors).toContainEqual({ message, at });
  });

  it('looks like AppSync to who guesses the service by its errors', async () => {
    expect((await errorsOf('query @skip { __typename }')).map(({ message }) => message)).toContain(
      'MisplacedDirective: Directive skip not allowed here',
    );
  });

  it('names no field, argument or type that was not asked for', async () => {
    const near = '{ itemz { id } item(id: 1, idd: 2) { nam } any { ... on Itm { id } } items { id @skp } }';

    for (const { message } of await errorsOf(near)) {
      expect(message).not.toMatch(/did you mean/i);
      expect(message).not.toMatch(/\b(?:name|skip)\b/);
    }
  });
});

describe('a document with very many faults', () => {
  it('is answered with a hundred of them, quickly', async () => {
    const query = `{ ${Array.from({ length: 7_000 }, (_, n) => `f${n}`).join('\n')} }`;
    const startedAt = performance.now();
    const errors = await errorsOf(query);

    expect(errors).toHaveLength(100);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
