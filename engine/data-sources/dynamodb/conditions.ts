/** Conditional writes and what follows a failed condition: compare, reject, or ask a function (spec/appsync-resolvers 5.3). */
import { isDeepStrictEqual } from 'node:util';
import { InvalidDocument, timeLeft } from '../../kernel/index.ts';
import type { DataSourceCall, DataSourceOutcome } from '../../kernel/index.ts';
import { isBoolean, isMembers, isText, optional, readMembers, readText, wrongKind } from '../document.ts';
import type { Members } from '../document.ts';
import { toLambdaError } from '../lambda.ts';
import { readExpression } from './expressions.ts';
import type { Expression } from './expressions.ts';
import { readKey } from './keys.ts';
import { isDynamoDbFailure, succeeded, toDataSourceError } from './operation.ts';
import type { DynamoDbSource, Failure } from './operation.ts';
import { fromWireItemOrNull } from './values.ts';
import type { WireItem } from './values.ts';

export interface ConditionalWrite {
  attempt(document: Members, condition: Expression | undefined): Promise<DataSourceOutcome>;
  /** The item after success, null for none; undefined where that cannot be told beforehand. */
  readonly wanted: ((document: Members) => Record<string, unknown> | null) | undefined;
}

interface Handling {
  readonly equalsIgnore: readonly string[];
  readonly consistentRead: boolean;
  /** Null means `Reject`. */
  readonly lambdaArn: string | null;
}

const CONDITION_FAILED = 'ConditionalCheckFailedException';

function readHandler(condition: Members): string | null {
  const path = '$[condition][conditionalCheckFailedHandler]';
  const handler = optional(condition, 'conditionalCheckFailedHandler', path, 'an object', isMembers);
  if (handler === undefined) return null;
  const strategy = readText(handler, 'strategy', `${path}[strategy]`);
  if (strategy === 'Reject') return null;
  if (strategy !== 'Custom')
    throw new InvalidDocument(`Value for field '${path}[strategy]' must be one of Reject, Custom.`);
  return readText(handler, 'lambdaArn', `${path}[lambdaArn]`);
}

function readHandling(document: Members): Handling {
  const condition = isMembers(document.condition) ? document.condition : {};
  const ignored = condition.equalsIgnore ?? [];
  if (!Array.isArray(ignored) || !ignored.every(isText))
    throw wrongKind('$[condition][equalsIgnore]', 'a list of strings');
  return {
    equalsIgnore: ignored,
    consistentRead:
      optional(condition, 'consistentRead', '$[condition][consistentRead]', 'a boolean', isBoolean) ?? true,
    lambdaArn: readHandler(condition),
  };
}

function without(item: Record<string, unknown> | null, names: readonly string[]): Record<string, unknown> | null {
  return item === null ? null : Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

interface Attempt {
  readonly source: DynamoDbSource;
  readonly document: Members;
  readonly call: DataSourceCall;
  readonly write: ConditionalWrite;
  readonly handling: Handling;
}

async function readCurrent({ source, document, call, handling }: Attempt): Promise<WireItem | null> {
  const input = {
    TableName: source.tableName,
    Key: readKey(document, '$[key]'),
    ConsistentRead: handling.consistentRead,
  };
  const { Item } = await source.client.call('GetItem', input, call.scope.cost);
  return isMembers(Item) ? (Item as WireItem) : null;
}

function reject({ source, write }: Attempt, failure: Failure, current: WireItem | null): DataSourceOutcome {
  // Of an update the service was seen to give no current value.
  const result = write.wanted === undefined ? null : fromWireItemOrNull(current);
  return { result, error: toDataSourceError(source, failure) };
}

function toHandlerEvent({ source, document, call }: Attempt, current: WireItem | null): Members {
  const [parentType, field] = call.coordinate.split('.');
  return {
    arguments: call.context.arguments,
    requestMapping: document,
    currentValue: current,
    resolver: { tableName: source.tableName, awsRegion: source.region, parentType, field, outputType: null },
    identity: call.scope.caller.identity,
  };
}

const RETRY_MEMBERS = ['attributeValues', 'update', 'condition'] as const;

/** Same key and operation, other content; its own failure is final. */
async function retry(attempt: Attempt, answer: Members): Promise<DataSourceOutcome> {
  const mapping = readMembers(answer, 'retryMapping', '$[retryMapping]');
  const changed = Object.fromEntries(
    RETRY_MEMBERS.filter((name) => name in mapping).map((name) => [name, mapping[name]]),
  );
  const document = { ...attempt.document, ...changed };
  try {
    return await attempt.write.attempt(document, readExpression(document, 'condition', '$[condition]'));
  } catch (failure) {
    if (!isDynamoDbFailure(failure) || failure.name !== CONDITION_FAILED) throw failure;
    const again = { ...attempt, document };
    return reject(again, failure, await readCurrent(again));
  }
}

async function askHandler(
  attempt: Attempt,
  failure: Failure,
  current: WireItem | null,
  lambdaArn: string,
): Promise<DataSourceOutcome> {
  const { source, call } = attempt;
  const answer = await source.invoke({
    function: lambdaArn,
    payload: toHandlerEvent(attempt, current),
    timeoutMs: timeLeft(call.scope, source.clock),
    cost: call.scope.cost,
  });
  if (!answer.ok) return { result: null, error: toLambdaError(answer) };
  const decision = isMembers(answer.payload) ? answer.payload : {};
  if (decision.action === 'discard') return succeeded(fromWireItemOrNull(current));
  if (decision.action === 'retry') return retry(attempt, decision);
  return reject(attempt, failure, current);
}

export async function writeWithCondition(
  source: DynamoDbSource,
  document: Members,
  call: DataSourceCall,
  write: ConditionalWrite,
): Promise<DataSourceOutcome> {
  const condition = readExpression(document, 'condition', '$[condition]');
  const attempt: Attempt = { source, document, call, write, handling: readHandling(document) };
  try {
    return await write.attempt(document, condition);
  } catch (failure) {
    if (!isDynamoDbFailure(failure) || failure.name !== CONDITION_FAILED) throw failure;
    const current = await readCurrent(attempt);
    const { equalsIgnore, lambdaArn } = attempt.handling;
    const wanted = write.wanted?.(document);
    const plain = fromWireItemOrNull(current);
    if (wanted !== undefined && isDeepStrictEqual(without(plain, equalsIgnore), without(wanted, equalsIgnore)))
      return succeeded(plain);
    return lambdaArn === null ? reject(attempt, failure, current) : askHandler(attempt, failure, current, lambdaArn);
  }
}
