/** What goes along with a request whose API has a cache or a log. Other requests carry none, so that neither costs them anything. */
import type { CacheCounts } from './cache/cache-counts.ts';
import type { RequestLog } from './logging/request-log.ts';

export class RequestNotes {
  readonly log: RequestLog | null;
  readonly cacheCounts: CacheCounts | null;
  /** What `extensions.evictFromApiCache` removed: the answer tells it (spec/appsync-resolvers 3.8). */
  deletedCacheEntries = 0;

  constructor(log: RequestLog | null, cacheCounts: CacheCounts | null) {
    this.log = log;
    this.cacheCounts = cacheCounts;
  }
}
