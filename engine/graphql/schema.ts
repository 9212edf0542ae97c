/**
 * The schema as AppSync holds it: the API's SDL plus the scalars and directives that AppSync adds by itself. `extend type` is
 * accepted; definitions of the built-ins in the SDL are passed over, because AppSync has its own.
 */
import { GraphQLError, GraphQLSchema, isTypeDefinitionNode, Kind, buildASTSchema, extendSchema } from 'graphql';
import { parse, specifiedDirectives } from 'graphql';
import type { DefinitionNode, DocumentNode } from 'graphql';
import { messageOf, userError } from '../kernel/index.ts';
import { withoutLegacyLists } from './legacy-sdl.ts';
import { createAwsScalars } from './scalars/all.ts';

const AWS_DIRECTIVES = `
"Tells the service this field/object has access authorized by an API key."
directive @aws_api_key on FIELD_DEFINITION | OBJECT
"Tells the service this field/object has access authorized by sigv4 signing."
directive @aws_iam on FIELD_DEFINITION | OBJECT
"Tells the service this field/object has access authorized by an OIDC token."
directive @aws_oidc on FIELD_DEFINITION | OBJECT
"Tells the service this field/object has access authorized by a Lambda Authorizer."
directive @aws_lambda on FIELD_DEFINITION | OBJECT
"Tells the service this field/object has access authorized by a Cognito User Pools token."
directive @aws_cognito_user_pools("List of cognito user pool groups which have access on this field" cognito_groups: [String!]) on FIELD_DEFINITION | OBJECT
"Directs the schema to enforce authorization on a field"
directive @aws_auth("List of cognito user pool groups which have access on this field" cognito_groups: [String!]!) on FIELD_DEFINITION
"Tells the service which mutation triggers this subscription."
directive @aws_subscribe("List of mutations which will trigger this subscription when they are called." mutations: [String!]!) on FIELD_DEFINITION
`;

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(withoutLegacyLists(sdl));
  } catch (cause) {
    const { line, column } = (cause instanceof GraphQLError ? cause.locations?.[0] : undefined) ?? {};
    const at = line === undefined ? '' : ` at line ${line}, column ${column ?? 1}`;
    throw userError(
      'GRAPHQL_SCHEMA_SYNTAX',
      `The schema is not GraphQL${at}: ${messageOf(cause)}`,
      'Correct the SDL at that place.',
      cause,
    );
  }
}

/** Types named Query, Mutation and Subscription are the roots when the SDL has no `schema` block. */
function impliedRoots(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const roots = ['Query', 'Mutation', 'Subscription'].filter((name) =>
    definitions.some((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === name),
  );
  if (roots.length === 0) return [];
  return parse(`schema { ${roots.map((name) => `${name.toLowerCase()}: ${name}`).join(' ')} }`).definitions;
}

/** AppSync has the scalars that it has, and keeps the names that begin as its own do (spec 9). */
function refuseForeign(node: DefinitionNode): void {
  if (!('name' in node) || node.name === undefined) return;
  const name = node.name.value;
  const line = node.loc?.startToken.line ?? 1;
  if (node.kind === Kind.SCALAR_TYPE_DEFINITION) {
    throw userError(
      'GRAPHQL_SCHEMA_INVALID',
      `AppSync has no custom scalars: scalar ${name} at line ${line}`,
      'Use one of its own: AWSDate, AWSTime, AWSDateTime, AWSTimestamp, AWSEmail, AWSJSON, AWSURL, AWSPhone, AWSIPAddress.',
    );
  }
  if (isTypeDefinitionNode(node) && name.startsWith('AWS')) {
    throw userError(
      'GRAPHQL_SCHEMA_INVALID',
      `Names that begin with AWS are AppSync's own: ${name} at line ${line}`,
      'Give the type another name.',
    );
  }
}

/**
 * @throws a user error `GRAPHQL_SCHEMA_SYNTAX` or `GRAPHQL_SCHEMA_INVALID`, with graphql-js's text
 */
export function buildAppSyncSchema(sdl: string): GraphQLSchema {
  const awsScalars = createAwsScalars();
  const awsDirectives = buildASTSchema(parse(AWS_DIRECTIVES), { assumeValidSDL: true })
    .getDirectives()
    .filter((directive) => directive.name.startsWith('aws_'));
  const builtIn = new Set([...awsScalars, ...awsDirectives].map((one) => one.name));
  const definitions = parseSdl(sdl).definitions.filter((node) => {
    const isBuiltInKind = node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.DIRECTIVE_DEFINITION;
    return !(isBuiltInKind && builtIn.has(node.name.value));
  });
  const hasSchemaBlock = definitions.some((node) => node.kind === Kind.SCHEMA_DEFINITION);
  for (const node of definitions) refuseForeign(node);
  const roots = hasSchemaBlock ? [] : impliedRoots(definitions);
  const base = new GraphQLSchema({
    types: awsScalars,
    directives: [...specifiedDirectives, ...awsDirectives],
    assumeValid: true,
  });
  const schema = extended(base, { kind: Kind.DOCUMENT, definitions: [...definitions, ...roots] });
  if (schema.getQueryType()) return schema;
  throw userError(
    'GRAPHQL_SCHEMA_INVALID',
    'The schema has no query root: there is no type Query, and no schema block that names another one.',
    'Define `type Query` with at least one field.',
  );
}

function extended(base: GraphQLSchema, document: DocumentNode): GraphQLSchema {
  try {
    return extendSchema(base, document, { assumeValid: true });
  } catch (cause) {
    throw userError(
      'GRAPHQL_SCHEMA_INVALID',
      `The schema cannot be built: ${messageOf(cause)}`,
      'Define the type, or correct its name.',
      cause,
    );
  }
}
