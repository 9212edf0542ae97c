/** One call of a schedule's target: as often as its policy says, and then a message in its queue. */
import type { Clock, Invoke, Log } from '../kernel/index.ts';
import type { ScheduleBlueprint } from '../template/index.ts';

/** @throws when there is no such queue */
export type SendToQueue = (
  queueArn: string,
  body: string,
  attributes?: Readonly<Record<string, { readonly DataType: 'String'; readonly StringValue: string }>>,
) => void;

/** @returns why the role may not, or null */
export type RefusalOf = (roleArn: string, action: string, resource: string) => string | null;

export interface DeliveryPorts {
  readonly invoke: Invoke;
  readonly sendToQueue: SendToQueue;
  readonly refusalOf: RefusalOf;
  readonly clock: Clock;
  readonly log: Log;
  /** Waits; false when the scheduler ends meanwhile. */
  readonly wait: (ms: number) => Promise<boolean>;
}

/** What is told of one occurrence. */
export interface Occurrence {
  readonly scheduledMs: number;
  readonly executionId: string;
  readonly region: string;
  readonly accountId: string;
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly isRetried: boolean;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;

const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What a target gets that asks for nothing else. */
function envelope(schedule: ScheduleBlueprint, occurrence: Occurrence): object {
  const isRule = schedule.origin === 'rule';
  return {
    version: '0',
    id: occurrence.executionId,
    'detail-type': 'Scheduled Event',
    source: isRule ? 'aws.events' : 'aws.scheduler',
    account: occurrence.accountId,
    time: seconds(occurrence.scheduledMs),
    region: occurrence.region,
    resources: [schedule.arn],
    detail: isRule ? {} : '{}',
  };
}

/** The target's own text, with Scheduler's context attributes filled in. */
function bodyOf(schedule: ScheduleBlueprint, occurrence: Occurrence, attempt: number): string {
  const { input } = schedule.target;
  if (input === null) return JSON.stringify(envelope(schedule, occurrence));
  if (schedule.origin === 'rule') return input;
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', schedule.arn)
    .replaceAll('<aws.scheduler.scheduled-time>', seconds(occurrence.scheduledMs))
    .replaceAll('<aws.scheduler.execution-id>', occurrence.executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** A function is called asynchronously: what it then does is Lambda's to retry. */
async function attempt(ports: DeliveryPorts, { target }: ScheduleBlueprint, body: string): Promise<Failure | null> {
  const action = target.kind === 'function' ? 'lambda:InvokeFunction' : 'sqs:SendMessage';
  const refusal = target.roleArn === null ? null : ports.refusalOf(target.roleArn, action, target.arn);
  if (refusal !== null) return { code: 'AccessDeniedException', message: refusal, isRetried: false };
  if (target.kind === 'queue') {
    try {
      ports.sendToQueue(target.arn, body);
      return null;
    } catch (cause) {
      return { code: 'QueueDoesNotExist', message: messageOf(cause), isRetried: false };
    }
  }
  const outcome = await ports.invoke({ function: target.arn, payload: parsed(body), invocationType: 'Event' });
  if (outcome.ok) return null;
  return { code: outcome.errorType, message: outcome.errorMessage, isRetried: outcome.reason === 'throttled' };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Never rejects. Ends when the target took it, or when it was given up. */
export async function deliver(
  ports: DeliveryPorts,
  schedule: ScheduleBlueprint,
  occurrence: Occurrence,
): Promise<void> {
  const { target } = schedule;
  const begun = ports.clock.now();
  for (let retries = 0; ; retries += 1) {
    const body = bodyOf(schedule, occurrence, retries + 1);
    const failure = await attempt(ports, schedule, body);
    if (failure === null) return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** retries, LONGEST_WAIT_MS);
    const isTooOften = retries >= target.maximumRetryAttempts;
    const isTooOld = ports.clock.now() + wait - begun > target.maximumEventAgeSeconds * 1000;
    if (!failure.isRetried || isTooOften || isTooOld) {
      giveUp(ports, schedule, body, { ...failure, retries });
      return;
    }
    if (!(await ports.wait(wait))) return;
  }
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue }) as const;

function giveUp(
  ports: DeliveryPorts,
  { arn, target }: ScheduleBlueprint,
  body: string,
  { code, message, retries }: Failure & { readonly retries: number },
): void {
  ports.log.warn('a schedule reached no target', { schedule: arn, target: target.arn, code, message });
  if (target.deadLetterArn === null) return;
  try {
    ports.sendToQueue(target.deadLetterArn, body, {
      SCHEDULE_ARN: text(arn),
      TARGET_ARN: text(target.arn),
      ERROR_CODE: text(code),
      ERROR_MESSAGE: text(message),
      RETRY_ATTEMPTS: text(String(retries)),
    });
  } catch (cause) {
    ports.log.error('a dead letter was lost', { queue: target.deadLetterArn, cause: messageOf(cause) });
  }
}
