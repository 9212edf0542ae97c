/** HTTP endpoints (spec/appsync-resolvers 7.3). Statuses of 400 and more are answers, not errors. */
import { InvalidDocument, messageOf, timeLeft } from '../kernel/index.ts';
import type { Clock, DataSource, DataSourceError } from '../kernel/index.ts';
import { isMembers, optional, readDocument, readText } from './document.ts';
import type { Members } from './document.ts';
import { HttpAnswerTooLarge, HttpTimeout } from './http-client.ts';
import type { HttpRequest, SendHttp } from './http-client.ts';

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
/** The documented ones, and the forms that AWS's own samples send to SNS and SQS. */
const CONTENT_TYPES =
  /^(?:text\/.+|application\/(?:xml|json|soap\+xml|x-amz-json-1\.[01]|x-www-form-urlencoded|vnd\.api\+json|x-ndjson))\s*(?:;.*)?$/i;
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

function queryOf(params: Members): string {
  const query = optional(params, 'query', '$[params][query]', 'an object', isMembers) ?? {};
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const text = typeof one === 'string' ? one : JSON.stringify(one);
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
    }
  }
  return pairs.join('&');
}

function toUrl(endpoint: string, resourcePath: string, params: Members): string {
  const path = resourcePath.startsWith('/') ? resourcePath : `/${resourcePath}`;
  const query = queryOf(params);
  const joined = `${endpoint.replace(/\/+$/, '')}${path}${query === '' ? '' : `${path.includes('?') ? '&' : '?'}${query}`}`;
  if (!URL.canParse(joined)) throw new InvalidDocument(`'${joined}' is not a URL.`);
  return new URL(joined).href;
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

function toError(cause: unknown): DataSourceError {
  if (cause instanceof HttpTimeout) return { message: cause.message, type: 'Http:ExecutionTimeoutException' };
  // The types of other failures are not recorded.
  if (cause instanceof HttpAnswerTooLarge) return { message: cause.message, type: 'Http:ResponseTooLarge' };
  return { message: messageOf(cause), type: 'Http:RequestFailed' };
}

export function createHttpDataSource(
  name: string,
  endpoint: string,
  { sign, send, clock }: { readonly sign: SignHttp | null; readonly send: SendHttp; readonly clock: Clock },
): DataSource {
  return {
    name,
    type: 'HTTP',
    async invoke(given, { scope }) {
      const request = readRequest(endpoint, readDocument(given));
      try {
        const signed = sign === null ? request : await sign(request);
        return { result: await send(signed, timeLeft(scope, clock)), error: null };
      } catch (cause) {
        return { result: null, error: toError(cause) };
      }
    },
  };
}
