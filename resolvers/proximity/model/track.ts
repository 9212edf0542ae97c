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

/** All that is remembered of where a member is. */
export interface Track {
  /** 0 before the first report. Whoever read an older number has to read again. */
  readonly version: number;
  /** The member took the consent back; nothing may be written until it is given again. */
  readonly isWithdrawn: boolean;
  readonly fix: Fix | null;
  /** When the phone last measured, be it nothing new: silence counts from here. */
  readonly heardMs: number | null;
  readonly reportedMs: number | null;
  readonly recent: readonly RecentReport[];
  readonly presences: readonly Presence[];
}

export const EMPTY_TRACK: Track = {
  version: 0,
  isWithdrawn: false,
  fix: null,
  heardMs: null,
  reportedMs: null,
  recent: [],
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
