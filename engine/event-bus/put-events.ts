/** The PutEvents API: what is refused as a whole, what is refused entry by entry, and the event that an entry becomes. */
import { isFields, type BusEvent, type Fields } from './event.ts';

const MAX_ENTRIES = 10;
const MAX_BYTES = 262_144;
/** What a given `Time` counts. */
const TIME_BYTES = 14;

/** The whole call is wrong. `name` is the exception's, as SDKs know it. */
export class PutEventsRefused extends Error {
  override readonly name = 'ValidationException';
  readonly statusCode = 400;
}

export interface PutEventsAnswer {
  readonly Entries: readonly Fields[];
  readonly FailedEntryCount: number;
}

export interface EntryError {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** Time, source, type, detail and resources count, as text in UTF-8. */
function sizeOf(entry: Fields): number {
  const { Time, Source, DetailType, Detail, Resources } = entry;
  const texts = [Source, DetailType, Detail, ...(Array.isArray(Resources) ? (Resources as unknown[]) : [])];
  const bytes = texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0), 0);
  return bytes + (Time === undefined ? 0 : TIME_BYTES);
}

/** Null when the call as a whole is right. */
export function refusalOf(entries: readonly Fields[]): PutEventsRefused | null {
  const constraint = (text: string): PutEventsRefused =>
    new PutEventsRefused(
      `1 validation error detected: Value '[${entries.length === 0 ? '' : '…'}]' at 'entries' failed to satisfy constraint: Member must have length ${text}`,
    );
  if (entries.length === 0) return constraint('greater than or equal to 1');
  if (entries.length > MAX_ENTRIES) return constraint(`less than or equal to ${MAX_ENTRIES}`);
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MAX_BYTES)
    return new PutEventsRefused('Total size of the entries in the request is over the limit.');
  return null;
}

function parseDetail(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** SDKs send seconds since 1970, AppSync an RFC 3339 text. */
function parseTime(given: unknown, now: number): number {
  const at = typeof given === 'number' ? given * 1000 : typeof given === 'string' ? Date.parse(given) : now;
  return Number.isNaN(at) ? now : at;
}

export interface Arrival {
  readonly id: string;
  readonly now: number;
  readonly account: string;
  readonly region: string;
}

/** @returns the event, or why EventBridge takes no such entry */
export function toEvent(entry: Fields, arrival: Arrival): BusEvent | EntryError {
  for (const name of ['Source', 'DetailType', 'Detail']) {
    const given = entry[name];
    if (typeof given === 'string' && given !== '') continue;
    const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  const source = String(entry.Source);
  if (source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const detail = parseDetail(String(entry.Detail));
  if (detail === null) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return {
    version: '0',
    id: arrival.id,
    'detail-type': String(entry.DetailType),
    source,
    account: arrival.account,
    time: `${new Date(parseTime(entry.Time, arrival.now)).toISOString().slice(0, 19)}Z`,
    region: arrival.region,
    resources: Array.isArray(entry.Resources) ? entry.Resources.map(String) : [],
    detail,
  };
}
