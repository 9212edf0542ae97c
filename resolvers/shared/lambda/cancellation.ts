/** Why DynamoDB did not carry out a transaction, and whether a new attempt can succeed (operations 5). */

/** Cancellation codes after which a new attempt on fresh state can succeed. */
const PASSING_REASONS: readonly string[] = [
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/** Whole requests that DynamoDB turned away for the moment, or single writes that met a newer version. */
const PASSING_ERRORS: readonly string[] = [
  'ConditionalCheckFailedException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
];

interface DynamoDbError {
  readonly name: string;
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const named = (error: unknown): DynamoDbError | null =>
  typeof error === 'object' && error !== null && 'name' in error ? (error as DynamoDbError) : null;

/** One code an action, in their order, `None` where it was not the cause; empty when it is no cancellation. */
export const reasonsOf = (error: unknown): readonly string[] =>
  (named(error)?.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');

/** True when every cause is one that passes. A size or validation problem never passes. */
export function isPassing(error: unknown): boolean {
  const name = named(error)?.name ?? '';
  if (name !== 'TransactionCanceledException') return PASSING_ERRORS.includes(name);
  const codes = reasonsOf(error).filter((code) => code !== 'None');
  return codes.length > 0 && codes.every((code) => PASSING_REASONS.includes(code));
}
