/** Decides how a saved place changes the grid and the beacons. */
import type { BeaconInput, Place, SavePlaceInput, UserError } from '../../../schema/generated/types.ts';
import { emptyCell, toPlaceRef, wideCellsOf, withoutRef, withRef, type CellDocument } from './cells.ts';
import { cellsOf } from './grid.ts';
import { isTimeZone } from './instants.ts';
import { isOpeningHours } from './opening-hours.ts';
import { invalid, keyFaults, NO_FAULTS, rangeFaults, textFaults, wholeFaults, type Faults } from './refusals.ts';

export interface BeaconRecord {
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
  readonly placeId: string;
  readonly zone: string;
  readonly txPowerDbm: number;
}

/** A place as it is stored. */
export interface PlaceRecord extends Place {
  readonly beacons: readonly BeaconRecord[];
  /** Grows with each change: whoever read an older number has to read again. */
  readonly version: number;
}

export interface PlaceChange {
  readonly place: PlaceRecord;
  /** 0 when the place is new. */
  readonly expectedVersion: number;
  readonly cells: readonly CellDocument[];
  readonly wideCells: readonly CellDocument[];
  readonly goneBeacons: readonly BeaconRecord[];
}

const MAX_TAGS = 20;
const MAX_BEACONS = 8;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DEFAULT_TIMEZONE = 'Europe/Rome';
const DEFAULT_DWELL_S = 120;

/** AWSJSON arrives as a text, or already parsed, as AppSync's documentation allows both for functions. */
export function parsedHours(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const beaconFaults = (beacon: BeaconInput, index: number): Faults => {
  const path = (name: string): readonly string[] => ['beacons', String(index), name];
  return [
    ...(UUID.test(beacon.uuid.toLowerCase()) ? NO_FAULTS : invalid(path('uuid'), beacon.uuid.slice(0, 40), 'a UUID')),
    ...wholeFaults(path('major'), beacon.major, 0, 65_535),
    ...wholeFaults(path('minor'), beacon.minor, 0, 65_535),
    ...textFaults(path('zone'), beacon.zone, 1, 64),
    ...wholeFaults(path('txPowerDbm'), beacon.txPowerDbm, -100, 20),
  ];
};

export function savePlaceFaults(input: SavePlaceInput): Faults {
  const hours = parsedHours(input.openingHours);
  const tags = input.tags ?? [];
  const beacons = input.beacons ?? [];
  const timezone = input.timezone ?? DEFAULT_TIMEZONE;
  const names = beacons.map(({ uuid, major, minor }) => `${uuid.toLowerCase()}#${major}#${minor}`);
  return [
    ...keyFaults(input.idempotencyKey),
    ...textFaults(['name'], input.name, 1, 80),
    ...rangeFaults(['center', 'lat'], input.center.lat, -85, 85),
    ...rangeFaults(['center', 'lng'], input.center.lng, -180, 180),
    ...wholeFaults(['radiusM'], input.radiusM, 25, 10_000),
    ...textFaults(['address'], input.address ?? 'none', 1, 160),
    ...wholeFaults(['dwellThresholdS'], input.dwellThresholdS ?? DEFAULT_DWELL_S, 30, 7200),
    ...(isTimeZone(timezone) ? NO_FAULTS : invalid(['timezone'], timezone.slice(0, 40), 'an IANA name')),
    ...(hours === null || isOpeningHours(hours)
      ? NO_FAULTS
      : invalid(['openingHours'], 'other', 'a map from mon … sun to at most 4 pairs of HH:MM')),
    ...(tags.length > MAX_TAGS ? invalid(['tags'], tags.length, `${MAX_TAGS} at most`) : NO_FAULTS),
    ...tags.slice(0, MAX_TAGS).flatMap((tag, index) => textFaults(['tags', String(index)], tag, 1, 40)),
    ...(beacons.length > MAX_BEACONS ? invalid(['beacons'], beacons.length, `${MAX_BEACONS} at most`) : NO_FAULTS),
    ...beacons.slice(0, MAX_BEACONS).flatMap(beaconFaults),
    ...(new Set(names).size < names.length ? invalid(['beacons'], 'a beacon twice', 'each beacon once') : NO_FAULTS),
  ];
}

const sameBeacon = (a: BeaconRecord, b: BeaconRecord): boolean =>
  a.uuid === b.uuid && a.major === b.major && a.minor === b.minor;

/** @param before null for a new place */
export function placeRecord(id: string, input: SavePlaceInput, before: PlaceRecord | null): PlaceRecord {
  const { name, kind, center, radiusM } = input;
  const beacons = input.beacons?.map(({ uuid, major, minor, zone, txPowerDbm }) => {
    return { uuid: uuid.toLowerCase(), major, minor, placeId: id, zone, txPowerDbm };
  });
  return {
    id,
    name,
    kind,
    center: { lat: center.lat, lng: center.lng },
    radiusM,
    address: input.address ?? null,
    openingHours: parsedHours(input.openingHours),
    timezone: input.timezone ?? DEFAULT_TIMEZONE,
    dwellThresholdS: input.dwellThresholdS ?? DEFAULT_DWELL_S,
    tags: input.tags ?? [],
    beacons: beacons ?? before?.beacons ?? [],
    version: (before?.version ?? 0) + 1,
  };
}

/** Cells that list the place now or listed it before: to be read together with it. */
export const cellsToRead = (places: readonly (PlaceRecord | null)[]) => ({
  cells: [...new Set(places.flatMap((place) => (place === null ? [] : cellsOf(place.center))))],
  wideCells: [...new Set(places.flatMap((place) => (place === null ? [] : wideCellsOf(place))))],
});

type Documents = ReadonlyMap<string, CellDocument>;

function changedCells(
  was: readonly string[],
  is: readonly string[],
  documents: Documents,
  place: PlaceRecord,
): readonly CellDocument[] {
  const ref = toPlaceRef(place);
  const left = was.filter((cell) => !is.includes(cell));
  const read = (cell: string): CellDocument => documents.get(cell) ?? emptyCell(cell);
  return [...left.map((cell) => withoutRef(read(cell), place.id)), ...is.map((cell) => withRef(read(cell), ref))];
}

/** @param cells and @param wideCells as they were read; a cell without a document is empty */
export function decideSavePlace(
  before: PlaceRecord | null,
  after: PlaceRecord,
  cells: Documents,
  wideCells: Documents,
): PlaceChange {
  return {
    place: after,
    expectedVersion: before?.version ?? 0,
    cells: changedCells(before === null ? [] : cellsOf(before.center), cellsOf(after.center), cells, after),
    wideCells: changedCells(before === null ? [] : wideCellsOf(before), wideCellsOf(after), wideCells, after),
    goneBeacons: (before?.beacons ?? []).filter((each) => !after.beacons.some((kept) => sameBeacon(each, kept))),
  };
}

export const beaconTaken = (): readonly UserError[] =>
  invalid(['beacons'], 'a beacon of another place', 'beacons that no other place has');

export function toPlace(record: PlaceRecord): Place {
  const { id, name, kind, center, radiusM, address, openingHours, timezone, dwellThresholdS, tags } = record;
  return {
    id,
    name,
    kind,
    center,
    radiusM,
    address,
    openingHours: openingHours === null ? null : JSON.stringify(openingHours),
    timezone,
    dwellThresholdS,
    tags,
  };
}
