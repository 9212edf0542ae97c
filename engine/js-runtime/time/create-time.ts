/** `util.time`: UTC unless a zone is given; now is the evaluation's own clock (spec 3.2). */
import type { TimeUtils } from '@aws-appsync/utils/lib/time-utils.js';
import { LibraryError } from '../run/interruption.ts';
import type { Running } from '../run/record.ts';
import { formatInstant } from './format.ts';
import { parseInstant } from './parse.ts';
import { UTC, readZone, type Zone } from './zone.ts';

const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}(?::\d{2})?)$/;

const zoneOf = (zone: string | null | undefined): Zone | undefined =>
  zone === undefined || zone === null ? undefined : readZone(zone);

function parseIso8601(text: string): number {
  if (!ISO_8601.test(text)) throw new LibraryError(`the text '${text}' is not an ISO 8601 time with a zone`);
  // JavaScript knows no seconds in offsets and no hours without a colon: the pattern parser does.
  const pattern = `yyyy-MM-dd'T'HH:mm[:ss]${/\.(\d+)/.test(text) ? `.${'S'.repeat(/\.(\d+)/.exec(text)?.[1]?.length ?? 3)}` : ''}XXXXX`;
  return parseInstant(text, pattern);
}

function toIso8601(epochMs: number): string {
  if (!Number.isFinite(epochMs)) throw new LibraryError(`${epochMs} is not a number of milliseconds`);
  // Observed: a whole second has no fraction, as Java's `Instant` is written.
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

export function createTime(running: Running): TimeUtils {
  const now = (): number => running.record.host.clock.now();
  return Object.freeze({
    nowISO8601: () => toIso8601(now()),
    nowEpochSeconds: () => Math.floor(now() / 1000),
    nowEpochMilliSeconds: () => now(),
    nowFormatted: (pattern: string, zone?: string) => formatInstant(now(), pattern, zoneOf(zone) ?? UTC),
    parseFormattedToEpochMilliSeconds: (text: string, pattern: string, zone?: string) =>
      parseInstant(text, pattern, zoneOf(zone)),
    parseISO8601ToEpochMilliSeconds: (text: string) => parseIso8601(text),
    epochMilliSecondsToSeconds: (ms: number) => Math.floor(ms / 1000),
    epochMilliSecondsToISO8601: (ms: number) => toIso8601(ms),
    epochMilliSecondsToFormatted: (ms: number, pattern: string, zone?: string) =>
      formatInstant(ms, pattern, zoneOf(zone) ?? UTC),
  });
}
