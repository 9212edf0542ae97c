/**
 * The only home of the Proximity table's key shapes (access patterns P1-P5, W10-W12). GSI1 holds open presences by the time of
 * their silence, and nothing but keys; GSI2 holds visits whole, by place and day: what an index carries cannot be changed later.
 *
 * Legal in APPSYNC_JS too: AppSync reads the table itself, with these same functions.
 */

export const PLACE_SK = 'META';
export const CELL_SK = 'REFS';
export const BEACON_SK = 'META';
export const INSIDE_SK = 'INSIDE';
export const APPLIED_SK = 'APPLIED';
export const IDEMPOTENCY_SK = 'IDEM';

/** All that is remembered of where a member is: one Query reads it (P4). */
export const PRESENCE_PREFIX = 'PRES#';

/** The member's last position. Its version is the lock of everything under the prefix. */
export const FIX_SK = 'PRES#FIX';

/** Where refused reports were counted before the lock did; a withdrawal removes it. */
export const REFUSED_SK = 'PRES#REFUSED';
export const PLACE_PRESENCE_PREFIX = 'PRES#P#';
export const VISIT_PREFIX = 'V#';

/** Answers of reports, under the member: whoever withdraws the consent takes them along. */
export const REPORT_PREFIX = 'REP#';

/** The API's environment variable that names the table: a batch document must name it, a single-item one must not. */
export const TABLE_VARIABLE = 'PROXIMITY_TABLE';

export function placePk(placeId: string): string {
  return `PLACE#${placeId}`;
}

/** @param cell `n#row#col`, as the grid gives it */
export function cellPk(cell: string): string {
  return `CELL#${cell}`;
}

/** Geofences too wide to be found around a position: listed in each cell of level 11 that they touch. */
export function wideCellPk(cell: string): string {
  return `WIDE#${cell}`;
}

/** @param uuid in any case: phones differ */
export function beaconPk(uuid: string, major: number, minor: number): string {
  return `BEACON#${uuid.toLowerCase()}#${major}#${minor}`;
}

export function memberPk(memberId: string): string {
  return `MEMBER#${memberId}`;
}

export function presenceSk(placeId: string): string {
  return `${PLACE_PRESENCE_PREFIX}${placeId}`;
}

export const SILENCE_INDEX = 'GSI1';

/** Presences that are open, of some of the members. */
export function silencePk(shard: number): string {
  return `OPEN#${shard}`;
}

export const VISIT_INDEX = 'GSI2';

/** @param day `yyyy-mm-dd`, by the place's clock: the day on which visits began */
export function placeDayPk(placeId: string, day: string): string {
  return `PLACE#${placeId}#${day}`;
}

/** @param visitId a prefixed ULID, so visits sort by the time at which they began */
export function visitSk(visitId: string): string {
  return `${VISIT_PREFIX}${visitId}`;
}

/** @param id derived from the caller's idempotency key, so the key itself never needs escaping */
export function reportSk(id: string): string {
  return `${REPORT_PREFIX}${id}`;
}

/** @param transition a visit's id with the number of its change: a marker that it has been counted */
export function appliedPk(transition: string): string {
  return `APPLIED#${transition}`;
}

/** @param id derived from the caller's idempotency key, so the key itself never needs escaping */
export function idempotencyPk(id: string): string {
  return `IDEM#${id}`;
}
