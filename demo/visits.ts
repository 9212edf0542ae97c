/** Who was where: fixes of phones, played against the product's own presence machine and its rules for points. */
import { awardKey, payAwards, possibleAwards, type Award, type MemberState } from '../resolvers/loyalty/model/index.ts';
import { instant, localDay } from '../resolvers/proximity/model/instants.ts';
import { step, type Presence, type Transition } from '../resolvers/proximity/model/presence.ts';
import type { BeaconRecord } from '../resolvers/proximity/model/savePlace.ts';
import { visitChanges, type VisitRecord } from '../resolvers/proximity/model/visits.ts';
import type { Change } from '../resolvers/loyalty/model/index.ts';
import { demoId } from './ids.ts';
import type { DemoPlace } from './places.ts';
import { PROGRAM } from './rewards.ts';

/** A stay that a member plans: how long is theirs to say, what it is worth is not. */
export interface Stay {
  readonly memberId: string;
  readonly label: string;
  readonly atMs: number;
  readonly staysS: number;
  readonly byBeacon: boolean;
  readonly place: DemoPlace['place'];
}

export interface PlayedStay {
  readonly visits: readonly VisitRecord[];
  readonly changes: readonly Change[];
}

const FIX_EVERY_S = 30;

/** Fixes every half minute while inside, then three from outside. */
function transitionsOf({ memberId, label, atMs, staysS, byBeacon, place }: Stay): readonly Transition[] {
  const inside = Math.floor(staysS / FIX_EVERY_S) + 1;
  let presence: Presence | null = null;
  const all: Transition[] = [];
  for (let fix = 0; fix < inside + 3; fix += 1) {
    const isInside = fix < inside;
    const after = step(presence, {
      placeId: place.id,
      atMs: atMs + fix * FIX_EVERY_S * 1000,
      confidence: isInside ? 'HIGH' : 'NONE',
      isClearlyOutside: !isInside,
      byBeacon: byBeacon && isInside,
      dwellThresholdS: place.dwellThresholdS,
      newVisitId: (sinceMs) => demoId('vis_', instant(sinceMs), `${memberId} ${label}`),
    });
    presence = after.presence;
    all.push(...after.transitions);
  }
  return all;
}

/** Coming back within ten minutes would go on with the visit before: nobody in the story does. */
const APART_MS = 10 * 60_000;

/** All stays of the story so far: what each member was paid, and when each was last seen. */
export class Stays {
  readonly #paid = new Map<string, Map<string, number>>();
  readonly #seenMs = new Map<string, number>();

  /** @returns null when the member is still somewhere else: nobody is at two places */
  play(stay: Stay, state: MemberState): PlayedStay | null {
    const { memberId } = stay;
    if (stay.atMs < (this.#seenMs.get(memberId) ?? 0) + APART_MS) return null;
    const transitions = transitionsOf(stay);
    const lastMs = transitions.at(-1)?.atMs ?? stay.atMs;
    this.#seenMs.set(memberId, lastMs);
    const visits = visitChanges(memberId, transitions).flatMap(({ begun }) => begun ?? []);
    const claims = transitions.flatMap((transition) => claimOf(transition, stay.place.timezone));
    const awards = possibleAwards(claims, state.tier.rank, PROGRAM).filter((award) => this.#isDue(memberId, award));
    const entryId = (award: Award): string => demoId('led_', instant(lastMs), `award ${memberId} ${awardKey(award)}`);
    const entries = payAwards(state, awards, instant(lastMs), entryId, PROGRAM);
    return { visits, changes: entries.map(({ change }) => change) };
  }

  /** What the conditions of the transaction decide in the product: each award once, each cap up to its limit. */
  #isDue(memberId: string, award: Award): boolean {
    const paid = this.#paid.get(memberId) ?? new Map<string, number>();
    this.#paid.set(memberId, paid);
    const key = awardKey(award);
    const cap = `${award.ruleId} ${award.cap?.period ?? ''}`;
    const isDue = !paid.has(key) && (award.cap === null || (paid.get(cap) ?? 0) < award.cap.times);
    if (isDue) paid.set(key, 1).set(cap, (paid.get(cap) ?? 0) + 1);
    return isDue;
  }
}

function claimOf({ type, placeId, visitId, atMs, source }: Transition, timezone: string) {
  const trigger = type === 'DWELLED' ? 'VISIT' : type === 'ENTERED' && source === 'BEACON' ? 'BEACON_ZONE' : null;
  if (trigger === null) return [];
  const claim = { trigger, placeId, visitId, occurredAt: instant(atMs), localDay: localDay(atMs, timezone) } as const;
  return [claim];
}

const UUID = '0b6a1f5e-7c2d-4a93-9e10-5d8f2c4b7a61';

/** Two a place: one uuid, the place's number as `major`, the zone's as `minor`. */
export const demoBeacons = (places: readonly DemoPlace[]): readonly BeaconRecord[] =>
  places.flatMap(({ place }, index) =>
    ['entrance', 'fitting-room'].map((zone, minor) => ({
      uuid: UUID,
      major: index + 1,
      minor: minor + 1,
      placeId: place.id,
      zone,
      txPowerDbm: -59,
    })),
  );
