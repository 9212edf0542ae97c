/** Which actions on which resources a call needs, as IAM sees it. Pure. */

type Fields = Readonly<Record<string, unknown>>;

export interface Access {
  readonly action: string;
  readonly resource: string;
}

export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** A transaction is allowed item by item: there is no permission for the transaction itself. */
const TRANSACTION_PARTS: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function toArn(service: string, kind: string, name: string, { region, accountId }: Place): string {
  return name.startsWith('arn:') ? name : `arn:aws:${service}:${region}:${accountId}:${kind}/${name}`;
}

function toTableArn(input: Fields, place: Place): string {
  const table = toArn('dynamodb', 'table', asText(input.TableName), place);
  const index = asText(input.IndexName);
  return index === '' ? table : `${table}/index/${index}`;
}

function toTransactionAccess(item: unknown, place: Place): Access[] {
  return Object.entries(asFields(item)).map(([part, request]) => ({
    action: `dynamodb:${TRANSACTION_PARTS[part] ?? part}`,
    resource: toTableArn(asFields(request), place),
  }));
}

/** An iterator holds its stream's ARN; one that does not is any stream. */
function toStreamArn(input: Fields): string {
  const holder = asText(input.StreamArn) || asText(input.ShardIterator);
  return /arn:aws[^|\s]+/.exec(holder)?.[0] ?? '*';
}

function dynamodbAccesses(action: string, input: Fields, place: Place): readonly Access[] {
  const one = (resource: string): readonly Access[] => [{ action: `dynamodb:${action}`, resource }];
  switch (action) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(asFields(input.RequestItems)).flatMap((TableName) => one(toTableArn({ TableName }, place)));
    case 'TransactGetItems':
    case 'TransactWriteItems': {
      const items: readonly unknown[] = Array.isArray(input.TransactItems) ? input.TransactItems : [];
      return items.flatMap((item) => toTransactionAccess(item, place));
    }
    case 'ListTables':
      return one('*');
    case 'DescribeStream':
    case 'GetRecords':
    case 'GetShardIterator':
    case 'ListStreams':
      return one(toStreamArn(input));
    default:
      return one(toTableArn(input, place));
  }
}

/** @param queueArn - of the queue that an SQS call names; null when there is none, and the call will fail anyway */
export function accessesOf(
  call: { readonly service: string; readonly action: string; readonly input: Fields },
  place: Place,
  queueArn: string | null,
): readonly Access[] {
  const { service, action, input } = call;
  if (service === 'dynamodb') return dynamodbAccesses(action, input, place);
  if (service === 'sqs') return queueArn === null ? [] : [{ action: `sqs:${action}`, resource: queueArn }];
  const entries: readonly unknown[] = Array.isArray(input.Entries) ? input.Entries : [];
  const buses = new Set(entries.map((entry) => asText(asFields(entry).EventBusName) || 'default'));
  return [...buses].map((bus) => ({
    action: `${service}:${action}`,
    resource: toArn(service, 'event-bus', bus, place),
  }));
}
