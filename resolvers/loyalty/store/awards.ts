/** The items of awards, for a transaction that another domain leads (W11). Pure. */
import type { Key as TableKey } from './items.ts';
import * as keys from '../model/keys.ts';
import type { Award, AwardedEntry, Program } from '../model/index.ts';
import { accountItem, ledgerItem, lotItem, tierItem, type Item } from './items.ts';

/** What proves that an award was paid. Late TTL does no harm: a day that is over cannot be reported again. */
export function awardItem(memberId: string, award: Award, entryId: string): Item {
  const { claim, ruleId } = award;
  const { placeId, visitId, localDay } = claim;
  return {
    pk: keys.memberPk(memberId),
    sk: keys.awardSk(ruleId, placeId, localDay),
    ruleId,
    placeId,
    visitId,
    entryId,
    ttl: daysAfter(localDay, AWARD_KEPT_DAYS),
  };
}

const AWARD_KEPT_DAYS = 3;

const daysAfter = (date: string, days: number): number => Date.parse(`${date}T00:00:00.000Z`) / 1000 + days * 86_400;

/** The counter behind a cap; null for a rule without one. */
export interface CapCount {
  readonly key: TableKey;
  readonly times: number;
  /** Epoch seconds; null for a cap that never starts anew. */
  readonly ttl: number | null;
}

export function capCount(memberId: string, { ruleId, cap }: Award): CapCount | null {
  if (cap === null) return null;
  return {
    key: { pk: keys.memberPk(memberId), sk: keys.capSk(ruleId, cap.period) },
    times: cap.times,
    ttl: cap.endsOn === null ? null : daysAfter(cap.endsOn, AWARD_KEPT_DAYS),
  };
}

export interface PlannedAwards {
  /** On the condition that the version is `expectedVersion`. */
  readonly account: Item;
  readonly expectedVersion: number;
  /** Each on the condition that it is not there. */
  readonly entries: readonly Item[];
  /** Lots and level: guarded by the account's version. */
  readonly puts: readonly Item[];
  readonly awards: readonly { readonly award: Award; readonly item: Item; readonly cap: CapCount | null }[];
}

/** All awards of one report as one change: a transaction may name each item only once. */
export function planAwards(paid: readonly AwardedEntry[], program: Program): PlannedAwards | null {
  const first = paid[0]?.change;
  const last = paid.at(-1)?.change;
  if (first === undefined || last === undefined) return null;
  const memberId = last.entry.memberId;
  const lots = new Map(paid.flatMap(({ change }) => change.touchedLots).map((lot) => [lot.expiresOn, lot]));
  const isTierNew = last.after.tier !== first.before.tier;
  return {
    account: accountItem(memberId, last.after.account),
    expectedVersion: first.before.account.version,
    entries: paid.map(({ change }) => ledgerItem(change.entry)),
    puts: [
      ...[...lots.values()].map((lot) => lotItem(memberId, lot)),
      ...(isTierNew ? [tierItem(memberId, last.after.tier, program)] : []),
    ],
    awards: paid.map(({ award, change }) => ({
      award,
      item: awardItem(memberId, award, change.entry.id),
      cap: capCount(memberId, award),
    })),
  };
}
