/** `ddb.toStringSet(…)` and its like are attribute values already, wherever they stand in an item or an update (spec 4). */
import { toDynamoDb, type AttributeValue } from '../util/dynamodb.ts';

const SETS: ReadonlySet<string> = new Set(['SS', 'NS', 'BS']);

export function isSet(value: unknown): value is AttributeValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  const [key = ''] = keys;
  return keys.length === 1 && SETS.has(key) && Array.isArray((value as Readonly<Record<string, unknown>>)[key]);
}

/** As `util.dynamodb.toDynamoDB`, sets left as they are. */
export function attributeOf(value: unknown): AttributeValue {
  if (typeof value !== 'object' || value === null) return toDynamoDb(value);
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  return isSet(value) ? value : { M: attributes(value) };
}

/** Keys, items, and members of maps: those that are undefined are dropped. */
export function attributes(map: unknown): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(map ?? {}) as [string, unknown][]) {
    if (value !== undefined) values[name] = attributeOf(value);
  }
  return values;
}
