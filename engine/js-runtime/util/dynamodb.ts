/** `util.dynamodb`: plain values to attribute values. Numbers stay numbers, as AWS's evaluator prints them (spec 3.3). */
import type { DynamodbUtil } from '@aws-appsync/utils/lib/dynamodb-utils.js';

export type AttributeValue = Readonly<Record<string, unknown>>;

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Lists become `L`, never sets; null becomes `{NULL: null}`. */
export function toDynamoDb(value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: value };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return { NULL: null };
      return Array.isArray(value) ? { L: value.map(toDynamoDb) } : { M: toMapValues(value) };
    default:
      return { NULL: null };
  }
}

/** Members that are undefined are dropped. */
export function toMapValues(map: object): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {};
  for (const key of Object.keys(map)) {
    const member = (map as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) values[key] = toDynamoDb(member);
  }
  return values;
}

const wrap =
  (type: string) =>
  (value?: unknown): AttributeValue | null =>
    isAbsent(value) ? null : { [type]: value };

function s3Object(key: unknown, bucket: unknown, region: unknown, version?: unknown): AttributeValue {
  const s3 = { key, bucket, region, ...(isAbsent(version) ? {} : { version }) };
  return { S: JSON.stringify({ s3 }) };
}

function fromS3ObjectJson(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    const parsed = JSON.parse(text) as { readonly s3?: Readonly<Record<string, unknown>> } | null;
    const s3 = parsed?.s3;
    if (typeof s3 !== 'object') return null;
    const { key, bucket, region, version } = s3;
    return { bucket, region, key, ...(isAbsent(version) ? {} : { version }) };
  } catch {
    // Recorded: whatever is not such a text gives null.
    return null;
  }
}

/** The names and parameters that the published typings give; the results differ from them where AWS does. */
export const dynamodbUtil = Object.freeze({
  toDynamoDB: toDynamoDb,
  toString: wrap('S'),
  toStringSet: wrap('SS'),
  toNumber: wrap('N'),
  toNumberSet: wrap('NS'),
  toBinary: wrap('B'),
  toBinarySet: wrap('BS'),
  toBoolean: wrap('BOOL'),
  toNull: () => ({ NULL: null }),
  toList: (list: unknown) => (Array.isArray(list) ? toDynamoDb(list) : null),
  toMap: (map: unknown) => (typeof map === 'object' && map !== null && !Array.isArray(map) ? toDynamoDb(map) : null),
  toMapValues: (map: unknown) => (typeof map === 'object' && map !== null ? toMapValues(map) : null),
  toS3Object: s3Object,
  fromS3ObjectJson,
}) satisfies Readonly<Record<keyof DynamodbUtil, unknown>>;
