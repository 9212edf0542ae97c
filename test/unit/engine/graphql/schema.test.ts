import { describe, expect, it } from '@jest/globals';
import { buildAppSyncSchema } from '../../../../engine/graphql/schema.ts';

describe('buildAppSyncSchema', () => {
  it('takes the roots by their names, or from a schema block', () => {
    expect(buildAppSyncSchema('type Query { a: ID } type Mutation { b: ID }').getMutationType()?.name).toBe('Mutation');
    expect(buildAppSyncSchema('schema { query: Reads } type Reads { a: AWSDate }').getQueryType()?.name).toBe('Reads');
  });

  it.each([
    ['says where text is no SDL', 'type Query {\n  a: ID;\n}', 'GRAPHQL_SCHEMA_SYNTAX', /at line 2, column 8: .*";"/],
    ['names a type that is not there', 'type Query { a: Ghost }', 'GRAPHQL_SCHEMA_INVALID', /Ghost/],
    ['asks for a query root', 'type Mutation { a: ID }', 'GRAPHQL_SCHEMA_INVALID', /no query root/],
  ])('refuses and %s', (_what, sdl, code, message) => {
    expect(() => buildAppSyncSchema(sdl)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
