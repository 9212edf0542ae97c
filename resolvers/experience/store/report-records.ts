/**
 * The answers of reports that told of something, kept with the member under the key of the request (invariant I6). They say where
 * the member was, so they go with the consent (I15).
 */
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PresenceEvent } from '../../../schema/generated/types.ts';
import * as keys from '../../proximity/model/keys.ts';
import type { Item, Key } from '../../proximity/store/items.ts';
import type { ExperienceStore } from './experience-store.ts';

export interface ReportRecord {
  readonly fingerprint: string;
  readonly events: readonly PresenceEvent[];
  readonly nextReportInS: number;
}

/** A report is answered again for as long as its position could be; then it is too old anyway. */
const KEPT_S = 2 * 86_400;

/** @param id derived from the member and the idempotency key */
export const reportItem = (memberId: string, id: string, record: ReportRecord, nowMs: number): Item => ({
  pk: keys.memberPk(memberId),
  sk: keys.reportSk(id),
  ...record,
  ttl: Math.floor(nowMs / 1000) + KEPT_S,
});

export async function readReport(store: ExperienceStore, memberId: string, id: string): Promise<ReportRecord | null> {
  const found = await store.client.send(
    new GetCommand({
      TableName: store.proximityTable,
      Key: { pk: keys.memberPk(memberId), sk: keys.reportSk(id) },
      ConsistentRead: true,
    }),
  );
  return (found.Item as ReportRecord | undefined) ?? null;
}

/** Some of the records of a member, none only when there is none. */
export async function someReports(store: ExperienceStore, memberId: string, most: number): Promise<readonly Key[]> {
  const found = await store.client.send(
    new QueryCommand({
      TableName: store.proximityTable,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.memberPk(memberId), ':prefix': keys.REPORT_PREFIX },
      ProjectionExpression: 'pk, sk',
      Limit: most,
    }),
  );
  return (found.Items ?? []) as Key[];
}
