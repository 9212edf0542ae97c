/** `condition`, `filter`, `query`, `update` and `projection` of a document, as members of a DynamoDB call (5.1, 5.3). */
import { InvalidDocument } from '../../kernel/index.ts';
import { isMembers, missing, readText, refuseOthers, wrongKind } from '../document.ts';
import type { Members } from '../document.ts';
import { toWireItem } from './values.ts';
import type { WireValue } from './values.ts';

export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, WireValue>>;
}

const EXPRESSION_MEMBERS = ['expression', 'expressionNames', 'expressionValues'];
const CONDITION_MEMBERS = [
  ...EXPRESSION_MEMBERS,
  'equalsIgnore',
  'consistentRead',
  'conditionalCheckFailedHandler',
  'returnValuesOnConditionCheckFailure',
];

/** Samples of AWS give the JSON text of `util.transform.…` in place of the object: both are taken (3.4). */
function readExpressionObject(value: unknown, path: string): Members {
  if (isMembers(value)) return value;
  if (typeof value !== 'string') throw wrongKind(path, 'an object');
  try {
    const parsed: unknown = JSON.parse(value);
    if (isMembers(parsed)) return parsed;
  } catch {
    // Falls through to the same refusal.
  }
  throw wrongKind(path, 'an object');
}

function readNames(value: unknown, path: string): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  if (!isMembers(value)) throw wrongKind(path, 'an object');
  for (const [name, attribute] of Object.entries(value))
    if (typeof attribute !== 'string') throw wrongKind(`${path}[${name}]`, 'a string');
  return value as Readonly<Record<string, string>>;
}

/** Undefined when the member is absent, null, or an expression of nothing at all. */
export function readExpression(from: Members, name: string, path: string): Expression | undefined {
  const given = from[name];
  if (given === undefined || given === null) return undefined;
  const members = readExpressionObject(given, path);
  refuseOthers(members, name === 'condition' ? CONDITION_MEMBERS : EXPRESSION_MEMBERS, path);
  const text = readText(members, 'expression', `${path}[expression]`);
  if (text === '') return undefined;
  const values = members.expressionValues ?? {};
  return {
    text,
    names: readNames(members.expressionNames, `${path}[expressionNames]`),
    values: toWireItem(values, `${path}[expressionValues]`),
  };
}

export function requireExpression(from: Members, name: string, path: string): Expression {
  if (from[name] === undefined || from[name] === null) throw missing(path);
  const expression = readExpression(from, name, path);
  if (expression === undefined) throw new InvalidDocument(`Value for field '${path}[expression]' must not be empty.`);
  return expression;
}

type ExpressionMember =
  'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression' | 'UpdateExpression' | 'ProjectionExpression';

/** Members of one call: several expressions share one set of names and values. DynamoDB refuses empty maps, so none is sent. */
export function toWireExpressions(
  expressions: Readonly<Partial<Record<ExpressionMember, Expression | undefined>>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const names: Record<string, string> = {};
  const values: Record<string, WireValue> = {};
  const given: readonly [string, Expression | undefined][] = Object.entries(expressions);
  for (const [member, expression] of given) {
    if (expression === undefined) continue;
    input[member] = expression.text;
    Object.assign(names, expression.names);
    Object.assign(values, expression.values);
  }
  if (Object.keys(names).length > 0) input.ExpressionAttributeNames = names;
  if (Object.keys(values).length > 0) input.ExpressionAttributeValues = values;
  return input;
}
