/** Merges the files of `schema/` into the one SDL that AppSync takes: it knows no object extensions and has its own scalars. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeTypeDefs } from '@graphql-tools/merge';
import type { IGraphqlApi, ISchema, ISchemaConfig } from 'aws-cdk-lib/aws-appsync';
import { buildASTSchema, type DocumentNode, GraphQLError, parse, print, validateSchema } from 'graphql';

/** What AppSync defines itself: read for validation, never deployed. */
const BUILTINS = 'appsync-builtins.graphql';

const parseFile = (directory: string, name: string): DocumentNode => {
  const text = readFileSync(join(directory, name), 'utf8');
  try {
    return parse(text);
  } catch (cause) {
    const place = cause instanceof GraphQLError ? `:${cause.locations?.[0]?.line ?? 0}` : '';
    throw new Error(
      `schema/${name}${place} is not GraphQL: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
};

/**
 * Reads, merges and validates the schema.
 * @returns the document, in the order of the file names, so that two synths give the same text
 * @throws when a file does not parse or the whole is not a valid schema: all faults in one message
 */
export function readSchema(directory: string): DocumentNode {
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.graphql') && name !== BUILTINS)
    .sort();
  const merged = mergeTypeDefs(
    files.map((name) => parseFile(directory, name)),
    { throwOnConflict: true },
  );
  const whole = buildASTSchema({
    kind: merged.kind,
    definitions: [...parseFile(directory, BUILTINS).definitions, ...merged.definitions],
  });
  const faults = validateSchema(whole);
  if (faults.length > 0) {
    throw new Error(`The schema is not valid:\n${faults.map((each) => `  - ${each.message}`).join('\n')}`);
  }
  return merged;
}

/** The merged schema as the construct library wants it. */
export class SchemaAsset implements ISchema {
  readonly document: DocumentNode;

  constructor(directory: string) {
    this.document = readSchema(directory);
  }

  bind(api: IGraphqlApi): ISchemaConfig {
    return { apiId: api.apiId, definition: print(this.document) };
  }
}
