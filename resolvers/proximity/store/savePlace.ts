/** Saves a place with its grid entries and beacons in one transaction (W12), on the versions that were read. */
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Place, SavePlaceInput, UserError } from '../../../schema/generated/types.ts';
import { canonicalText } from '../../shared/lambda/canonical.ts';
import { cancellationCodes, isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import { sha256Hex } from '../../shared/lambda/digest.ts';
import { derivedId, ulid } from '../../shared/lambda/ids.ts';
import { retried, type Try } from '../../shared/lambda/retries.ts';
import type { CellDocument, PlaceRef } from '../model/cells.ts';
import * as keys from '../model/keys.ts';
import { conflict, idempotencyMismatch, refusal } from '../model/refusals.ts';
import {
  beaconTaken,
  cellsToRead,
  decideSavePlace,
  placeRecord,
  toPlace,
  type BeaconRecord,
  type PlaceChange,
  type PlaceRecord,
} from '../model/savePlace.ts';
import { beaconItem, cellItem, placeItem, wideCellItem, type Item } from './items.ts';
import { batchGet, RETRY_POLICY, type ProximityStore, type Stored } from './table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export type SaveOutcome =
  | { readonly outcome: 'saved'; readonly place: Place; readonly replayed: boolean }
  | { readonly outcome: 'refused'; readonly errors: readonly UserError[] };

interface SaveRecord {
  readonly fingerprint: string;
  readonly place: PlaceRecord;
}

/** The input has been checked. */
export async function savePlace(store: ProximityStore, input: SavePlaceInput): Promise<SaveOutcome> {
  const id = derivedId('sav_', `savePlace\n${input.idempotencyKey}`);
  const { idempotencyKey: _, ...content } = input;
  const fingerprint = sha256Hex(canonicalText(content));
  const placeId = input.id ?? ulid('plc_', store.clock.now(), store.randomness.bytes(10));
  const outcome = await retried(RETRY_POLICY, store, () => tryOnce(store, input, { id, fingerprint, placeId }));
  return outcome ?? { outcome: 'refused', errors: [conflict()] };
}

interface Identity {
  readonly id: string;
  readonly fingerprint: string;
  readonly placeId: string;
}

const done = (value: SaveOutcome): Try<SaveOutcome> => ({ done: true, value });

/** The key is read together with the place: both are needed before anything can be decided. */
async function tryOnce(store: ProximityStore, input: SavePlaceInput, identity: Identity): Promise<Try<SaveOutcome>> {
  const { id, fingerprint, placeId } = identity;
  const found = await batchGet(
    store,
    [
      { pk: keys.placePk(placeId), sk: keys.PLACE_SK },
      { pk: keys.idempotencyPk(id), sk: keys.IDEMPOTENCY_SK },
    ],
    { isConsistent: true },
  );
  const earlier = found.find((item) => item.sk === keys.IDEMPOTENCY_SK) as (Stored & SaveRecord) | undefined;
  if (earlier !== undefined) {
    if (earlier.fingerprint !== fingerprint) return done({ outcome: 'refused', errors: [idempotencyMismatch()] });
    return done({ outcome: 'saved', place: toPlace(placeOf(earlier.place)), replayed: true });
  }
  const stored = found.find((item) => item.sk === keys.PLACE_SK);
  if (stored === undefined && input.id !== null && input.id !== undefined) {
    const error = refusal('NOT_FOUND', `There is no place ${input.id}.`, ['input', 'id']);
    return done({ outcome: 'refused', errors: [error] });
  }
  const before = stored === undefined ? null : placeOf(stored as unknown as PlaceRecord);
  const after = placeRecord(placeId, input, before);
  const change = await changeOf(store, before, after);
  const outcome = await commit(store, change, { id, fingerprint });
  if (outcome === 'saved') return done({ outcome, place: toPlace(after), replayed: false });
  return outcome === 'taken' ? done({ outcome: 'refused', errors: beaconTaken() }) : { done: false };
}

async function changeOf(store: ProximityStore, before: PlaceRecord | null, after: PlaceRecord): Promise<PlaceChange> {
  const { cells, wideCells } = cellsToRead([before, after]);
  const items = await batchGet(
    store,
    [...cells.map(keys.cellPk), ...wideCells.map(keys.wideCellPk)].map((pk) => ({ pk, sk: keys.CELL_SK })),
    { isConsistent: true },
  );
  const byPk = new Map(items.map((item) => [item.pk, item]));
  const documents = (names: readonly string[], pkOf: (cell: string) => string): ReadonlyMap<string, CellDocument> =>
    new Map(names.flatMap((cell) => documentOf(cell, byPk.get(pkOf(cell)))));
  return decideSavePlace(before, after, documents(cells, keys.cellPk), documents(wideCells, keys.wideCellPk));
}

function documentOf(cell: string, stored: Stored | undefined): readonly (readonly [string, CellDocument])[] {
  if (stored === undefined) return [];
  const { refs, dense, version } = stored;
  return [[cell, { cell, refs: refs as readonly PlaceRef[], dense: dense === true, version: Number(version) }]];
}

function placeOf(stored: PlaceRecord): PlaceRecord {
  const { id, name, kind, center, radiusM, timezone, dwellThresholdS, tags, version } = stored;
  const { address = null, openingHours = null } = stored as Partial<PlaceRecord>;
  const beacons: readonly BeaconRecord[] = (stored as Partial<PlaceRecord>).beacons ?? [];
  const rest = { radiusM, address, openingHours, timezone, dwellThresholdS, tags };
  return { id, name, kind, center, ...rest, beacons, version };
}

function putOn(table: string, item: Item, expectedVersion: number): TransactItem {
  if (expectedVersion === 0) {
    return { Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } };
  }
  return {
    Put: {
      TableName: table,
      Item: item,
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': expectedVersion },
    },
  };
}

const putBeacon = (table: string, beacon: BeaconRecord): TransactItem => ({
  Put: {
    TableName: table,
    Item: beaconItem(beacon),
    ConditionExpression: 'attribute_not_exists(pk) OR placeId = :place',
    ExpressionAttributeValues: { ':place': beacon.placeId },
  },
});

async function commit(
  { client, tableName }: ProximityStore,
  change: PlaceChange,
  { id, fingerprint }: Pick<Identity, 'id' | 'fingerprint'>,
): Promise<'saved' | 'stale' | 'taken'> {
  const { place, expectedVersion, cells, wideCells, goneBeacons } = change;
  const record: Item = { pk: keys.idempotencyPk(id), sk: keys.IDEMPOTENCY_SK, fingerprint, place };
  const beacons = place.beacons.map((beacon) => putBeacon(tableName, beacon));
  const items: readonly TransactItem[] = [
    ...beacons,
    putOn(tableName, placeItem(place), expectedVersion),
    putOn(tableName, record, 0),
    ...cells.map((cell) => putOn(tableName, cellItem(cell), cell.version - 1)),
    ...wideCells.map((cell) => putOn(tableName, wideCellItem(cell), cell.version - 1)),
    ...goneBeacons.map(({ uuid, major, minor }) => ({
      Delete: { TableName: tableName, Key: { pk: keys.beaconPk(uuid, major, minor), sk: keys.BEACON_SK } },
    })),
  ];
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...items] }));
    return 'saved';
  } catch (error) {
    const reasons = cancellationCodes(error);
    if (reasons.slice(0, beacons.length).includes('ConditionalCheckFailed')) return 'taken';
    if (isRetryable(error)) return 'stale';
    throw error;
  }
}
