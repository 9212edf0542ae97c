import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { readSchema } from '../../../infra/api/schema-asset.ts';
import {
  checkEveryFieldHasAResolver,
  fieldsThatNeedAResolver,
} from '../../../infra/checks/every-field-has-a-resolver.ts';
import { checkNoOrphanResolverFile } from '../../../infra/checks/no-orphan-resolver-file.ts';
import { checkResolverCode } from '../../../infra/checks/resolver-code.ts';
import { readConfig } from '../../../infra/config.ts';
import { PROJECT_ROOT } from '../../support/source-files.ts';

const schema = parse(`
  type Query { book(id: ID!): Book }
  type Mutation { lend(id: ID!): Book }
  type Subscription { onLend(id: ID!): Book }
  type Book { title: String loans(first: Int): [String!]! }
`);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('every field has a resolver', () => {
  it('asks for one on root fields and on fields with arguments', () => {
    expect(fieldsThatNeedAResolver(schema)).toEqual(['Query.book', 'Mutation.lend', 'Book.loans']);
  });

  it('passes when all are wired', () => {
    expect(() => checkEveryFieldHasAResolver(schema, ['Query.book', 'Mutation.lend', 'Book.loans'])).not.toThrow();
  });

  it('fails and names the field without a resolver', () => {
    expect(() => checkEveryFieldHasAResolver(schema, ['Query.book', 'Mutation.lend'])).toThrow(
      /No resolver for Book\.loans\. Add/,
    );
  });

  it('fails and names a resolver for a field that the schema does not have', () => {
    const wired = ['Query.book', 'Mutation.lend', 'Book.loans', 'Query.boook'];

    expect(() => checkEveryFieldHasAResolver(schema, wired)).toThrow(/schema does not have: Query\.boook/);
  });
});

describe('no orphan resolver file', () => {
  it('fails and names the file that is wired to nothing', () => {
    mkdirSync(join(folder, 'resolvers', 'library', 'js'), { recursive: true });
    writeFileSync(join(folder, 'resolvers', 'library', 'js', 'Query.book.ts'), '');

    expect(() => checkNoOrphanResolverFile(folder, [])).toThrow(
      /Not wired to any field: resolvers\/library\/js\/Query\.book\.ts/,
    );
    expect(() => checkNoOrphanResolverFile(folder, ['resolvers/library/js/Query.book.ts'])).not.toThrow();
  });
});

describe('resolver code', () => {
  const check = (code: string): void => checkResolverCode(PROJECT_ROOT, new Map([['test/fixtures/resolver.js', code]]));
  const handlers = 'export const request = (ctx) => ({});\nexport const response = (ctx) => ctx.result;\n';

  it.each([
    ['while', 'export function request(ctx) { while (true) { } }'],
    ['try', 'export function request(ctx) { try { } catch (e) { } }'],
    ['throw', 'export function request(ctx) { throw "no"; }'],
    ['new', 'export function request(ctx) { return new Date(); }'],
    ['async', 'export async function request(ctx) { }'],
    ['++', 'export function request(ctx) { let i = 0; i++; return i; }'],
    ['class', 'class A { }'],
  ])('fails on %s', (_what, code) => {
    expect(() => check(code + handlers)).toThrow(
      /AppSync would refuse this code:\n {2}- test\/fixtures\/resolver\.js \(bundled line \d+\)/,
    );
  });
});

describe('the schema', () => {
  it('fails with file and line when a file does not parse', () => {
    writeFileSync(join(folder, 'appsync-builtins.graphql'), 'scalar AWSDate');
    writeFileSync(join(folder, 'book.graphql'), 'type Query {\n  book(: ID\n}');

    expect(() => readSchema(folder)).toThrow(/schema\/book\.graphql:2 is not GraphQL/);
  });

  it('fails with all faults when it is not valid', () => {
    writeFileSync(join(folder, 'appsync-builtins.graphql'), 'scalar AWSDate');
    writeFileSync(join(folder, 'book.graphql'), 'type Query { book: Book }\ntype Book { _title: String __id: ID }');

    expect(() => readSchema(folder)).toThrow(/The schema is not valid:\n {2}- .*__id/);
  });
});

describe('the stage', () => {
  it.each(['Prod', '', '1st', 5])('refuses %j and says what is allowed', (stage) => {
    expect(() => readConfig(() => stage)).toThrow(/must be 1 to 16 lower-case letters/);
  });

  it('closes introspection and keeps data in production alone', () => {
    expect(readConfig(() => 'prod')).toEqual({ stage: 'prod', introspection: false, retainData: true });
    expect(readConfig(() => undefined)).toEqual({ stage: 'dev', introspection: true, retainData: false });
  });
});
