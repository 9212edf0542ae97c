/** What the clock has to do: publish what is scheduled, take back what has ended (W9). */
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { decideDueContent } from '../model/transitionContent.ts';
import * as keys from '../model/keys.ts';
import { instant, writeChange, type Store } from './perform.ts';
import { readState } from './read.ts';

/** Signs what nobody did by hand. */
export const CLOCK_EDITOR = 'contentScheduler';

const PAGE = 50;

/**
 * All that is due, oldest first, read page by page while it is worked on. What fails stays behind, and those after it come all the same.
 * The index may lag: each is read strongly before anything is done.
 */
export async function* dueContents(store: Store): AsyncGenerator<string, void> {
  const { client, tableName } = store;
  const pages = paginateQuery(
    { client, pageSize: PAGE },
    {
      TableName: tableName,
      IndexName: keys.ALL_INDEX,
      KeyConditionExpression: 'gsi2pk = :due AND gsi2sk <= :now',
      // After every id of that instant.
      ExpressionAttributeValues: { ':due': keys.DUE_PK, ':now': `${instant(store.clock)}#~` },
    },
  );
  for await (const { Items = [] } of pages) yield* (Items as { readonly id: string }[]).map((each) => each.id);
}

/** @returns false when there was nothing to do any more, or somebody was faster: the next minute looks again */
export async function carryOut(store: Store, contentId: string): Promise<boolean> {
  const state = await readState(store, contentId);
  if (state === null) return false;
  const change = decideDueContent(state, { at: instant(store.clock), editor: CLOCK_EDITOR });
  return change !== null && (await writeChange(store, change)) === 'committed';
}
