import { describe, expect, it } from '@jest/globals';
import { ask, messagesOf } from './given.ts';
import { api, at } from './requests-given.ts';

describe('variables', () => {
  const QUERY = 'query Q($input: Input) {\n  item(id: 1, input: $input) { name }\n}';
  const argumentsOf = async (query: string, variables: unknown): Promise<unknown> => {
    const body = await ask(api, query, variables);
    return JSON.parse((body.data as { item: { name: string } }).item.name);
  };

  it('apply defaults, parse AWSJSON and wrap a single value in a list', async () => {
    expect(await argumentsOf(QUERY, { input: { id: 5, data: '{"a":[1]}', list: 4 } })).toEqual({
      id: '1',
      input: { id: '5', data: { a: [1] }, list: [4], level: 3 },
    });
    expect(await argumentsOf('query Q($n: Int = 4) { item(id: 1, n: $n) { name } }', {})).toEqual({ id: '1', n: 4 });
    expect(await argumentsOf('query Q($n: Int) { item(id: 1, n: $n) { name } }', { n: null })).toEqual({
      id: '1',
      n: null,
    });
    expect(
      await argumentsOf('query Q($l: [Int!]) { item(id: 1, input: {id: 2, list: $l}) { name } }', { l: [1] }),
    ).toEqual({
      id: '1',
      input: { id: '2', list: [1], level: 3 },
    });
  });

  it('are null to resolvers when they are declared and not sent, unless there is a default', async () => {
    expect(await argumentsOf('query Q($n: Int) { item(id: 1, n: $n) { name } }', {})).toEqual({ id: '1', n: null });
    expect(
      await argumentsOf('query Q($id: ID = 2, $d: AWSJSON) { item(id: 1, input: {id: $id, data: $d}) { name } }', {}),
    ).toEqual({ id: '1', input: { id: '2', level: 3 } });
    expect(await argumentsOf('{ item(id: 1) { name } }', {})).toEqual({ id: '1' });
  });

  it('are looked at no further where a key is unknown', async () => {
    expect(await messagesOf(api, QUERY, { input: { zip: 1 } })).toEqual([
      "The variables input contains a field name 'zip' that is not defined for input object type 'Input'",
    ]);
  });

  it('quote the inner field of a scalar that cannot be read', async () => {
    expect(await ask(api, QUERY, { input: { id: 1, phone: '1110004444' } })).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: at(1, 9),
          message: "Variable 'phone' has an invalid value. Unable to parse `1110004444` as a valid phone number.",
        },
      ],
    });
  });

  it.each([
    [
      { input: { id: 1, x: 1, y: 2 } },
      ['x', 'y'].map(
        (key) => `The variables input contains a field name '${key}' that is not defined for input object type 'Input'`,
      ),
    ],
    [{ input: { id: 1, nested: {} } }, ["Variable 'input' has coerced Null value for NonNull type 'String!'"]],
    [{ input: { id: ['a', 'b'] } }, ["Variable 'id' has an invalid value. Expected type 'ID' but was 'ArrayList'."]],
    [
      { input: { id: 1, list: ['a'] } },
      ["Variable 'list' has an invalid value. Expected type 'Int' but was 'String'."],
    ],
    [
      { input: { id: 1, list: ['5'] } },
      ["Variable 'list' has an invalid value. Expected type 'Int' but was 'String'."],
    ],
    [
      { input: { id: 1, nested: { name: 5 } } },
      ["Variable 'name' has an invalid value. Expected type 'String' but was 'Integer'."],
    ],
    [{ input: { id: 1, data: 'x{' } }, ["Variable 'data' has an invalid value. Unable to parse `x{` as a valid JSON."]],
  ])('are refused: %j', async (variables, messages) =>
    expect(await messagesOf(api, QUERY, variables)).toEqual(messages),
  );

  it('are refused when missing for a non-null type, or no member of the enum', async () => {
    expect(await messagesOf(api, 'query Q($id: ID!) { item(id: $id) { id } }', {})).toEqual([
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ]);
    expect(await messagesOf(api, 'query Q($how: How) { item(id: 1, how: $how) { id } }', { how: 'TURTLE' })).toEqual([
      "Variable 'how' has an invalid value. Invalid input for Enum 'How'. No value found for name 'TURTLE'",
    ]);
  });
});
