/** From a body, or from a URL's query, to an operation (spec/appsync-edge 1.1). */
import { Kind, OperationTypeNode, parse } from 'graphql';
import type { GraphqlOperation } from './ports.ts';
import { REFUSALS } from './refusals.ts';
import type { HttpRefusal } from './refusals.ts';

export type OperationOutcome = GraphqlOperation | HttpRefusal;

export function isRefusal(outcome: OperationOutcome): outcome is HttpRefusal {
  return 'errorType' in outcome;
}

/** A JSON object with a text `query` is a request; anything else is tried as a document, which the executor parses or refuses. */
export function readPostOperation(body: Buffer): OperationOutcome {
  const text = body.toString('utf8');
  if (text.trim() === '') return REFUSALS.emptyBody;
  const parsed = parseJson(text);
  if (Array.isArray(parsed)) return REFUSALS.unparseable;
  if (isObject(parsed) && typeof parsed.query === 'string') {
    return toOperation(parsed.query, parsed.variables, parsed.operationName);
  }
  return { query: text, variables: null, operationName: null };
}

/** No mutations: following a link must not change anything. */
export function readGetOperation(urlQuery: string): OperationOutcome {
  const parameters = new URLSearchParams(urlQuery);
  const query = parameters.get('query');
  const variables = parameters.get('variables');
  if (query === null || query.trim() === '') return REFUSALS.unparseable;
  const parsed = variables === null || variables === '' ? null : parseJson(variables);
  if (parsed === undefined) return REFUSALS.badVariables;
  return refuseMutation(query) ?? toOperation(query, parsed, parameters.get('operationName'));
}

function toOperation(query: string, variables: unknown, operationName: unknown): OperationOutcome {
  if (variables !== undefined && variables !== null && !isObject(variables)) return REFUSALS.badVariables;
  const isNamed = typeof operationName === 'string' && operationName !== '';
  return { query, variables: variables ?? null, operationName: isNamed ? operationName : null };
}

function refuseMutation(query: string): HttpRefusal | null {
  try {
    const { definitions } = parse(query);
    const isMutation = definitions.some(
      (definition) =>
        definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION,
    );
    return isMutation ? REFUSALS.mutationByGet : null;
  } catch {
    return REFUSALS.unparseable;
  }
}

/** @returns undefined for text that is not JSON, which no JSON text parses to */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
