import type { RequestHeaders } from '../kernel/index.ts';

export interface Route {
  /** As in the credential scope; `unknown` when the request tells none. */
  readonly service: string;
  readonly action: string;
  readonly isServed: boolean;
}

const DYNAMODB = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'TransactWriteItems',
  'UpdateItem',
];
const STREAMS = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
const SQS = ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage', 'SendMessage'];

/** By the first part of `X-Amz-Target`. Tables belong to the template, so calls that change them are not served. */
const TARGETS: ReadonlyMap<string, { readonly service: string; readonly actions: readonly string[] }> = new Map([
  ['DynamoDB_20120810', { service: 'dynamodb', actions: DYNAMODB }],
  ['DynamoDBStreams_20120810', { service: 'dynamodb', actions: STREAMS }],
  ['AmazonSQS', { service: 'sqs', actions: SQS }],
  ['AWSEvents', { service: 'events', actions: ['PutEvents'] }],
]);

export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** `Credential=KEY/20260101/eu-west-1/SERVICE/aws4_request`, else the first label of the host. */
function serviceOf(headers: RequestHeaders): string {
  const scope = /Credential=[^/,]+\/[^/]+\/[^/]+\/([^/]+)\/aws4_request/.exec(headerOf(headers, 'authorization') ?? '');
  const host = headerOf(headers, 'host') ?? '';
  const label = /^([a-z][a-z0-9-]*)\.[^:]*amazonaws\.com/.exec(host);
  return scope?.[1] ?? label?.[1] ?? 'unknown';
}

/** Which service and action a request means. What is not served keeps its names, for the refusal. */
export function routeOf(method: string, path: string, headers: RequestHeaders): Route {
  const [prefix = '', action = ''] = (headerOf(headers, 'x-amz-target') ?? '').split('.');
  const target = TARGETS.get(prefix);
  if (target !== undefined) {
    return { service: target.service, action, isServed: target.actions.includes(action) };
  }
  return { service: serviceOf(headers), action: action === '' ? `${method} ${path}` : action, isServed: false };
}
