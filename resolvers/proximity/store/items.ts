/** Places, cells, beacons, presences and visits to table items. Pure: the store and the demo data build the same ones. A null is left out. */
import type { Place } from '../../../schema/generated/types.ts';
import type { CellDocument } from '../model/cells.ts';
import * as keys from '../model/keys.ts';
import { instant } from '../model/instants.ts';
import { isInside, type Presence } from '../model/presence.ts';
import type { BeaconRecord, PlaceRecord } from '../model/savePlace.ts';
import { silenceShard, silentFromMs } from '../model/silence.ts';
import type { VisitRecord } from '../model/visits.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

function item(key: Key, attributes: object): Item {
  return { ...key, ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)) };
}

/** A presence is forgotten a day after its last sign (domain 2.6); an open one stays until it is closed. */
const PRESENCE_KEPT_S = 86_400;

/** Opening hours are stored as a map: AppSync turns it into JSON text. */
export const placeItem = (place: Place | PlaceRecord): Item =>
  item({ pk: keys.placePk(place.id), sk: keys.PLACE_SK }, { version: 1, ...place });

export const cellItem = ({ cell, refs, dense, version }: CellDocument): Item =>
  item({ pk: keys.cellPk(cell), sk: keys.CELL_SK }, { refs, dense, version });

export const wideCellItem = ({ cell, refs, dense, version }: CellDocument): Item =>
  item({ pk: keys.wideCellPk(cell), sk: keys.CELL_SK }, { refs, dense, version });

export const beaconItem = (beacon: BeaconRecord): Item =>
  item({ pk: keys.beaconPk(beacon.uuid, beacon.major, beacon.minor), sk: keys.BEACON_SK }, beacon);

export const visitItem = (visit: VisitRecord): Item =>
  item(
    { pk: keys.memberPk(visit.memberId), sk: keys.visitSk(visit.id) },
    { ...visit, gsi2pk: keys.placeDayPk(visit.placeId, visit.day), gsi2sk: `${visit.enteredAt}#${visit.id}` },
  );

/** While it is open, an index has it: a phone that falls silent reports nothing that would close it. */
export function presenceItem(memberId: string, presence: Presence): Item {
  const filed = isInside(presence)
    ? { gsi1pk: keys.silencePk(silenceShard(memberId)), gsi1sk: instant(silentFromMs(presence.lastHeardMs)) }
    : { ttl: Math.floor(presence.lastHeardMs / 1000) + PRESENCE_KEPT_S };
  return item({ pk: keys.memberPk(memberId), sk: keys.presenceSk(presence.placeId) }, { ...presence, ...filed });
}
