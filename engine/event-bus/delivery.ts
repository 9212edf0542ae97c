/** One event on its way to one target: the call, retries with growing waits, and the dead-letter queue at the end. */
import { messageOf } from '../kernel/index.ts';
import type { Clock, Invoke, Log } from '../kernel/index.ts';
import type { EventRuleBlueprint, EventTargetBlueprint } from '../template/index.ts';
import type { BusEvent } from './event.ts';
import { toInput } from './target-input.ts';

/** @param attributes - message attributes as SQS has them */
export type SendToQueue = (queueArn: string, body: string, attributes?: Readonly<Record<string, unknown>>) => void;

/** Runs an operation as the role. Rejects when the API refuses it. */
export type CallGraphql = (call: {
  readonly endpointArn: string;
  readonly roleArn: string | null;
  readonly operation: string;
  readonly variables: unknown;
}) => Promise<void>;

export interface DeliveryPorts {
  readonly invoke: Invoke;
  readonly sendToQueue: SendToQueue;
  readonly callGraphql: CallGraphql;
  /** Puts an event on another bus. */
  readonly forward: (busArn: string, event: BusEvent) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** Waits; false when the bus ends meanwhile. */
  readonly wait: (ms: number) => Promise<boolean>;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly isRetried: boolean;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A template need not be JSON: the target then gets the text.
    return text;
  }
}

/** Lambda is called asynchronously: what the function then does is Lambda's to retry. */
async function callFunction(ports: DeliveryPorts, arn: string, input: string): Promise<Failure | null> {
  const outcome = await ports.invoke({ function: arn, payload: parsed(input), invocationType: 'Event' });
  if (outcome.ok) return null;
  return { code: outcome.errorType, message: outcome.errorMessage, isRetried: outcome.reason === 'throttled' };
}

async function attempt(
  ports: DeliveryPorts,
  target: EventTargetBlueprint,
  event: BusEvent,
  input: string,
): Promise<Failure | null> {
  try {
    switch (target.kind) {
      case 'function':
        return await callFunction(ports, target.arn, input);
      case 'queue':
        ports.sendToQueue(target.arn, input);
        return null;
      case 'event-bus':
        ports.forward(target.arn, event);
        return null;
      case 'log-group':
        ports.log.info('event', { logGroup: target.arn.split(':')[6], event: parsed(input) });
        return null;
      case 'graphql':
        await ports.callGraphql({
          endpointArn: target.arn,
          roleArn: target.roleArn,
          operation: target.graphqlOperation ?? '',
          variables: parsed(input),
        });
        return null;
    }
  } catch (cause) {
    const code = cause instanceof Error ? cause.name : 'InternalException';
    return { code, message: messageOf(cause), isRetried: target.kind === 'graphql' && !isFinal(cause) };
  }
}

/** A refusal by the API; a broken connection and a 5xx may get better. */
function isFinal(cause: unknown): boolean {
  return cause instanceof Error && 'statusCode' in cause && Number(cause.statusCode) < 500;
}

const text = (StringValue: string): unknown => ({ DataType: 'String', StringValue });

function giveUp(
  ports: DeliveryPorts,
  rule: EventRuleBlueprint,
  target: EventTargetBlueprint,
  event: BusEvent,
  failure: Failure & { readonly retries: number; readonly condition: string | null },
): void {
  const { code, message, retries, condition } = failure;
  ports.log.warn('an event reached no target', {
    rule: rule.name,
    target: target.arn,
    eventId: event.id,
    code,
    message,
  });
  if (target.deadLetterArn === null) return;
  try {
    ports.sendToQueue(target.deadLetterArn, JSON.stringify(event), {
      RULE_ARN: text(rule.arn),
      TARGET_ARN: text(target.arn),
      ERROR_CODE: text(code),
      ERROR_MESSAGE: text(message),
      RETRY_ATTEMPTS: text(String(retries)),
      ...(condition === null ? {} : { EXHAUSTED_RETRY_CONDITION: text(condition) }),
    });
  } catch (cause) {
    ports.log.error('a dead letter was lost', { queue: target.deadLetterArn, cause: messageOf(cause) });
  }
}

/** Never rejects. Ends when the target took the event, or when it was given up. */
export async function deliver(
  ports: DeliveryPorts,
  rule: EventRuleBlueprint,
  target: EventTargetBlueprint,
  event: BusEvent,
): Promise<void> {
  const input = toInput(target.input, event, rule);
  const begun = ports.clock.now();
  for (let retries = 0; ; retries += 1) {
    const failure = await attempt(ports, target, event, input);
    if (failure === null) return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** retries, LONGEST_WAIT_MS);
    const isTooOld = ports.clock.now() + wait - begun > target.maximumEventAgeSeconds * 1000;
    const isTooOften = retries >= target.maximumRetryAttempts;
    if (!failure.isRetried || isTooOften || isTooOld) {
      const condition = isTooOften ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds';
      giveUp(ports, rule, target, event, { ...failure, retries, condition: failure.isRetried ? condition : null });
      return;
    }
    if (!(await ports.wait(wait))) return;
  }
}
