/**
 * Records a member's word with its history. Taking back LOCATION also removes what is stored of the member's position, in the same
 * transaction, and closes the door for reports under way (invariant I15).
 */
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Consent, SetConsentInput, UserError } from '../../../schema/generated/types.ts';
import { consentOf, conflict, fromEpochMs, idempotencyMismatch, memberNotFound } from '../../loyalty/model/index.ts';
import * as loyaltyKeys from '../../loyalty/model/keys.ts';
import { consentItem } from '../../loyalty/store/items.ts';
import { readConsentingMember } from '../../loyalty/store/read.ts';
import { RETRY_POLICY } from '../../proximity/store/table.ts';
import type { TransactItem } from '../../proximity/store/track.ts';
import { canonicalText } from '../../shared/lambda/canonical.ts';
import { isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import { sha256Hex } from '../../shared/lambda/digest.ts';
import { derivedId, ulid } from '../../shared/lambda/ids.ts';
import { retried, type Try } from '../../shared/lambda/retries.ts';
import { loyaltyOf, type ExperienceStore } from './experience-store.ts';
import { locatedActions, madeRoom, readLocated } from './withdrawal.ts';

export type ConsentOutcome =
  | { readonly outcome: 'answered'; readonly consent: Consent; readonly replayed: boolean }
  | { readonly outcome: 'refused'; readonly error: UserError };

interface ConsentRecord {
  readonly fingerprint: string;
  readonly consent: Consent;
}

const done = (value: ConsentOutcome): Try<ConsentOutcome> => ({ done: true, value });

/** The input has been checked. @param memberId from the caller's token */
export async function setConsent(
  store: ExperienceStore,
  memberId: string,
  input: SetConsentInput,
): Promise<ConsentOutcome> {
  const { idempotencyKey, ...content } = input;
  const id = derivedId('cns_', ['setConsent', memberId, idempotencyKey].join('\n'));
  const fingerprint = sha256Hex(canonicalText(content));
  const outcome = await retried(RETRY_POLICY, store, () => tryOnce(store, memberId, input, { id, fingerprint }));
  return outcome ?? { outcome: 'refused', error: conflict() };
}

interface Identity {
  readonly id: string;
  readonly fingerprint: string;
}

async function tryOnce(
  store: ExperienceStore,
  memberId: string,
  input: SetConsentInput,
  identity: Identity,
): Promise<Try<ConsentOutcome>> {
  const nowMs = store.clock.now();
  const [member, earlier, located] = await Promise.all([
    readConsentingMember(loyaltyOf(store), memberId),
    readRecord(store, identity.id),
    input.purpose === 'LOCATION' ? readLocated(store, memberId, input.granted) : null,
  ]);
  if (earlier !== null) {
    if (earlier.fingerprint !== identity.fingerprint) return done({ outcome: 'refused', error: idempotencyMismatch() });
    return done({ outcome: 'answered', consent: earlier.consent, replayed: true });
  }
  if (member === null || member.aggregate.profile.status === 'ERASED') {
    return done({ outcome: 'refused', error: memberNotFound(memberId) });
  }
  const consent = consentOf(input, fromEpochMs(nowMs));
  const before = member.consents.find(({ purpose }) => purpose === input.purpose) ?? null;
  const historyId = ulid('cns_', nowMs, store.randomness.bytes(10));
  const actions = [
    ...consentActions(store, memberId, { consent, before, historyId, identity }),
    ...(located === null ? [] : locatedActions(store, memberId, located)),
  ];
  try {
    if (located !== null && (await madeRoom(store, memberId, located))) {
      return await tryOnce(store, memberId, input, identity);
    }
    await store.client.send(new TransactWriteCommand({ TransactItems: actions }));
    return done({ outcome: 'answered', consent, replayed: false });
  } catch (error) {
    if (isRetryable(error)) return { done: false };
    throw error;
  }
}

interface ConsentChange {
  readonly consent: Consent;
  readonly before: Consent | null;
  readonly historyId: string;
  readonly identity: Identity;
}

function consentActions(
  { loyaltyTable }: ExperienceStore,
  memberId: string,
  { consent, before, historyId, identity }: ConsentChange,
): readonly TransactItem[] {
  const history = {
    pk: loyaltyKeys.memberPk(memberId),
    sk: loyaltyKeys.consentHistorySk(historyId),
    ...consent,
  };
  const record = {
    pk: loyaltyKeys.idempotencyPk(identity.id),
    sk: loyaltyKeys.IDEMPOTENCY_SK,
    memberId,
    fingerprint: identity.fingerprint,
    consent,
  };
  const unlessChanged =
    before === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#at = :at AND granted = :granted',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': before.at, ':granted': before.granted },
        };
  return [
    { Put: { TableName: loyaltyTable, Item: consentItem(memberId, consent), ...unlessChanged } },
    { Put: { TableName: loyaltyTable, Item: history, ConditionExpression: 'attribute_not_exists(pk)' } },
    { Put: { TableName: loyaltyTable, Item: record, ConditionExpression: 'attribute_not_exists(pk)' } },
  ];
}

async function readRecord({ client, loyaltyTable }: ExperienceStore, id: string): Promise<ConsentRecord | null> {
  const found = await client.send(
    new GetCommand({
      TableName: loyaltyTable,
      Key: { pk: loyaltyKeys.idempotencyPk(id), sk: loyaltyKeys.IDEMPOTENCY_SK },
      ConsistentRead: true,
    }),
  );
  return (found.Item as ConsentRecord | undefined) ?? null;
}
