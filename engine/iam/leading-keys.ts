/** `dynamodb:LeadingKeys`: the partition keys that a call names, for policies that give each caller its own rows. */
import type { RequestContext } from './pattern.ts';

type Members = Readonly<Record<string, unknown>>;

const members = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** `{S: 'M#1'}` and `{N: 5}`, of a document or of the wire. */
function textOf(value: unknown): string | null {
  const { S, N, B } = members(value);
  const plain = S ?? N ?? B;
  return typeof plain === 'string' || typeof plain === 'number' ? String(plain) : null;
}

function queriedKey(name: string, expression: unknown, names: Members, values: Members): unknown {
  if (typeof expression !== 'string') return undefined;
  for (const [, left = '', right = ''] of expression.matchAll(/(#?\w+)\s*=\s*(:\w+)/g)) {
    if (left === name || names[left] === name) return values[right];
  }
  return undefined;
}

/** Items, keys and requests, however deep a document or a request has them. */
function keyedThings(input: Members): readonly Members[] {
  const transacted = list(input.transactItems ?? input.TransactItems).map(members);
  const batches = Object.values(members(input.tables ?? input.RequestItems)).flatMap((content) => {
    const requests = Array.isArray(content) ? list(content) : list(members(content).keys ?? members(content).Keys);
    return requests.map(members).map((one) => members(one.PutRequest ?? one.DeleteRequest ?? { Key: one }));
  });
  return [input, ...transacted, ...transacted.flatMap((one) => Object.values(one).map(members)), ...batches];
}

/** @param partitionKey - name of the table's own, or of the index that the call names */
export function leadingKeys(input: Members, partitionKey: string): RequestContext {
  const found = keyedThings(input).flatMap((thing) => {
    const holder = members(thing.key ?? thing.Key ?? thing.Item);
    const text = textOf(holder[partitionKey]);
    return text === null ? [] : [text];
  });
  const query = members(input.query);
  const queried = textOf(
    queriedKey(
      partitionKey,
      query.expression ?? input.KeyConditionExpression,
      members(query.expressionNames ?? input.ExpressionAttributeNames),
      members(query.expressionValues ?? input.ExpressionAttributeValues),
    ),
  );
  return new Map([['dynamodb:leadingkeys', queried === null ? found : [...found, queried]]]);
}
