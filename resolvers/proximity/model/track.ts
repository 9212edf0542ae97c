/** What is remembered of where a member is, and what a report or silence changes of it. */
import type { Position } from './grid.ts';
import type { Presence, Transition } from './presence.ts';

/** One measurement of a phone. */
export interface Fix extends Position {
  readonly accuracyM: number;
  readonly sampledMs: number;
}

/** A report that changed no presence: enough to answer it again. */
export interface RecentReport {
  readonly id: string;
  readonly fingerprint: string;
  readonly nextReportInS: number;
}

/** At so many places at most is a member's presence remembered, and changed by one write: two actions each, with its visit. */
export const MAX_PLACES = 24;

/** What is remembered of a member's phones, whatever the place. */
export interface Heard {
  /** The last fix that was worth a write. */
  readonly fix: Fix | null;
  /** When the phone last measured, be it nothing new: silence counts from here. */
  readonly heardMs: number | null;
  /** When it last reported, be it refused: the pace counts from here. */
  readonly reportedMs: number | null;
  readonly recent: readonly RecentReport[];
  /** How many reports were refused, by reason: many of them are a sign of fraud. */
  readonly refused: Readonly<Record<string, number>>;
}

/** All that is remembered of where a member is. */
export interface Track extends Heard {
  /** 0 before the first report. Whoever read an older number has to read again. */
  readonly version: number;
  /** The member took the consent back; nothing may be written until it is given again. */
  readonly isWithdrawn: boolean;
  readonly presences: readonly Presence[];
}

export const EMPTY_TRACK: Track = {
  version: 0,
  isWithdrawn: false,
  fix: null,
  heardMs: null,
  reportedMs: null,
  recent: [],
  refused: {},
  presences: [],
};

/** What becomes of a member's presences. */
export interface TrackChange {
  readonly presences: readonly Presence[];
  /** Places whose presence is remembered no longer. */
  readonly forgotten: readonly string[];
  /** In order of time. */
  readonly transitions: readonly Transition[];
}

const MAX_RECENT = 4;

/** @param recent null for a report that is remembered by a record of its own */
export function afterReport(before: Heard, fix: Fix, nowMs: number, recent: RecentReport | null): Heard {
  const kept = recent === null ? before.recent : [recent, ...before.recent].slice(0, MAX_RECENT);
  return { ...before, fix, heardMs: fix.sampledMs, reportedMs: nowMs, recent: kept };
}

/** The fix stays as it was: from there a phone has to move, or a minute to pass, before presences are looked at again. */
export const afterSkipped = (before: Heard, fix: Fix, nowMs: number, recent: RecentReport): Heard => ({
  ...afterReport(before, fix, nowMs, recent),
  fix: before.fix,
});

export const afterRefusal = (before: Heard, reason: string, nowMs: number): Heard => ({
  ...before,
  reportedMs: nowMs,
  refused: { ...before.refused, [reason]: (before.refused[reason] ?? 0) + 1 },
});
