/**
 * Tells subscribers what the ledger recorded: each entry that the stream shows becomes one `publishAccountChange`.
 *
 * The entry carries all that the change shows, so nothing is read here. A change can be published twice after a failure;
 * subscribers tell by `version`.
 */
import type { AccountChangeInput, LedgerKind } from '../../../schema/generated/types.ts';
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { once } from '../../shared/lambda/once.ts';
import { livePublishCall, PUBLISH_RESERVE_MS } from '../../shared/lambda/publish-call.ts';
import type { CallGraphql } from '../../shared/lambda/signed-graphql.ts';
import {
  consumeBatch,
  type BatchAnswer,
  type Invocation,
  type StreamEvent,
  type StreamImage,
  type StreamRecord,
  type Task,
} from '../../shared/lambda/stream-batch.ts';
import { LEDGER_PREFIX } from '../model/keys.ts';

/** Subscribers receive the mutation's selection set and nothing else: so it selects every field. */
export const PUBLISH_ACCOUNT_CHANGE = `mutation PublishAccountChange($input: AccountChangeInput!) {
  publishAccountChange(input: $input) {
    memberId kind amount available tierId redemptionId version occurredAt
  }
}`;

const MEMBERS_AT_A_TIME = 8;

export interface Publishing {
  readonly call: CallGraphql;
  readonly log: Log;
}

const KINDS: readonly LedgerKind[] = ['EARN', 'CAPTURE', 'ADJUST'];

function text(image: StreamImage, name: string): string {
  const value = image[name]?.S;
  if (value === undefined) throw new TypeError(`The ledger entry has no text \`${name}\`.`);
  return value;
}

function integer(image: StreamImage, name: string): number {
  const value = Number(image[name]?.N);
  if (!Number.isInteger(value)) throw new TypeError(`The ledger entry has no whole number \`${name}\`.`);
  return value;
}

/** @throws TypeError for an entry that lacks a field: the record goes to the failure queue and is not dropped */
export function toAccountChange(image: StreamImage): AccountChangeInput {
  const kind = KINDS.find((each) => each === image.kind?.S);
  if (kind === undefined) throw new TypeError(`The ledger entry has the kind ${image.kind?.S ?? 'null'}.`);
  return {
    memberId: text(image, 'memberId'),
    kind,
    amount: integer(image, 'amount'),
    available: integer(image, 'balanceAfter'),
    tierId: image.tierId?.S ?? null,
    redemptionId: image.redemptionId?.S ?? null,
    version: integer(image, 'accountVersion'),
    occurredAt: text(image, 'occurredAt'),
  };
}

/** Skips what is not a new ledger entry: the event source filters those out, but a filter can be changed. */
function toTask(record: StreamRecord, { call }: Publishing): Task | null {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || image?.sk?.S?.startsWith(LEDGER_PREFIX) !== true) return null;
  const input = toAccountChange(image);
  return { key: input.memberId, run: () => call(PUBLISH_ACCOUNT_CHANGE, { input }) };
}

export function publish(event: StreamEvent, publishing: Publishing, invocation?: Invocation): Promise<BatchAnswer> {
  const { log } = publishing;
  return consumeBatch(
    event,
    {
      toTask: (record) => toTask(record, publishing),
      log,
      failureText: 'A change was not published; it will be delivered again.',
      reserveMs: PUBLISH_RESERVE_MS,
      concurrency: MEMBERS_AT_A_TIME,
    },
    invocation,
  );
}

const live = once((): Publishing => ({
  call: livePublishCall(),
  log: consoleLog,
}));

export const handler = (event: StreamEvent, invocation?: Invocation): Promise<BatchAnswer> =>
  publish(event, live(), invocation);
