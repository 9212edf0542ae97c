/**
 * Levels by points earned in the last 365 days, counted in whole months.
 *
 * A rise happens at once, inside the change that earns the points. A fall happens one step at a time, and only when the
 * level's validity and the grace after it are over.
 */
import type { Tier, TierStatus } from '../../../schema/generated/types.ts';
import { addDays, endOfMonthAfter, monthOf } from './calendar.ts';
import type { Program } from './program.ts';

export interface TierState {
  readonly rank: number;
  readonly validUntil: string;
  readonly windowStart: string;
  readonly qualifyingPoints: number;
  /** Qualifying points by `yyyy-mm`; months before the window are dropped. */
  readonly buckets: Readonly<Record<string, number>>;
}

/** The first day of the month in which the window opens: a month that is partly inside counts in full. */
function windowStartOf(program: Program, date: string): string {
  return `${monthOf(addDays(date, -program.tierPolicy.windowDays))}-01`;
}

const validityFrom = (program: Program, date: string): string =>
  endOfMonthAfter(date, program.tierPolicy.validityMonths);

export function initialTier(program: Program, date: string): TierState {
  return {
    rank: 0,
    validUntil: validityFrom(program, date),
    windowStart: windowStartOf(program, date),
    qualifyingPoints: 0,
    buckets: {},
  };
}

/** The highest level that these points reach. */
export function rankReachedBy(program: Program, qualifyingPoints: number): number {
  return program.tiers.filter((tier) => tier.qualifyingPoints <= qualifyingPoints).length - 1;
}

/**
 * The level after a change on a date: a function of the state, the policy and the date (invariant I10).
 * @param points qualifying points earned by the change; 0 only looks at the date
 * @returns the same object when nothing changed, so that nothing is written
 */
export function evolveTier(state: TierState, program: Program, date: string, points: number): TierState {
  const windowStart = windowStartOf(program, date);
  const month = monthOf(date);
  const grown = points > 0 ? { ...state.buckets, [month]: (state.buckets[month] ?? 0) + points } : state.buckets;
  const inWindow = Object.entries(grown).filter(([key]) => key >= monthOf(windowStart));
  const qualifyingPoints = inWindow.reduce((sum, [, earned]) => sum + earned, 0);
  const buckets = Object.fromEntries(inWindow);
  const held = heldRank(state, program, date, qualifyingPoints);
  const isRenewed = held !== state.rank || isOver(state, program, date);
  const validUntil = isRenewed ? validityFrom(program, date) : state.validUntil;
  const isSame = points === 0 && windowStart === state.windowStart && !isRenewed;
  return isSame ? state : { windowStart, qualifyingPoints, buckets, rank: held, validUntil };
}

const isOver = (state: TierState, program: Program, date: string): boolean =>
  date > addDays(state.validUntil, program.tierPolicy.graceDays);

function heldRank(state: TierState, program: Program, date: string, qualifyingPoints: number): number {
  const reached = rankReachedBy(program, qualifyingPoints);
  if (reached >= state.rank) return reached;
  return isOver(state, program, date) ? state.rank - 1 : state.rank;
}

/** @throws RangeError when the programme has no such rank: state and configuration do not belong together */
export function tierOfRank(program: Program, rank: number): Tier {
  const tier = program.tiers[rank];
  if (tier === undefined) throw new RangeError(`The programme ${program.id} has no tier of rank ${rank}.`);
  return tier;
}

/** What `me` shows, as of the last change of the account. */
export function toTierStatus(state: TierState, program: Program): TierStatus {
  const next = program.tiers[state.rank + 1] ?? null;
  return {
    tier: tierOfRank(program, state.rank),
    qualifyingPoints: state.qualifyingPoints,
    windowStart: state.windowStart,
    validUntil: state.validUntil,
    next,
    pointsToNext: next === null ? null : Math.max(0, next.qualifyingPoints - state.qualifyingPoints),
  };
}
