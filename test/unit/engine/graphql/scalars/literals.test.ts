import { describe, expect, it } from '@jest/globals';
import { anApi, ask, messagesOf } from '../given.ts';

const api = anApi({
  sdl: `
    type Query { echo(
      int: Int, float: Float, string: String, id: ID, boolean: Boolean, ints: [Int], grid: [[Int!]], input: In
      date: AWSDate, time: AWSTime, dateTime: AWSDateTime, timestamp: AWSTimestamp, email: AWSEmail, json: AWSJSON
      url: AWSURL, phone: AWSPhone, ip: AWSIPAddress, late: Int = 7
    ): String }
    input In { int: Int  date: AWSDate = "2020-01-01"  json: AWSJSON  list: [In!] }
  `,
  resolvers: { 'Query.echo': (ctx) => JSON.stringify(ctx.arguments) },
});

async function argumentsOf(written: string): Promise<unknown> {
  const body = await ask(api, `{ echo(${written}) }`);
  expect(body.errors).toBeUndefined();
  const { late, ...rest } = JSON.parse(String(body.data?.echo)) as Record<string, unknown>;
  expect(late).toBe(7);
  return rest;
}

describe('literals', () => {
  it.each<[string, unknown]>([
    ['int: 2147483647, float: 5', { int: 2147483647, float: 5 }],
    ['float: 1.5e3', { float: 1500 }],
    ['id: 12345678901234567890', { id: '12345678901234567890' }],
    ['id: "a"', { id: 'a' }],
    ['ints: 5', { ints: [5] }],
    ['ints: [1, null]', { ints: [1, null] }],
    ['grid: 5', { grid: [[5]] }],
    ['grid: [[1], [2]]', { grid: [[1], [2]] }],
    ['string: """a\n  b"""', { string: 'a\nb' }],
    ['boolean: null', { boolean: null }],
    ['input: {}', { input: { date: '2020-01-01' } }],
    [
      'input: {int: 1, date: null, list: {int: 2}}',
      { input: { int: 1, date: null, list: [{ int: 2, date: '2020-01-01' }] } },
    ],
    ['input: {json: "[1]"}', { input: { date: '2020-01-01', json: [1] } }],
    ['json: "{\\"a\\":1}"', { json: { a: 1 } }],
    ['date: "2024-02-29", time: "12:00:34."', { date: '2024-02-29', time: '12:00:34.' }],
    ['timestamp: -1, ip: "::1/64"', { timestamp: -1, ip: '::1/64' }],
  ])('%s', async (written, expected) => expect(await argumentsOf(written)).toEqual(expected));

  it.each<[string, string]>([
    ['int: 2147483648', "argument 'int' with value 'IntValue{value=2147483648}' is not a valid 'Int'"],
    ['int: 1.0', "argument 'int' with value 'FloatValue{value=1.0}' is not a valid 'Int'"],
    ['float: 1e999', "argument 'float' with value 'FloatValue{value=1e999}' is not a valid 'Float'"],
    ['string: 5', "argument 'string' with value 'IntValue{value=5}' is not a valid 'String'"],
    ['boolean: "true"', "argument 'boolean' with value 'StringValue{value='true'}' is not a valid 'Boolean'"],
    ['id: 1.5', "argument 'id' with value 'FloatValue{value=1.5}' is not a valid 'ID'"],
    ['ints: ["a"]', "argument 'ints[0]' with value 'StringValue{value='a'}' is not a valid 'Int'"],
    ['grid: [[null]]', "argument 'grid[0][0]' with value 'NullValue{}' must not be null"],
    ['date: "2021-02-30"', "argument 'date' with value 'StringValue{value='2021-02-30'}' is not a valid 'AWSDate'"],
    ['time: "1:00"', "argument 'time' with value 'StringValue{value='1:00'}' is not a valid 'AWSTime'"],
    ['dateTime: "2019"', "argument 'dateTime' with value 'StringValue{value='2019'}' is not a valid 'AWSDateTime'"],
    ['timestamp: 1.5', "argument 'timestamp' with value 'FloatValue{value=1.5}' is not a valid 'AWSTimestamp'"],
    ['email: "a"', "argument 'email' with value 'StringValue{value='a'}' is not a valid 'AWSEmail'"],
    [
      'json: {a: 1}',
      "argument 'json' with value 'ObjectValue{objectFields=[ObjectField{name='a', value=IntValue{value=1}}]}' is not a valid 'AWSJSON'",
    ],
    ['json: "{a: 1}"', "argument 'json' with value 'StringValue{value='{a: 1}'}' is not a valid 'AWSJSON'"],
    ['url: "a"', "argument 'url' with value 'StringValue{value='a'}' is not a valid 'AWSURL'"],
    ['phone: "1110004444"', "argument 'phone' with value 'StringValue{value='1110004444'}' is not a valid 'AWSPhone'"],
    ['ip: "1.2"', "argument 'ip' with value 'StringValue{value='1.2'}' is not a valid 'AWSIPAddress'"],
    [
      'input: {list: [{date: "x"}]}',
      "argument 'input.list[0].date' with value 'StringValue{value='x'}' is not a valid 'AWSDate'",
    ],
  ])('refuses %s', async (written, message) => {
    expect(await messagesOf(api, `{ echo(${written}) }`)).toEqual([
      `Validation error of type WrongType: ${message} @ 'echo'`,
    ]);
  });
});

describe('variables of each scalar', () => {
  it.each<[string, unknown, string]>([
    ['AWSDate', '2021-02-30', 'Unable to parse `2021-02-30` as a valid date.'],
    ['AWSTime', '1:00', 'Unable to parse `1:00` as a valid time.'],
    ['AWSDateTime', '2019', 'Unable to parse `2019` as a valid DateTime Object.'],
    ['AWSTimestamp', '1', 'Unable to parse `1` as a valid timestamp.'],
    ['AWSEmail', 'a', 'Unable to parse `a` as a valid email.'],
    ['AWSJSON', { a: 1 }, 'Unable to parse `{a=1}` as a valid JSON.'],
    ['AWSURL', 'a', 'Unable to parse `a` as a valid URL.'],
    ['AWSPhone', '1110004444', 'Unable to parse `1110004444` as a valid phone number.'],
    ['AWSIPAddress', 'a', 'Unable to parse `a` as a valid IP address.'],
    ['Int', 2147483648, "Expected type 'Int' but was 'Long'."],
    ['Float', '1', "Expected type 'Float' but was 'String'."],
    ['Boolean', 1, "Expected type 'Boolean' but was 'Integer'."],
    ['[Int!]', [1, 'a'], "Expected type 'Int' but was 'String'."],
  ])('%s refuses %j', async (type, sent, reason) => {
    const argument = { AWSIPAddress: 'ip', '[Int!]': 'ints' }[type] ?? nameOf(type);
    expect(await messagesOf(api, `query ($v: ${type}) { echo(${argument}: $v) }`, { v: sent })).toEqual([
      `Variable 'v' has an invalid value. ${reason}`,
    ]);
  });
});

/** `AWSDateTime` is the type of the argument `dateTime`. */
function nameOf(type: string): string {
  const bare = type.replace('AWS', '');
  return /^[A-Z]+$/.test(bare) ? bare.toLowerCase() : bare.charAt(0).toLowerCase() + bare.slice(1);
}
