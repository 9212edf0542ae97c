/** Points by the day on which they expire: one lot a date, spent soonest first (invariant I5). */
import { endOfMonthAfter } from './calendar.ts';
import type { ExpiryPolicy } from './program.ts';

export interface Lot {
  readonly expiresOn: string;
  readonly remaining: number;
}

/** What a change did: the lots that are left, and each lot that it touched (0 left means gone). */
export interface LotsChange {
  readonly lots: readonly Lot[];
  readonly touched: readonly Lot[];
}

export function expiryDate(policy: ExpiryPolicy, earnedOn: string): string {
  return endOfMonthAfter(earnedOn, policy.months);
}

export function totalOf(lots: readonly Lot[]): number {
  return lots.reduce((sum, lot) => sum + lot.remaining, 0);
}

/** Adds to the lot of that date, or opens it. Nothing changes for 0 points. */
export function addToLot(lots: readonly Lot[], expiresOn: string, points: number): LotsChange {
  if (points === 0) return { lots, touched: [] };
  const before = lots.find((lot) => lot.expiresOn === expiresOn);
  const grown: Lot = { expiresOn, remaining: (before?.remaining ?? 0) + points };
  const others = lots.filter((lot) => lot.expiresOn !== expiresOn);
  return { lots: sortedByDate([...others, grown]), touched: [grown] };
}

/**
 * Takes points from the lots that expire first.
 * @throws RangeError when the lots hold fewer: the caller checks the balance, so this is our mistake
 */
export function spendFromLots(lots: readonly Lot[], points: number): LotsChange {
  let missing = points;
  const touched: Lot[] = [];
  const left: Lot[] = [];
  for (const lot of sortedByDate(lots)) {
    const taken = Math.min(lot.remaining, missing);
    missing -= taken;
    const after = taken === 0 ? lot : { ...lot, remaining: lot.remaining - taken };
    if (taken > 0) touched.push(after);
    if (after.remaining > 0) left.push(after);
  }
  if (missing > 0) throw new RangeError(`The lots hold ${totalOf(lots)} points, ${points} were to be spent.`);
  return { lots: left, touched };
}

function sortedByDate(lots: readonly Lot[]): readonly Lot[] {
  return [...lots].sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
}
