/** spec/appsync-resolvers 7.4: requests and rows that the public appsync-utils suite recorded from the real evaluator; joins and groups by the typings. */
import { describe, expect, it } from '@jest/globals';
import { answerTo, returned } from './returned.ts';

interface Request {
  readonly statements: readonly string[];
  readonly variableMap: Readonly<Record<string, unknown>>;
  readonly variableTypeHintMap: Readonly<Record<string, string>>;
}

const parsed = (expression: string, context: object = {}): Request =>
  JSON.parse(returned(expression, context) ?? '') as Request;
const pg = (statement: string): Request => parsed(`rds.createPgStatement(${statement})`);
const mysql = (statement: string): Request => parsed(`rds.createMySQLStatement(${statement})`);
const valuesOf = (request: Request): unknown[] => Object.values(request.variableMap);
const failure = (expression: string): string | undefined =>
  answerTo(`  return ${expression};`).error?.message.replace(/^code\.js:\d+:\d+: /, '');

const WHERE: readonly (readonly [where: string, text: string, values: readonly unknown[]])[] = [
  ['{id:{eq:1},name:{eq:"x"}}', '"id" = :P0 AND "name" = :P1', [1, 'x']],
  ['{id:{ge:1,le:9,ne:5}}', '"id" >= :P0 AND "id" <= :P1 AND "id" != :P2', [1, 9, 5]],
  ['{or:[{name:{eq:"S"}},{id:{gt:10}}]}', '("name" = :P0) OR ("id" > :P1)', ['S', 10]],
  ['{and:[{id:{eq:1}}]}', '("id" = :P0)', [1]],
  ['{and:[{id:{eq:1,gt:0}},{name:{eq:"t"}}]}', '("id" = :P0 AND "id" > :P1) AND ("name" = :P2)', [1, 0, 't']],
  [
    '{count:{le:10},and:[{id:{eq:7}}],deleted:{attributeExists:false}}',
    '"count" <= :P0 AND ("id" = :P1) AND "deleted" IS NULL',
    [10, 7],
  ],
  [
    '{id:{eq:"a"},or:[{id:{eq:"1"}},{or:[{id:{eq:"2"}},{id:{eq:"3"}}]},{id:{eq:"4"}}]}',
    '"id" = :P0 AND ("id" = :P1) OR (("id" = :P2) OR ("id" = :P3)) OR ("id" = :P4)',
    ['a', '1', '2', '3', '4'],
  ],
  [
    '{id:{eq:"1"},and:[{or:[{deleted:{eq:false}},{deleted:{attributeExists:false}}]}]}',
    '"id" = :P0 AND (("deleted" = :P1) OR ("deleted" IS NULL))',
    ['1', false],
  ],
  ['{created:{attributeExists:true}}', '"created" IS NOT NULL', []],
  ['{"persons.id":{eq:1}}', '"persons"."id" = :P0', [1]],
  ['{name:{beginsWith:"a%b"}}', '"name" LIKE :P0', ['a%b%']],
  ['{name:{contains:"t"}}', '"name" LIKE :P0', ['%t%']],
  ['{name:{notContains:"t"}}', '"name" NOT LIKE :P0', ['t']],
  ['{age:{between:[18,65]}}', '"age" BETWEEN :P0 AND :P1', [18, 65]],
  ['{age:{between:[null,65]}}', '"age" BETWEEN NULL AND :P0', [65]],
  ['{name:{size:{eq:3,gt:1}}}', 'LENGTH ("name") = :P0 AND LENGTH ("name") > :P1', [3, 1]],
  ['{name:{size:{between:[2,8]}}}', 'LENGTH ("name") BETWEEN :P0 AND :P1', [2, 8]],
  ['{name:{size:{eq:null}}}', 'LENGTH ("name") = NULL', []],
  ['{or:[{and:[{name:{size:{eq:3}}}]}]}', '((LENGTH ("name") = :P0))', [3]],
  ['rds.sql`id = ${1}`', 'id = :P0', [1]],
  // Recorded: what is empty leaves its joiner, and the end of the statement is trimmed.
  ['{name:{eq:"t"},id:{}}', '"name" = :P0 AND', ['t']],
  ['{and:[{id:{eq:1}},{}]}', '("id" = :P0) AND', [1]],
  ['{or:[{},{}]}', ' OR', []],
];

describe('where', () => {
  it.each(WHERE)('%s', (where, text, values) => {
    const request = pg(`rds.select({table:"t",where:${where}})`);

    expect(request.statements).toEqual([`SELECT * FROM "t" WHERE ${text}`]);
    expect(valuesOf(request)).toEqual(values);
  });

  it.each(['{}', '{and:[]}', '{and:[{or:[]}]}', '{id:{}}', '{name:{size:{}}}', 'null'])(
    'is left out when it says nothing: %s',
    (where) => {
      expect(pg(`rds.select({table:"t",where:${where},limit:3})`).statements).toEqual(['SELECT * FROM "t" LIMIT :P0']);
    },
  );
});

const STATEMENTS: readonly (readonly [statement: string, text: string])[] = [
  [
    'select({table:"private.persons",columns:["id","persons.*","*"]})',
    'SELECT "id", "persons"."*", * FROM "private"."persons"',
  ],
  ['select({from:"domain.color",columns:"*"})', 'SELECT * FROM "domain"."color"'],
  ['select({table:"t",columns:[]})', 'SELECT FROM "t"'],
  ['select({table:"t",orderBy:[]})', 'SELECT * FROM "t"'],
  ['select({table:"t",limit:null,offset:undefined})', 'SELECT * FROM "t"'],
  [
    'select({table:"g",orderBy:[{column:"name"},{column:"id",dir:"desc"},{column:"a",dir:1}],limit:"10",offset:0})',
    'SELECT * FROM "g" ORDER BY "name" ASC, "id" DESC, "a" ASC LIMIT :P0 OFFSET :P1',
  ],
  ['select({table:{persons:"p"}})', 'SELECT * FROM "p" as "persons"'],
  ['select({from:{"public.persons":"p"}})', 'SELECT * FROM "p" as "public"."persons"'],
  [
    'insert({table:"p",values:{name:"t",c:null,d:undefined,e:false},returning:"*"})',
    'INSERT INTO "p" ("name", "c", "d", "e") VALUES (:P0, NULL, NULL, :P1) RETURNING *',
  ],
  [
    'insert({from:"no",table:"p",values:{n:1},returning:["id","n"]})',
    'INSERT INTO "p" ("n") VALUES (:P0) RETURNING "id", "n"',
  ],
  ['insert({table:"p",values:{n:1},returning:[]})', 'INSERT INTO "p" ("n") VALUES (:P0) RETURNING'],
  [
    'update({table:"p",values:{a:1,b:null},where:{id:{eq:2}}})',
    'UPDATE "p" SET "a" = :P0, "b" = NULL WHERE "id" = :P1',
  ],
  ['update({table:"p",values:{},where:{id:{eq:1}}})', 'UPDATE "p" SET WHERE "id" = :P0'],
  [
    'update({table:"p",values:{a:1},where:rds.sql`id = ${2}`,returning:"*"})',
    'UPDATE "p" SET "a" = :P0 WHERE id = :P1 RETURNING *',
  ],
  ['remove({table:"p",where:{}})', 'DELETE FROM "p"'],
  ['remove({table:"p",where:{id:{eq:1}},returning:["id"]})', 'DELETE FROM "p" WHERE "id" = :P0 RETURNING "id"'],
  // By the typings: no recording exists.
  [
    'select({from:"a",columns:["a.id",{n:rds.agg.countDistinct("b.id")}],leftJoin:[{from:"b",on:{"b.a":{attributeExists:true}}}],groupBy:["a.id",2],having:{"b.id":{count:{gt:1}}}})',
    'SELECT "a"."id", COUNT(DISTINCT "b"."id") as "n" FROM "a" LEFT JOIN "b" ON "b"."a" IS NOT NULL GROUP BY "a"."id", 2 HAVING COUNT("b"."id") > :P0',
  ],
  [
    'select({from:{s:rds.select({table:"t"})},innerJoinNatural:[{table:"u"}]})',
    'SELECT * FROM (SELECT * FROM "t") as "s" NATURAL INNER JOIN "u"',
  ],
  ['select({table:"a",join:[{table:"b",using:["id"]}]})', 'SELECT * FROM "a" JOIN "b" USING ("id")'],
];

describe('statements', () => {
  it.each(STATEMENTS)('rds.%s', (statement, text) => {
    expect(pg(`rds.${statement}`).statements).toEqual([text]);
  });

  it('quotes names with back-ticks for MySQL', () => {
    expect(mysql('rds.select({table:"a.b",columns:["c"],where:{d:{eq:1}}})').statements).toEqual([
      'SELECT `c` FROM `a`.`b` WHERE `d` = :P0',
    ]);
  });

  it('numbers parameters over both statements and keeps type hints', () => {
    const id = 'adb626eb-4ce5-452a-a917-3943a37f202b';

    expect(
      parsed(
        'rds.createPgStatement(rds.sql`insert into Post(id, text) values(${rds.typeHint.UUID(ctx.args.id)}, ${"hello"})`, rds.sql`select * from Post where id = ${ctx.args.id}`)',
        { arguments: { id } },
      ),
    ).toEqual({
      statements: ['insert into Post(id, text) values(:P0, :P1)', 'select * from Post where id = :P2'],
      variableMap: { ':P0': id, ':P1': 'hello', ':P2': id },
      variableTypeHintMap: { ':P0': 'UUID' },
    });
  });

  it('passes a text on as it is', () => {
    expect(mysql('`UPDATE "d" set "data" = 10`')).toEqual({
      statements: ['UPDATE "d" set "data" = 10'],
      variableMap: {},
      variableTypeHintMap: {},
    });
  });

  it.each(['DATE', 'DECIMAL', 'JSON', 'TIME', 'TIMESTAMP', 'UUID'])('hints at %s', (type) => {
    expect(returned(`rds.typeHint.${type}("v")`)).toBe(JSON.stringify({ type, value: 'v' }));
    expect(pg(`rds.insert({table:"t",values:{a:rds.typeHint.${type}("v")}})`)).toMatchObject({
      variableMap: { ':P0': 'v' },
      variableTypeHintMap: { ':P0': type },
    });
  });
});

const REFUSED: readonly (readonly [call: string, message: string])[] = [
  ['createPgStatement()', 'An argument is expected to be passed to createPgStatement'],
  ['createMySQLStatement()', 'An argument is expected to be passed to createMySQLStatement'],
  ['createPgStatement(123)', 'Unsupported type is passed as argument to createPgStatement'],
  ['createPgStatement({})', 'Unsupported type is passed as argument to createPgStatement'],
  ['createPgStatement({type:"BOGUS",properties:{}})', 'Unsupported type is passed as argument to createPgStatement'],
  ['sql(["a"], 1, 2)', 'java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template'],
  ['select()', 'An argument is expected to be passed to select'],
  ['remove()', 'An argument is expected to be passed to remove'],
  ['select(null)', 'Expected payload to be an Object.'],
  ['select([])', 'Expected payload to be an Object.'],
  ['createPgStatement(rds.select({from:"a",table:"b"}))', "'from' and 'table' keys cannot be used together"],
  ['createPgStatement(rds.select({table:null}))', "'table' or 'from' key is required."],
  ['createPgStatement(rds.insert({from:"p",values:{n:1}}))', "'table' or 'from' key is required."],
  ['createPgStatement(rds.select({table:{a:"x",b:"y"}}))', 'table alias is allowed only one key-value pair.'],
  ['createPgStatement(rds.select({table:{}}))', 'java.util.NoSuchElementException'],
  ['createPgStatement(rds.select({table:{p:1}}))', 'Table alias value is expected to be a string.'],
  ['createPgStatement(rds.select({table:1}))', 'table name is expected to be a string or alias.'],
  ['createPgStatement(rds.select({from:1}))', "'from' value is expected to be string or object."],
  ['createPgStatement(rds.select({table:"t",columns:"n"}))', 'Expected column to be * or an array.'],
  ['createPgStatement(rds.select({table:"t",columns:[1]}))', 'Invalid type in column array.'],
  ['createPgStatement(rds.insert({table:"t",values:{n:1},returning:[null]}))', 'Invalid type in column array.'],
  ['createMySQLStatement(rds.insert({table:"t",values:{n:1},returning:"id"}))', 'Expected column to be * or an array.'],
  ['createMySQLStatement(rds.remove({table:"t",returning:["id"]}))', 'returning is not supported in MySQL.'],
  [
    'createPgStatement(rds.select({table:"t",where:"id = 1"}))',
    'WHERE values are expected to be SQL templates or a condition object.',
  ],
  ['createPgStatement(rds.select({table:"t",where:{and:[rds.sql`a`]}}))', 'Expected and to be an Object.'],
  ['createPgStatement(rds.select({table:"t",where:{or:"no"}}))', 'or expects conditions to be an array'],
  ['createPgStatement(rds.select({table:"t",where:{name:"x"}}))', 'Expected condition to be an Object.'],
  ['createPgStatement(rds.select({table:"t",where:{name:{bogus:1}}}))', 'Unsupported condition name.bogus.'],
  ['createPgStatement(rds.select({table:"t",where:{id:{in:[1]}}}))', 'Unsupported condition id.in.'],
  ['createPgStatement(rds.select({table:"t",where:{id:{eq:null}}}))', "Value for id.eq can't be null."],
  [
    'createPgStatement(rds.select({table:"t",where:{n:{beginsWith:5}}}))',
    'n.beginsWith expects a string value to be passed.',
  ],
  [
    'createPgStatement(rds.select({table:"t",where:{n:{attributeExists:0}}}))',
    'n.attributeExists expects a boolean value to be passed.',
  ],
  [
    'createPgStatement(rds.select({table:"t",where:{n:{between:5}}}))',
    'n.between condition expects an array with length of 2.',
  ],
  [
    'createPgStatement(rds.select({table:"t",where:{n:{size:{between:[1]}}}}))',
    'n.size condition expects an array with 2 values but received an array with length 1.',
  ],
  ['createPgStatement(rds.select({table:"t",where:{n:{size:{contains:1}}}}))', 'n.size has invalid size operator.'],
  ['createPgStatement(rds.select({table:"t",where:{n:{size:3}}}))', 'Expected n.size to be an Object.'],
  ['createPgStatement(rds.select({table:"t",orderBy:{column:"n"}}))', 'orderBy expects an array.'],
  ['createPgStatement(rds.select({table:"t",orderBy:[null]}))', 'orderBy item expected to be an object.'],
  ['createPgStatement(rds.select({table:"t",orderBy:[{}]}))', 'orderBy item expected to have property column.'],
  [
    'createPgStatement(rds.select({table:"t",orderBy:[{column:"id",dir:""}]}))',
    'orderBy dir can have either ASC or DESC found .',
  ],
  ['createPgStatement(rds.select({table:"t",limit:"abc"}))', 'limit expects a number.'],
  ['createPgStatement(rds.select({table:"t",limit:""}))', 'limit expects a number.'],
  ['createPgStatement(rds.select({table:"t",offset:{}}))', 'offset expects a number.'],
  ['createPgStatement(rds.insert({table:"t"}))', 'values are expected to be passed to insert'],
  ['createPgStatement(rds.update({table:"t"}))', 'values are expected to be passed to update'],
  ['createPgStatement(rds.insert({table:"t",values:[1]}))', 'Expected values to an Object.'],
];

describe('refusals', () => {
  it.each(REFUSED)('rds.%s', (call, message) => {
    expect(failure(`rds.${call}`)).toBe(message);
  });
});

describe('the place of a refusal', () => {
  it.each([
    'select({table:"t",where:{name:{bogus:1}}})',
    'select({table:"t",where:{and:[{or:[{name:{size:{bogus:1}}}]}]}})',
    'select({table:"t",columns:["name",null]})',
  ])('is where the resolver calls createPgStatement: %s', (statement) => {
    const { error } = answerTo(`  return rds.createPgStatement(rds.${statement});`);

    expect(error?.message).toMatch(/^code\.js:5:1\d: /);
  });
});

describe('toJsonObject', () => {
  const answer = (...results: object[]): object => ({ result: JSON.stringify({ sqlStatementResults: results }) });
  const rows = (...results: object[]): string | null => returned('rds.toJsonObject(ctx.result)', answer(...results));

  it('gives one empty row for a statement without records', () => {
    expect(rows({ numberOfRecordsUpdated: 1, generatedFields: [] })).toBe('[[{}]]');
  });

  it('names members by label or name, leaves nulls out and reads every kind of field', () => {
    const columnMetadata = [{ label: 'id', name: 'x' }, { name: 'b' }, { name: 'c' }, { name: 'd' }, { name: 'e' }];
    const record = [
      { longValue: 1 },
      { isNull: true },
      { arrayValue: { arrayValues: [{ longValues: [1, 2] }, { stringValues: ['a'] }] } },
      { booleanValue: false },
      { blobValue: 'aGVsbG8=' },
    ];

    expect(rows({ records: [record], columnMetadata })).toBe('[[{"id":1,"c":[[1,2],["a"]],"d":false,"e":"aGVsbG8="}]]');
  });

  it('is the same function as util.rds.toJsonObject, and gives null for anything else', () => {
    expect(returned('util.rds.toJsonObject(ctx.result)', answer({ records: [] }))).toBe('[[]]');
    expect(returned('rds.toJsonObject("no")')).toBe('null');
    expect(returned('rds.toJsonObject({})')).toBe('null');
  });
});
