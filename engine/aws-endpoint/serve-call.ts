/** From a request to an answer: route, signature, fault, permission, service. Knows no socket. */
import type { Clock, Log, Random } from '../kernel/index.ts';
import { messageOf } from '../kernel/index.ts';
import { accessesOf } from './accesses.ts';
import type { Place } from './accesses.ts';
import { errorAnswer, jsonAnswer } from './answers.ts';
import type { Forwarder } from './forward.ts';
import type { Answer, Authorize, Fault, Faults, Meter, PutEvents, ServedCall, SignedRequest, Verify } from './ports.ts';
import type { QueueStore } from './queue-store.ts';
import { fromForm, toXml } from './query-protocol.ts';
import { headerOf, routeOf } from './route.ts';
import type { Route } from './route.ts';
import { serveSqs } from './serve-sqs.ts';

export interface CallServerOptions {
  readonly verify: Verify;
  readonly authorize?: Authorize;
  readonly queues: QueueStore;
  readonly putEvents?: PutEvents;
  readonly meter?: Meter;
  readonly faults?: Faults;
  readonly forwarder: Forwarder;
  readonly place: Place;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Null: the socket is closed without an answer, because a fault says so. */
export type ServeCall = (request: SignedRequest) => Promise<Answer | null>;

type Fields = Readonly<Record<string, unknown>>;

function notServed({ service, action }: Route, requestId: string): Answer {
  const message = `The local engine does not serve ${service}:${action}. It serves DynamoDB's data operations, SQS's SendMessage, ReceiveMessage, DeleteMessage and GetQueueAttributes, and EventBridge's PutEvents.`;
  return errorAnswer(400, 'UnknownOperationException', message, requestId);
}

function parseInput(body: Uint8Array): Fields | null {
  try {
    const value = JSON.parse(Buffer.from(body).toString('utf8') || '{}') as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

/** The body is parsed only when something wants to look into it: a forwarded call stays bytes. */
function toCall(route: Route, body: Uint8Array, more: { roleArn: string; requestId: string; nth: number }): ServedCall {
  let input: Fields | null | undefined;
  return {
    service: route.service,
    action: route.action,
    ...more,
    input: () => (input ??= parseInput(body) ?? {}),
  };
}

async function denialOf(call: ServedCall, options: CallServerOptions): Promise<Answer | null> {
  if (options.authorize === undefined) return null;
  const input = call.input();
  const queueArn = call.service === 'sqs' ? (options.queues.find(String(input.QueueUrl))?.arn ?? null) : null;
  for (const { action, resource } of accessesOf({ ...call, input }, options.place, queueArn)) {
    const decision = await options.authorize(call.roleArn, action, resource, input);
    if (!decision.ok) return errorAnswer(400, 'AccessDeniedException', decision.message, call.requestId);
  }
  return null;
}

async function serve(call: ServedCall, request: SignedRequest, options: CallServerOptions): Promise<Answer> {
  if (call.service === 'dynamodb') {
    const contentType = headerOf(request.headers, 'content-type') ?? 'application/x-amz-json-1.0';
    return options.forwarder.send(headerOf(request.headers, 'x-amz-target') ?? '', contentType, request.body);
  }
  if (parseInput(request.body) === null) {
    return errorAnswer(400, 'SerializationException', 'The request body is not a JSON object.', call.requestId);
  }
  if (call.service === 'sqs') return serveSqs(call, options.queues);
  if (options.putEvents === undefined) return notServed({ ...call, isServed: false }, call.requestId);
  const entries = call.input().Entries;
  try {
    const answer = await options.putEvents(call.roleArn, Array.isArray(entries) ? (entries as Fields[]) : []);
    return jsonAnswer(answer, call.requestId);
  } catch (cause) {
    // A call that the bus refuses as a whole, such as one with eleven entries.
    if (!(cause instanceof Error) || !('statusCode' in cause)) throw cause;
    return errorAnswer(Number(cause.statusCode), cause.name, cause.message, call.requestId);
  }
}

/** @returns null when the call goes on */
async function suffer(fault: Fault, clock: Clock): Promise<Answer | 'disconnect' | null> {
  if (fault.kind === 'answer') return fault.answer;
  if (fault.kind === 'disconnect') return 'disconnect';
  await new Promise<void>((resolve) => void clock.after(fault.ms, resolve));
  return null;
}

async function answerTo(
  call: ServedCall,
  request: SignedRequest,
  options: CallServerOptions,
): Promise<Answer | 'disconnect'> {
  const fault = options.faults?.(call) ?? null;
  const before = fault?.when === 'before' ? await suffer(fault, options.clock) : null;
  if (before !== null) return before;
  const answer = (await denialOf(call, options)) ?? (await serve(call, request, options));
  const after = fault?.when === 'after' ? await suffer(fault, options.clock) : null;
  return after ?? answer;
}

/** @returns how a request of the endpoint is answered; it never rejects */
export function createCallServer(options: CallServerOptions): ServeCall {
  const { clock, random, log } = options;
  const counts = new Map<string, number>();
  const countOf = ({ service, action }: Route): number => {
    const nth = (counts.get(`${service}:${action}`) ?? 0) + 1;
    counts.set(`${service}:${action}`, nth);
    return nth;
  };
  return async (asked) => {
    const requestId = random.uuid();
    const translated = fromForm(asked, options.place);
    const request = translated ?? asked;
    const route = routeOf(request.method, request.path, request.headers);
    try {
      if (!route.isServed) return notServed(route, requestId);
      const verified = await options.verify(asked);
      if (!verified.ok) return errorAnswer(verified.status, verified.errorType, verified.message, requestId);
      const call = toCall(route, request.body, { roleArn: verified.roleArn, requestId, nth: countOf(route) });
      const startedAt = clock.now();
      const answer = await answerTo(call, request, options);
      if (answer === 'disconnect') return null;
      options.meter?.(call, answer, clock.now() - startedAt);
      return translated === null ? answer : toXml(answer, call.action, requestId);
    } catch (cause) {
      const { service, action } = route;
      log.error('the AWS endpoint failed', { service, action, requestId, cause: messageOf(cause) });
      return errorAnswer(500, 'InternalServerError', messageOf(cause), requestId);
    }
  };
}
