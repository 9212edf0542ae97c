import { describe, expect, it } from '@jest/globals';
import type { GraphQLObjectType } from 'graphql';
import { buildAppSyncSchema } from '../../../../engine/graphql/schema.ts';

describe('buildAppSyncSchema', () => {
  it('takes the roots by their names, or from a schema block', () => {
    expect(buildAppSyncSchema('type Query { a: ID } type Mutation { b: ID }').getMutationType()?.name).toBe('Mutation');
    expect(buildAppSyncSchema('schema { query: Reads } type Reads { a: AWSDate }').getQueryType()?.name).toBe('Reads');
  });

  it.each([
    ['commas', 'type A implements Node, Named,Third @aws_iam {'],
    ['ampersands', 'type A implements & Node & Named & Third @aws_iam {'],
    ['both, over lines', 'type A implements Node,\n  Named & # why\n Third\n{'],
  ])('takes interfaces parted by %s, as AppSync does', (_what, head) => {
    const interfaces = ['Node', 'Named', 'Third'].map(
      (name) => `interface ${name} { id: ID, name(a: Int, b: Int): ID }`,
    );
    const schema = buildAppSyncSchema(
      `${interfaces.join(' ')} ${head} id: ID, name(a: Int, b: Int): ID } type Query { a: A, b: ID }`,
    );

    expect((schema.getType('A') as GraphQLObjectType).getInterfaces().map(({ name }) => name)).toEqual([
      'Node',
      'Named',
      'Third',
    ]);
  });

  it('takes declarations of its own scalars and directives, and passes them over', () => {
    const sdl = 'scalar AWSDate directive @aws_iam on OBJECT type Query @aws_iam { a: AWSDate }';

    expect(buildAppSyncSchema(sdl).getQueryType()?.getFields().a?.type.toString()).toBe('AWSDate');
  });

  it.each([
    ['says where text is no SDL', 'type Query {\n  a: ID;\n}', 'GRAPHQL_SCHEMA_SYNTAX', /at line 2, column 8: .*";"/],
    ['names a type that is not there', 'type Query { a: Ghost }', 'GRAPHQL_SCHEMA_INVALID', /Ghost/],
    ['asks for a query root', 'type Mutation { a: ID }', 'GRAPHQL_SCHEMA_INVALID', /no query root/],
    ['asks for a query root where there is none at all', 'type A { a: ID }', 'GRAPHQL_SCHEMA_INVALID', /no query root/],
    [
      'names a custom scalar',
      '\nscalar Date type Query { a: Date }',
      'GRAPHQL_SCHEMA_INVALID',
      /scalar Date at line 2/,
    ],
    [
      'keeps names for AppSync',
      'type AWSThing { a: ID } type Query { a: AWSThing }',
      'GRAPHQL_SCHEMA_INVALID',
      /AWSThing/,
    ],
  ])('refuses and %s', (_what, sdl, code, message) => {
    expect(() => buildAppSyncSchema(sdl)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
