/** What the clock has to do: publish what is scheduled, take back what has ended (W9). */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { decideDueContent } from '../model/transitionContent.ts';
import * as keys from '../model/keys.ts';
import { instant, writeChange, type Store } from './perform.ts';
import { readState } from './read.ts';

/** Signs what nobody did by hand. */
export const CLOCK_EDITOR = 'contentScheduler';

/** Oldest first. The index may lag: each is read strongly before anything is done. */
export async function readDue(store: Store, limit: number): Promise<readonly string[]> {
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      IndexName: keys.ALL_INDEX,
      KeyConditionExpression: 'gsi2pk = :due AND gsi2sk <= :now',
      // After every id of that instant.
      ExpressionAttributeValues: { ':due': keys.DUE_PK, ':now': `${instant(store.clock)}#~` },
      Limit: limit,
    }),
  );
  return (Items as { readonly id: string }[]).map((each) => each.id);
}

/** @returns false when there was nothing to do any more, or somebody was faster: the next minute looks again */
export async function carryOut(store: Store, contentId: string): Promise<boolean> {
  const state = await readState(store, contentId);
  if (state === null) return false;
  const change = decideDueContent(state, { at: instant(store.clock), editor: CLOCK_EDITOR });
  return change !== null && (await writeChange(store, change)) === 'committed';
}
