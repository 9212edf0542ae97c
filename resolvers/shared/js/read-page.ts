/** Paging of lists: `first` and `after` in, `nodes` and `pageInfo` out. The cursor is the table's own token. */
import { badRequest } from './failures.ts';

const DEFAULT_FIRST = 20;

/** APPSYNC_JS ends a loop silently after 1,000 rounds, and a page is one DynamoDB call: both stay far away at 100. */
const MAX_FIRST = 100;

export type PageArguments = { readonly first?: number | null; readonly after?: string | null };

export type ItemPage<Item> = { readonly items?: Item[] | null; readonly nextToken?: string | null };

/** @returns `first` or 20; outside 1..100 the field fails with `BadRequest` */
export function pageSize(args: PageArguments): number {
  const first = args.first ?? DEFAULT_FIRST;
  if (first < 1 || first > MAX_FIRST) {
    badRequest(`\`first\` is ${first}; allowed are 1 to ${MAX_FIRST}.`);
  }
  return first;
}

/** A next page may turn out empty: the table only knows that it has not reached the end. */
export function pageInfo(page: ItemPage<unknown>): { endCursor: string | null; hasNextPage: boolean } {
  const endCursor = page.nextToken ?? null;
  return { endCursor, hasNextPage: endCursor !== null };
}
