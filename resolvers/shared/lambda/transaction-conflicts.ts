/** Which failures of a DynamoDB write pass when it is decided anew on fresh state. */

/** Cancellation codes after which a new attempt can succeed (operations 5). */
const RETRYABLE_REASONS: readonly string[] = [
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/** Whole requests that DynamoDB turned away for the moment, or single writes that met a newer version. */
const RETRYABLE_ERRORS: readonly string[] = [
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

/** Why each action of a cancelled transaction failed, in their order; `None` for those that did not. Empty for other errors. */
export function cancellationCodes(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null || !('name' in error)) return [];
  const { name, CancellationReasons } = error as DynamoDbError;
  if (name !== 'TransactionCanceledException') return [];
  return (CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
}

/** True for a cancellation in which every reason is one that passes. A size or validation problem never passes. */
export function isRetryable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('name' in error)) return false;
  if (error.name !== 'TransactionCanceledException') return RETRYABLE_ERRORS.includes(String(error.name));
  const codes = cancellationCodes(error).filter((code) => code !== 'None');
  return codes.length > 0 && codes.every((code) => RETRYABLE_REASONS.includes(code));
}
