import type { ApiCache } from '../cache/api-cache.ts';
import type { WriteConsole } from '../logging/console.ts';
import type { SelectionTexts } from './context.ts';

/** What all resolver runs of one API have in common. */
export interface ResolverGround {
  /** `ctx.env`. */
  readonly env: Readonly<Record<string, string>>;
  readonly texts: SelectionTexts;
  readonly cache: ApiCache | null;
  readonly console: WriteConsole;
}
