/**
 * SQS's older protocol, a form in and XML out, as resolvers with an HTTP data source and old SDKs speak it: turned into a call of the
 * JSON protocol, and its answer turned back.
 */
import type { Place } from './accesses.ts';
import type { Answer, SignedRequest } from './ports.ts';
import { headerOf } from './route.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `/111122223333/orders`, where the form names no QueueUrl. */
const QUEUE_PATH = /^\/\d{12}\/[\w.-]+\/?$/;
const NUMBERS: ReadonlySet<string> = new Set([
  'DelaySeconds',
  'MaxNumberOfMessages',
  'VisibilityTimeout',
  'WaitTimeSeconds',
]);

/** @returns null for a request that is no such form. Its signature covers the form: verify that, not what this gives */
export function fromForm(request: SignedRequest, place: Place): SignedRequest | null {
  const isForm = headerOf(request.headers, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (!isForm || headerOf(request.headers, 'x-amz-target') !== undefined) return null;
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  const action = form.get('Action');
  const names = form.get('QueueUrl') ?? (QUEUE_PATH.test(request.path) ? urlOf(request.path, place) : null);
  if (action === null || names === null) return null;
  const input: Record<string, unknown> = { QueueUrl: names };
  for (const [name, value] of form) if (name !== 'QueueUrl') input[name] = NUMBERS.has(name) ? Number(value) : value;
  return {
    ...request,
    headers: { ...request.headers, 'x-amz-target': `AmazonSQS.${action}` },
    body: Buffer.from(JSON.stringify(input)),
  };
}

const urlOf = (path: string, { region }: Place): string =>
  `https://sqs.${region}.amazonaws.com${path.replace(/\/$/, '')}`;

/** @param answer - of the JSON protocol */
export function toXml(answer: Answer, action: string, requestId: string): Answer {
  const fields = JSON.parse(Buffer.from(answer.body).toString('utf8')) as Fields;
  const text = answer.status < 400 ? resultXml(action, fields, requestId) : errorXml(fields, requestId);
  const body = Buffer.from(`<?xml version="1.0"?>${text}`);
  return {
    status: answer.status,
    headers: { ...answer.headers, 'content-type': 'text/xml', 'content-length': String(body.length) },
    body,
  };
}

function resultXml(action: string, fields: Fields, requestId: string): string {
  const result = element(`${action}Result`, members(fields));
  return element(`${action}Response`, result + element('ResponseMetadata', element('RequestId', requestId)));
}

function errorXml({ __type: type, message }: Fields, requestId: string): string {
  const code = String(type).replace(/^.*#/, '');
  const error = element('Type', 'Sender') + element('Code', code) + element('Message', escaped(String(message)));
  return element('ErrorResponse', element('Error', error) + element('RequestId', requestId));
}

/** Lists repeat their element under its name in the singular, as `Messages` gives `Message`. */
function members(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => {
      if (Array.isArray(value))
        return value.map((one: unknown) => element(name.replace(/s$/, ''), members(one as Fields))).join('');
      if (typeof value === 'object' && value !== null) return pairs(name, value as Fields);
      return element(name, escaped(String(value)));
    })
    .join('');
}

const pairs = (name: string, map: Fields): string =>
  Object.entries(map)
    .map(([key, value]) =>
      element(name.replace(/s$/, ''), element('Name', key) + element('Value', escaped(String(value)))),
    )
    .join('');

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
