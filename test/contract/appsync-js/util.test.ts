/** spec/appsync-resolvers 3.1, 3.2, 3.7: documented samples, and values recorded from the real evaluator. */
import { describe, expect, it } from '@jest/globals';
import { answerTo, returned } from './returned.ts';

const json = (value: unknown): string => JSON.stringify(value);

describe('util.authType', () => {
  const iam = { accountId: '1', sourceIp: ['1.1.1.1'], username: 'u', userArn: 'arn' };
  const pool = { sourceIp: [], username: 'u', sub: 's', issuer: 'i', claims: {}, defaultAuthStrategy: 'ALLOW' };

  it.each([
    ['null', null, 'API Key Authorization'],
    ['absent', undefined, 'API Key Authorization'],
    ['IAM', iam, 'IAM Authorization'],
    ['user pool', pool, 'User Pool Authorization'],
    ['OIDC', { sub: 's', issuer: 'i', claims: {} }, 'Open ID Connect Authorization'],
    ['empty', {}, 'Lambda Authorization'],
    ['Lambda', { resolverContext: { a: '1' } }, 'Lambda Authorization'],
    ['a user pool with groups', { ...pool, groups: ['a'] }, 'User Pool Authorization'],
    [
      'IAM of an identity pool',
      { ...iam, cognitoIdentityPoolId: 'p', cognitoIdentityId: 'i', cognitoIdentityAuthType: null },
      'IAM Authorization',
    ],
    ['a mixture', { sub: 's', accountId: '1' }, 'API Key Authorization'],
    ['IAM without an ARN', { ...iam, userArn: undefined }, 'API Key Authorization'],
    ['IAM whose source address is null', { ...iam, sourceIp: null }, 'API Key Authorization'],
    ['a user pool without its strategy', { ...pool, defaultAuthStrategy: undefined }, 'API Key Authorization'],
    ['a user pool without its source address', { ...pool, sourceIp: undefined }, 'API Key Authorization'],
    ['claims alone', { claims: {} }, 'API Key Authorization'],
    ['IAM with a key of another mode', { ...iam, claims: {} }, 'API Key Authorization'],
    ['IAM with a key of another mode that is null', { ...iam, sub: null }, 'API Key Authorization'],
    ['a user pool with a key of IAM', { ...pool, userArn: 'arn' }, 'API Key Authorization'],
    ['all keys of IAM and of a user pool', { ...iam, ...pool }, 'API Key Authorization'],
    ['OIDC beside a user name', { sub: 's', issuer: 'i', claims: {}, username: 'u' }, 'API Key Authorization'],
  ])('reads the identity: %s', (_name, identity, expected) => {
    expect(returned('util.authType()', { identity })).toBe(json(expected));
  });
});

describe('util.error and its kin', () => {
  it('gives the message without a place', () => {
    expect(answerTo('  util.error("No", "T", { a: 1 }, { b: 2 });')).toMatchObject({
      evaluationResult: null,
      error: { message: 'No' },
    });
  });

  it('answers Unauthorized', () => {
    expect(answerTo('  util.unauthorized();').error).toEqual({ message: 'Unauthorized' });
  });

  it('lists appended errors and goes on', () => {
    const answer = answerTo('  util.appendError("a", "T"); util.appendError("b"); return ctx.outErrors.length;');

    expect(answer).toMatchObject({ evaluationResult: '2', error: null });
    expect(answer.outErrors).toBe('[{"message":"a","type":"T"},{"message":"b"}]');
  });

  it('takes the value of an early return as the result', () => {
    expect(answerTo('  runtime.earlyReturn({ a: 1 }); return 2;').evaluationResult).toBe('{"a":1}');
  });
});

describe('text and identifiers', () => {
  it.each([
    ['util.urlEncode("a b&c/é~")', 'a+b%26c%2F%C3%A9%7E'],
    ['util.urlDecode("a+b%26c")', 'a b&c'],
    ['util.base64Encode("hé")', 'aMOp'],
    ['util.base64Decode("aMOp")', 'hé'],
    [`util.escapeJavaScript('a"b/c\\n')`, 'a\\"b\\/c\\n'],
    ['util.escapeJavaScript("it\'s é")', "it\\'s \\u00E9"],
    ['util.str.normalize("é", "nfd")', 'e\u0301'],
    ['util.autoId()', '7b7f2c1e-7a52-4a77-9f0e-0d6a1e9f0c11'],
  ])('%s', (expression, expected) => {
    expect(returned(expression)).toBe(json(expected));
  });

  it('makes ULIDs of 26 and KSUIDs of 27 characters', () => {
    expect(returned('util.autoUlid()')).toMatch(/^"01C5P[0-9A-HJKMNP-TV-Z]{21}"$/);
    expect(returned('util.autoKsuid()')).toMatch(/^"[0-9A-Za-z]{27}"$/);
  });

  it.each([
    ['util.matches("a*b", "aaaaab")', 'true'],
    ['util.matches("a*b", "xaab")', 'false'],
    ['util.matches("\\\\p{Alpha}+\\\\d{2}", "abc12")', 'true'],
    ['util.matches("\\\\Qa.b\\\\E", "a.b")', 'true'],
    ['util.matches("(?i)ABC", "abc")', 'true'],
    ['"a.b.c".replaceAll(".", "x")', '"xxxxx"'],
    ['"a-b-c".replace("-", "+")', '"a+b-c"'],
    ['"2026-01".replaceAll("(\\\\d+)-(\\\\d+)", "$2/$1")', '"01/2026"'],
  ])('%s', (expression, expected) => {
    expect(returned(expression)).toBe(expected);
  });
});

describe('util.time', () => {
  const T = 'util.time';

  it.each([
    [`${T}.nowISO8601()`, '"2018-02-06T19:01:35.749Z"'],
    [`${T}.nowEpochSeconds()`, '1517943695'],
    [`${T}.nowEpochMilliSeconds()`, '1517943695749'],
    [`${T}.nowFormatted("yyyy-MM-dd HH:mm:ssZ")`, '"2018-02-06 19:01:35+0000"'],
    [`${T}.nowFormatted("yyyy-MM-dd HH:mm:ssZ","+08:00")`, '"2018-02-07 03:01:35+0800"'],
    [`${T}.nowFormatted("yyyy-MM-dd HH:mm:ssZ","Australia/Perth")`, '"2018-02-07 03:01:35+0800"'],
    [`${T}.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22+0800","yyyy-MM-dd HH:mm:ssZ")`, '1517505562000'],
    [`${T}.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22","yyyy-MM-dd HH:mm:ss","+08:00")`, '1517505562000'],
    [`${T}.parseISO8601ToEpochMilliSeconds("2018-02-01T17:21:05.180+08:00")`, '1517476865180'],
    [`${T}.epochMilliSecondsToSeconds(1517943695758)`, '1517943695'],
    [`${T}.epochMilliSecondsToISO8601(1517943695758)`, '"2018-02-06T19:01:35.758Z"'],
    [`${T}.epochMilliSecondsToFormatted(1517943695758,"yyyy-MM-dd HH:mm:ssZ")`, '"2018-02-06 19:01:35+0000"'],
    [`${T}.epochMilliSecondsToFormatted(1517943695758,"yyyy-MM-dd HH:mm:ssZ","+08:00")`, '"2018-02-07 03:01:35+0800"'],
    [`${T}.epochMilliSecondsToFormatted(1531347255000,"yyyy-MM-dd[XXX]","-07:00")`, '"2018-07-11-07:00"'],
    [
      `${T}.epochMilliSecondsToFormatted(1531347285000,"yyyy-MM-dd'T'HH:mm:ss[XXXXX]","-07:00:30")`,
      '"2018-07-11T15:14:15-07:00:30"',
    ],
    [`${T}.epochMilliSecondsToFormatted(0,"EEE, d MMM yyyy h:mm a")`, '"Thu, 1 Jan 1970 12:00 AM"'],
    [`${T}.epochMilliSecondsToFormatted(0,"yyyyMMdd'T'HHmmssSSSX")`, '"19700101T000000000Z"'],
    [`${T}.epochMilliSecondsToFormatted(0,"z, zzzz","America/New_York")`, '"America/New_York, America/New_York"'],
    [`${T}.epochMilliSecondsToFormatted(0,"EEEE dd MMMM uu 'o''clock' DDD")`, `"Thursday 01 January 70 o'clock 001"`],
    [`${T}.parseFormattedToEpochMilliSeconds("20180202011922","yyyyMMddHHmmss","UTC")`, '1517534362000'],
    [`${T}.parseFormattedToEpochMilliSeconds("2 Feb 2018 1:19 PM Z","d MMM yyyy h:mm a X")`, '1517577540000'],
  ])('%s', (expression, expected) => {
    expect(returned(expression)).toBe(expected);
  });

  it.each([
    [`${T}.parseFormattedToEpochMilliSeconds("nope","yyyy-MM-dd","UTC")`, 'does not follow the pattern'],
    [`${T}.parseFormattedToEpochMilliSeconds("2018-02-30","yyyy-MM-dd","UTC")`, 'names a time that does not exist'],
    [`${T}.parseFormattedToEpochMilliSeconds("2018-02-02","yyyy-MM-dd")`, 'names no time zone'],
    [`${T}.parseISO8601ToEpochMilliSeconds("yesterday")`, 'is not an ISO 8601 time'],
    [`${T}.nowFormatted("yyyy","Mars/Olympus")`, 'the time zone Mars/Olympus is not known'],
  ])('fails with a place in the code: %s', (expression, text) => {
    const { error } = answerTo(`  return ${expression};`);

    expect(error?.message).toMatch(/^code\.js:5:\d+: /);
    expect(error?.message).toContain(text);
  });
});

describe('util.math, util.xml, util.rds', () => {
  it.each([
    ['util.math.roundNum(2.5)', '3'],
    ['util.math.minVal(1,2)', '1'],
    ['util.math.maxVal(1,2)', '2'],
    ['util.math.randomDouble()', '0.5'],
    ['util.math.randomWithinRange(10,20)', '15'],
    [
      `util.xml.toMap('<?xml version="1.0"?><posts><post><id>1</id><title>Getting started</title></post></posts>')`,
      '{"posts":{"post":{"id":1,"title":"Getting started"}}}',
    ],
    [`util.xml.toMap('<a><b>1</b><b>x</b></a>')`, '{"a":{"b":[1,"x"]}}'],
    [`util.xml.toMap('<a id="7">t &amp; u</a>')`, '{"a":{"id":7,"content":"t & u"}}'],
    [`util.xml.toJsonString('<a>1</a>')`, json('{"a":1}')],
    [`util.xml.toJsonString('<a>1</a>', true)`, json('{\\"a\\":1}')],
    ['util.rds.toJsonObject("no")', 'null'],
    [
      `util.rds.toJsonObject('{"sqlStatementResults":[{"columnMetadata":[{"label":"id"}],"records":[[{"longValue":1}],[{"isNull":true}]]}]}')`,
      '[[{"id":1},{}]]',
    ],
  ])('%s', (expression, expected) => {
    expect(returned(expression)).toBe(expected);
  });
});

describe('built-ins', () => {
  it.each([
    ['an invalid JSON text parses to a blank string', 'JSON.parse("{no")', '""'],
    [
      'undefined members are dropped, undefined elements are null',
      '({ a: undefined, b: [undefined] })',
      '{"b":[null]}',
    ],
    ['a handler that gives undefined gives null', 'undefined', 'null'],
    ['what is not finite is null', '[NaN, Infinity, 1]', '[null,null,1]'],
    ['args and arguments are one object', 'ctx.args === ctx.arguments', 'true'],
    ['args is an object even when there are none', 'ctx.args', '{}'],
    [
      'info hides its selection members from JSON',
      'JSON.parse(JSON.stringify(ctx.info))',
      '{"fieldName":"f","parentTypeName":"Query","variables":{}}',
    ],
    ['info gives its selection members by name', 'ctx.info.selectionSetList', '["id","author/name"]'],
  ])('%s', (_title, expression, expected) => {
    const info = { fieldName: 'f', parentTypeName: 'Query', variables: {}, selectionSetList: ['id', 'author/name'] };

    expect(returned(expression, { info })).toBe(expected);
  });

  it('logs the place and each value as JSON', () => {
    const { logs } = answerTo('  console.log("text", { a: 1 });\n    console.error(7);\n  return 1;');

    expect(logs).toEqual(['INFO - code.js:5:3: "text" {"a":1}', 'ERROR - code.js:6:5: 7']);
  });
});
