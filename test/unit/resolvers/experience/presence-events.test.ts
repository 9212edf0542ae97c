import { describe, expect, it } from '@jest/globals';
import {
  claimedAwards,
  ORTICA_LINO,
  payableAwards,
  payAwards,
  type Award,
  type EarningRule,
} from '../../../../resolvers/loyalty/model/index.ts';
import { claimsOf, presenceEvents } from '../../../../resolvers/experience/model/presence-events.ts';
import type { Transition } from '../../../../resolvers/proximity/model/presence.ts';
import { aStoredMember } from '../../../support/loyalty-table.ts';

const AT = Date.UTC(2026, 11, 5, 16);
const zoneOf = (): string => 'Europe/Rome';

const transition = (placeId: string, of: Partial<Transition> = {}): Transition => ({
  type: 'DWELLED',
  placeId,
  visitId: `vis_${placeId}`,
  atMs: AT,
  enteredMs: AT - 130_000,
  confidence: 'HIGH',
  source: 'GPS',
  isReturn: false,
  zones: [],
  ...of,
});

const withRules = (...rules: readonly EarningRule[]) => ({ ...ORTICA_LINO, rules });
const rule = (id: string, of: Partial<EarningRule> = {}): EarningRule => ({
  ...{ id, trigger: 'VISIT', bonusPoints: 20, conditions: {}, validFrom: null, validTo: null, priority: 1 },
  ...of,
});

/** What a report tells, when nothing was paid before. */
function told(transitions: readonly Transition[], program = ORTICA_LINO, spent: ReadonlySet<string> = new Set()) {
  const claimed = claimedAwards(claimsOf(transitions, zoneOf), 0, program);
  const entryId = ({ claim, ruleId }: Award): string => `led_${ruleId}_${claim.placeId}_${claim.zone ?? ''}`;
  const member = aStoredMember('mem_1', 0);
  const paid = payAwards(member, payableAwards(claimed, spent), new Date(AT).toISOString(), entryId, program);
  return presenceEvents('mem_1', transitions, { claimed, paid });
}

describe('what an event says of its award', () => {
  it('is the entry, which names the visit that it was paid for', () => {
    expect(told([transition('plc_1')])).toMatchObject([
      { award: { amount: 20, placeId: 'plc_1', visitId: 'vis_plc_1' }, awardSkipped: null },
    ]);
  });

  it('is CAP_REACHED for a second stay of the same report, when the day pays one (domain 6)', () => {
    expect(told([transition('plc_1'), transition('plc_2')])).toMatchObject([
      { placeId: 'plc_1', award: { amount: 20 }, awardSkipped: null },
      { placeId: 'plc_2', award: null, awardSkipped: 'CAP_REACHED' },
    ]);
  });

  it('is CAP_REACHED for a second zone when the one rule of both pays a place and day once', () => {
    const zones = ['entrance', 'till'].map((zone) =>
      transition('plc_1', { type: 'ZONE_REACHED' as const, zones: [zone] }),
    );

    expect(told(zones).map(({ award, awardSkipped }) => [award?.amount, awardSkipped])).toEqual([
      [10, null],
      [undefined, 'CAP_REACHED'],
    ]);
  });

  it('is nothing when no rule would have paid', () => {
    const events = told([transition('plc_1')], withRules(rule('elsewhere', { conditions: { placeIds: ['plc_9'] } })));

    expect(events).toMatchObject([{ award: null, awardSkipped: null }]);
  });

  it('goes to the next place when the first one was paid before', () => {
    const two = [transition('plc_1'), transition('plc_2')];
    const events = told(two, ORTICA_LINO, new Set(['rul_visit#plc_1#2026-12-05']));

    expect(events.map(({ award, awardSkipped }) => [award?.amount, awardSkipped])).toEqual([
      [undefined, 'CAP_REACHED'],
      [20, null],
    ]);
  });

  it('is the same for all places when the cap is reached', () => {
    const two = [transition('plc_1'), transition('plc_2')];
    const events = told(two, ORTICA_LINO, new Set(['rul_visit 2026-12-05']));

    expect(events.map(({ awardSkipped }) => awardSkipped)).toEqual(['CAP_REACHED', 'CAP_REACHED']);
  });
});
