/** A record as DynamoDB Streams gives it, and as Lambda hands it on. */

type Fields = Readonly<Record<string, unknown>>;

/** One record on its way through a mapping. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** JSON of the partition key's value: records of one item always have the same. */
  readonly partitionKey: string;
  /**
   * When this process first saw it. Ages are counted from here: DynamoDB Local rounds ApproximateCreationDateTime to the minute.
   */
  readonly arrivedAt: number;
  /** The element of `event.Records`. */
  readonly event: Fields;
  readonly bytes: number;
}

const DYNAMODB_KEYS = [
  'ApproximateCreationDateTime',
  'Keys',
  'NewImage',
  'OldImage',
  'SequenceNumber',
  'SizeBytes',
  'StreamViewType',
];

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Time to live deletes carry who deleted; Lambda writes the keys in lower case. */
function toUserIdentity(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) return {};
  const { Type, PrincipalId } = value as Fields;
  return { userIdentity: { type: Type, principalId: PrincipalId } };
}

/** @param streamArn - the template's ARN, which functions see as `eventSourceARN`; its region becomes `awsRegion` */
export function toLambdaEvent(record: Fields, streamArn: string): Fields {
  const dynamodb = asFields(record.dynamodb);
  const kept = DYNAMODB_KEYS.filter((key) => dynamodb[key] !== undefined).map((key) => [key, dynamodb[key]] as const);
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: streamArn.split(':')[3] ?? '',
    dynamodb: Object.fromEntries(kept),
    ...toUserIdentity(record.userIdentity),
    eventSourceARN: streamArn,
  };
}

/** @param partitionKeyName - of the table behind the stream */
export function toStreamRecord(
  record: Fields,
  from: { readonly streamArn: string; readonly partitionKeyName: string; readonly now: number },
): StreamRecord {
  const dynamodb = asFields(record.dynamodb);
  const event = toLambdaEvent(record, from.streamArn);
  return {
    sequenceNumber: String(dynamodb.SequenceNumber),
    partitionKey: JSON.stringify(asFields(dynamodb.Keys)[from.partitionKeyName] ?? null),
    arrivedAt: from.now,
    event,
    bytes: Buffer.byteLength(JSON.stringify(event)),
  };
}
