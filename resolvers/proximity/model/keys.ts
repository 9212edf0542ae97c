/**
 * The only home of the Proximity table's key shapes (access patterns P1, P2). The table has no index.
 *
 * Legal in APPSYNC_JS too: AppSync reads the table itself, with these same functions.
 */

export const PLACE_SK = 'META';
export const CELL_SK = 'REFS';

/** The API's environment variable that names the table: a batch document must name it, a single-item one must not. */
export const TABLE_VARIABLE = 'PROXIMITY_TABLE';

export function placePk(placeId: string): string {
  return `PLACE#${placeId}`;
}

/** @param cell `n#row#col`, as the grid gives it */
export function cellPk(cell: string): string {
  return `CELL#${cell}`;
}
