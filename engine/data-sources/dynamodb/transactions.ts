/** What both transactions share: their list, and the reasons of a cancelled one (5.1). */
import { InvalidDocument } from '../../kernel/index.ts';
import type { DataSourceOutcome } from '../../kernel/index.ts';
import { isMembers, isText, missing, readList, wrongKind } from '../document.ts';
import type { Members } from '../document.ts';
import { isDynamoDbFailure, toDataSourceError } from './operation.ts';
import type { DynamoDbSource } from './operation.ts';
import { fromWireItem } from './values.ts';
import type { WireItem } from './values.ts';

const MAX_TRANSACT_ITEMS = 100;

export function readTransactItems(document: Members): readonly { readonly item: Members; readonly path: string }[] {
  const items = readList(document, 'transactItems', '$[transactItems]');
  if (items.length === 0) throw missing('$[transactItems]');
  if (items.length > MAX_TRANSACT_ITEMS) {
    throw new InvalidDocument(
      `Value for field '$[transactItems]' must hold at most ${MAX_TRANSACT_ITEMS} entries but holds ${items.length}.`,
    );
  }
  return items.map((item, index) => {
    const path = `$[transactItems][${index}]`;
    if (!isMembers(item)) throw wrongKind(path, 'an object');
    return { item, path };
  });
}

interface CancellationReason {
  readonly item?: Record<string, unknown>;
  readonly type: string;
  readonly message: string;
}

/** AppSync's words for a failed condition, as its guide prints them. */
function toReason(reason: unknown): CancellationReason {
  const { Code, Message, Item } = isMembers(reason) ? reason : {};
  const code = isText(Code) ? Code : 'None';
  const item = isMembers(Item) ? { item: fromWireItem(Item as WireItem) } : {};
  if (code === 'ConditionalCheckFailed')
    return { ...item, type: 'ConditionCheckFailed', message: 'The condition check failed.' };
  return { ...item, type: code, message: isText(Message) ? Message : code };
}

/** Reasons stand in the order of the items. */
export async function transact(
  source: DynamoDbSource,
  resultName: 'items' | 'keys',
  send: () => Promise<readonly unknown[]>,
): Promise<DataSourceOutcome> {
  try {
    return { result: { [resultName]: await send(), cancellationReasons: null }, error: null };
  } catch (failure) {
    if (!isDynamoDbFailure(failure) || failure.name !== 'TransactionCanceledException') throw failure;
    const reasons = failure.body.CancellationReasons;
    return {
      result: { [resultName]: null, cancellationReasons: Array.isArray(reasons) ? reasons.map(toReason) : [] },
      error: toDataSourceError(source, failure),
    };
  }
}
