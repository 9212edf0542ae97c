/** HTTP endpoints (spec/appsync-resolvers 7.3). Statuses of 400 and more are answers, not errors. */
import { InvalidDocument, messageOf } from '../kernel/index.ts';
import type { DataSource } from '../kernel/index.ts';
import { isMembers, optional, readDocument, readText } from './document.ts';
import type { Members } from './document.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Not a resolver's to set. */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'user-agent',
  'expect',
  'expectation',
  'transfer-encoding',
  'content-length',
]);
const CONTENT_TYPES =
  /^(?:text\/.+|application\/(?:xml|json|soap\+xml|x-amz-json-1\.[01]|vnd\.api\+json|x-ndjson))\s*(?:;.*)?$/i;
const TIMEOUT_MS = 30_000;

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Signs for another AWS service. */
export type SignHttp = (request: HttpRequest) => Promise<HttpRequest>;

function readHeaders(params: Members): Record<string, string> {
  const given = optional(params, 'headers', '$[params][headers]', 'an object', isMembers) ?? {};
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || OWN_HEADERS.has(name.toLowerCase())) continue;
    headers[name] = typeof value === 'string' ? value : JSON.stringify(value);
    if (name.toLowerCase() === 'content-type' && !CONTENT_TYPES.test(headers[name])) {
      throw new InvalidDocument(`Content-Type '${headers[name]}' is not supported.`);
    }
  }
  return headers;
}

function toUrl(endpoint: string, resourcePath: string, params: Members): string {
  const url = new URL(
    endpoint.replace(/\/+$/, '') + (resourcePath.startsWith('/') ? resourcePath : `/${resourcePath}`),
  );
  const query = optional(params, 'query', '$[params][query]', 'an object', isMembers) ?? {};
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      url.searchParams.append(name, typeof one === 'string' ? one : JSON.stringify(one));
    }
  }
  return url.href;
}

function readRequest(endpoint: string, document: Members): HttpRequest {
  const method = readText(document, 'method', '$[method]');
  if (!METHODS.includes(method))
    throw new InvalidDocument(`Value for field '$[method]' must be one of ${METHODS.join(', ')}.`);
  const params = optional(document, 'params', '$[params]', 'an object', isMembers) ?? {};
  const { body } = params;
  const isEmpty = body === undefined || body === null || method === 'GET';
  return {
    method,
    url: toUrl(endpoint, readText(document, 'resourcePath', '$[resourcePath]'), params),
    headers: readHeaders(params),
    body: isEmpty ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** @param fetchUrl - the platform's `fetch`, or a stand-in */
export function createHttpDataSource(
  name: string,
  endpoint: string,
  sign: SignHttp | null,
  fetchUrl: typeof fetch,
): DataSource {
  return {
    name,
    type: 'HTTP',
    async invoke(given) {
      const request = readRequest(endpoint, readDocument(given));
      try {
        const { url, ...init } = sign === null ? request : await sign(request);
        const response = await fetchUrl(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
        const body = await response.text();
        return {
          result: { statusCode: response.status, headers: Object.fromEntries(response.headers), body },
          error: null,
        };
      } catch (cause) {
        // A DOMException, which is not an Error in every realm.
        if (isMembers(cause) && cause.name === 'TimeoutError') {
          return { result: null, error: { message: 'execution timed out', type: 'Http:ExecutionTimeoutException' } };
        }
        // The types of other failures are not recorded.
        return { result: null, error: { message: messageOf(cause), type: 'Http:RequestFailed' } };
      }
    },
  };
}
