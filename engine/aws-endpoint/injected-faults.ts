/** The faults that tests inject most, with the shapes of DynamoDB. */
import { errorAnswer } from './answers.ts';
import type { Fault, ServedCall } from './ports.ts';

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810#';
const ONGOING = 'Transaction is ongoing for the item';

/** Another transaction holds an item of this call: the first of a transaction, the only one of a single write. */
export function transactionConflict(call: ServedCall): Fault {
  const items = call.input().TransactItems;
  if (!Array.isArray(items)) {
    return { when: 'before', kind: 'answer', answer: error(call, 'TransactionConflictException', ONGOING) };
  }
  const codes = items.map((_item, at) => (at === 0 ? 'TransactionConflict' : 'None'));
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`;
  const reasons = codes.map((Code) => (Code === 'None' ? { Code } : { Code, Message: ONGOING }));
  const answer = errorAnswer(400, `${NAMESPACE}TransactionCanceledException`, message, call.requestId, {
    Message: message,
    CancellationReasons: reasons,
  });
  return { when: 'before', kind: 'answer', answer };
}

/** The table's throughput is used up. */
export function throughputExceeded(call: ServedCall): Fault {
  const message =
    'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
  return { when: 'before', kind: 'answer', answer: error(call, 'ProvisionedThroughputExceededException', message) };
}

/** The work is done, and the caller cannot know: the case that idempotency keys are for. */
export function lostAnswer(): Fault {
  return { when: 'after', kind: 'disconnect' };
}

function error(call: ServedCall, name: string, message: string) {
  return errorAnswer(400, NAMESPACE + name, message, call.requestId);
}
