/** From a body, or from a URL's query, to an operation (spec/appsync-edge 1.1). Never executes, never recurses. */
import { isUtf8 } from 'node:buffer';
import { isNestedTooDeeply, REFUSALS } from '../kernel/index.ts';
import type { RefusalRow } from '../kernel/index.ts';
import type { GraphqlOperation } from './ports.ts';

export type OperationOutcome = GraphqlOperation | RefusalRow;

export function isRefusal(outcome: OperationOutcome): outcome is RefusalRow {
  return 'errorType' in outcome;
}

/**
 * A JSON object with a text `query` is a request; anything else is tried as a document, which the executor parses or refuses.
 * Bytes that are no UTF-8 are refused, and so are compressed bodies: nothing is ever inflated.
 */
export function readPostOperation(body: Buffer): OperationOutcome {
  if (!isUtf8(body)) return REFUSALS.unparseable;
  const text = withoutMark(body.toString('utf8'));
  if (text.trim() === '') return REFUSALS.emptyBody;
  const parsed = parseJson(text);
  if (parsed === TOO_DEEP || Array.isArray(parsed)) return REFUSALS.unparseable;
  if (isObject(parsed) && typeof parsed.query === 'string') {
    return toOperation(parsed.query, parsed.variables, parsed.operationName);
  }
  return { query: text, variables: null, operationName: null };
}

/** The executor refuses mutations by GET: following a link must not change anything. */
export function readGetOperation(urlQuery: string): OperationOutcome {
  const parameters = new URLSearchParams(urlQuery);
  const query = parameters.get('query');
  const variables = parameters.get('variables');
  if (query === null || query.trim() === '') return REFUSALS.unparseable;
  const parsed = variables === null || variables === '' ? null : parseJson(variables);
  if (parsed === undefined || parsed === TOO_DEEP) return REFUSALS.badVariables;
  const operation = toOperation(query, parsed, parameters.get('operationName'));
  return isRefusal(operation) ? operation : { ...operation, method: 'GET' };
}

function toOperation(query: string, variables: unknown, operationName: unknown): OperationOutcome {
  if (variables !== undefined && variables !== null && !isObject(variables)) return REFUSALS.badVariables;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    return REFUSALS.unparseable;
  }
  return { query, variables: variables ?? null, operationName: operationName === '' ? null : (operationName ?? null) };
}

const TOO_DEEP = Symbol('nested too deeply');

/** @returns undefined for text that is not JSON, which no JSON text parses to */
function parseJson(text: string): unknown {
  if (isNestedTooDeeply(text)) return TOO_DEEP;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Some clients put a byte order mark before their JSON. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
