/** Places and cells to table items. Pure: whoever saves a place, and the demo data, build the same ones. A null is left out. */
import type { Place } from '../../../schema/generated/types.ts';
import type { CellDocument } from '../model/cells.ts';
import * as keys from '../model/keys.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

function item(key: Key, attributes: object): Item {
  return { ...key, ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)) };
}

/** Opening hours are stored as a map: AppSync turns it into JSON text. */
export const placeItem = (place: Place): Item => item({ pk: keys.placePk(place.id), sk: keys.PLACE_SK }, place);

export const cellItem = ({ cell, refs, dense }: CellDocument): Item =>
  item({ pk: keys.cellPk(cell), sk: keys.CELL_SK }, { refs, dense });
