import type { DataSource } from '../kernel/index.ts';
import { isMembers } from './document.ts';

/** Calls nothing: `ctx.result` is the document's `payload`, null without one (spec/appsync-resolvers 7.1). */
export function createNoneDataSource(name: string): DataSource {
  return {
    name,
    type: 'NONE',
    invoke: (document) => ({ result: isMembers(document) ? (document.payload ?? null) : null, error: null }),
  };
}
