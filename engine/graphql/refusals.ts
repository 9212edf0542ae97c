/** Documents that never reach execution, as answers. Their statuses and texts are rows of `engine/kernel/refusals.ts`. */
import { REFUSALS, refusalBody } from '../kernel/index.ts';
import type { RefusalName } from '../kernel/index.ts';

export type { RefusalName } from '../kernel/index.ts';

/** An answer without `data`: nothing of the operation ran. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Printed as Jackson's pretty printer does, which is what AppSync sends (edge 1.3). */
  readonly body: string;
}

/** The answer of one row, with its `x-amzn-errortype` header. */
export function refuse(name: RefusalName): Refusal {
  const row = REFUSALS[name];
  return { status: row.status, headers: { 'x-amzn-errortype': row.errorType }, body: refusalBody(row) };
}
