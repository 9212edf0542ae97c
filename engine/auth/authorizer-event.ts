/** What a Lambda authorizer is told of a request (spec/appsync-edge 2.7). */
import type { AuthRequest } from './provider.ts';

type Members = Readonly<Record<string, unknown>>;

interface SentOperation {
  readonly queryString: string;
  readonly operationName?: string;
  readonly variables: Members;
}

/** A socket's handshake has no document yet. */
const CONNECT: SentOperation = { queryString: '', operationName: 'DeepDish:Connect', variables: {} };

export function authorizerEvent(
  token: string,
  request: AuthRequest,
  place: { readonly apiId: string; readonly accountId: string },
): Members {
  const operation = request.purpose === 'connect' ? CONNECT : readOperation(request);
  return {
    authorizationToken: token,
    requestContext: { ...place, requestId: request.requestId ?? '', ...operation },
    requestHeaders: request.headers,
  };
}

/** Anonymous operations have no `operationName` at all. */
function readOperation(request: AuthRequest): SentOperation {
  const sent =
    request.method === 'GET' ? Object.fromEntries(new URLSearchParams(request.query)) : readBody(request.body);
  const queryString = typeof sent.query === 'string' ? sent.query : '';
  const [, written] = /^\s*(?:query|mutation|subscription)\s+([_A-Za-z]\w*)/.exec(queryString) ?? [];
  const given = typeof sent.operationName === 'string' && sent.operationName !== '' ? sent.operationName : written;
  const variables = typeof sent.variables === 'string' ? readObject(sent.variables) : sent.variables;
  return {
    queryString,
    ...(given === undefined ? {} : { operationName: given }),
    variables: typeof variables === 'object' && variables !== null ? (variables as Members) : {},
  };
}

/** A body without a `query` is the document itself (1.1). */
function readBody(body: Uint8Array | string): Members {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  const value = readObject(text);
  return value === null || !('query' in value) ? { query: text } : value;
}

function readObject(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
  } catch {
    return null;
  }
}
