/**
 * Takes back the consent to being located: of a position nothing is left in the table, and nothing can be written (invariant I15).
 *
 * The visits stay, ended: place and times, no position. They are what awards were paid for (I14), and the member's own history; an
 * erasure removes them.
 */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { end } from '../../proximity/model/presence.ts';
import { MAX_PLACES, type Track } from '../../proximity/model/track.ts';
import { visitChanges } from '../../proximity/model/visits.ts';
import type { Key } from '../../proximity/store/items.ts';
import {
  readTrack,
  returnItems,
  trackItems,
  visitWrite,
  withdrawalItems,
  type TransactItem,
} from '../../proximity/store/track.ts';
import { proximityOf, type ExperienceStore } from './experience-store.ts';
import { someReports } from './report-records.ts';

/** What fits into the last transaction, beside {@link MAX_PLACES} presences and their visits. */
const MAX_REPORTS = 40;

const MAX_ACTIONS = 100;

/** What the member's new word is about. */
export interface Located {
  readonly isGranted: boolean;
  readonly track: Track;
  /** Records of reports. */
  readonly reports: readonly Key[];
}

/**
 * The reports are read after the track, never beside it: one that is written later is written with a newer lock, on which the
 * withdrawal fails.
 */
export async function readLocated(store: ExperienceStore, memberId: string, isGranted: boolean): Promise<Located> {
  const track = await readTrack(proximityOf(store), memberId, store.clock.now());
  if (isGranted || track.isWithdrawn) return { isGranted, track, reports: [] };
  return { isGranted, track, reports: await someReports(store, memberId, MAX_REPORTS + MAX_ACTIONS) };
}

const deletion = (TableName: string, { pk, sk }: Key): TransactItem => ({ Delete: { TableName, Key: { pk, sk } } });

const endings = (tableName: string, memberId: string, presences: Track['presences']): readonly TransactItem[] => {
  const ended = presences.flatMap((presence) => end(presence).transitions);
  return visitChanges(memberId, ended).map((change) => visitWrite(tableName, memberId, change));
};

/**
 * Removes a part, when all of it is more than one transaction takes: presences that a bound did not yet hold, many reports.
 * @returns whether it did: then what is left has to be read again
 */
export async function madeRoom(store: ExperienceStore, memberId: string, located: Located): Promise<boolean> {
  const { isGranted, track, reports } = located;
  if (isGranted) return false;
  const { proximityTable } = store;
  const actions =
    track.presences.length > MAX_PLACES
      ? presencesAway(proximityTable, memberId, track, track.presences.slice(0, MAX_PLACES))
      : reports.slice(MAX_REPORTS).map((key) => deletion(proximityTable, key));
  if (actions.length === 0) return false;
  await store.client.send(new TransactWriteCommand({ TransactItems: [...actions] }));
  return true;
}

const presencesAway = (
  tableName: string,
  memberId: string,
  track: Track,
  presences: Track['presences'],
): readonly TransactItem[] => {
  const change = { presences: [], forgotten: presences.map(({ placeId }) => placeId), transitions: [] };
  const write = { memberId, before: track, after: track };
  return [...trackItems(tableName, write, change), ...endings(tableName, memberId, presences)];
};

/** Positions may be written again; or visits that were open end where the member was last heard, and what is known of the position goes. */
export function locatedActions(
  { proximityTable }: ExperienceStore,
  memberId: string,
  { isGranted, track, reports }: Located,
): readonly TransactItem[] {
  if (isGranted) return returnItems(proximityTable, memberId, track);
  if (track.isWithdrawn) return [];
  return [
    ...withdrawalItems(proximityTable, memberId, track),
    ...endings(proximityTable, memberId, track.presences),
    ...reports.map((key) => deletion(proximityTable, key)),
  ];
}
