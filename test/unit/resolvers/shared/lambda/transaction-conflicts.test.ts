import { describe, expect, it } from '@jest/globals';
import { cancellationCodes, isRetryable } from '../../../../../resolvers/shared/lambda/transaction-conflicts.ts';

const cancelled = (...codes: readonly string[]) => ({
  name: 'TransactionCanceledException',
  CancellationReasons: codes.map((Code) => ({ Code })),
});

describe('isRetryable', () => {
  it.each([
    ['a failed condition', cancelled('None', 'ConditionalCheckFailed'), true],
    ['a conflict', cancelled('TransactionConflict', 'None'), true],
    ['throttling', cancelled('ThrottlingError', 'ProvisionedThroughputExceeded'), true],
    ['a conflict beside an invalid item', cancelled('TransactionConflict', 'ValidationError'), false],
    ['an item that is too large', cancelled('ItemCollectionSizeLimitExceeded'), false],
    ['a cancellation without reasons', cancelled(), false],
    ['a single write that met a newer version', { name: 'ConditionalCheckFailedException' }, true],
    ['a throttled request', { name: 'ThrottlingException' }, true],
    ['a transaction that still runs', { name: 'TransactionInProgressException' }, true],
    ['a missing table', { name: 'ResourceNotFoundException' }, false],
    ['something thrown', 'text', false],
    ['nothing', null, false],
  ])('tells of %s', (_name, error, expected) => {
    expect(isRetryable(error)).toBe(expected);
  });
});

describe('cancellationCodes', () => {
  it('has one code an action, in order, and `None` for those that were no cause', () => {
    const error = { name: 'TransactionCanceledException', CancellationReasons: [{}, { Code: 'TransactionConflict' }] };

    expect(cancellationCodes(error)).toEqual(['None', 'TransactionConflict']);
  });

  it('is empty for whatever is no cancellation', () => {
    expect(cancellationCodes(new Error('no'))).toEqual([]);
  });
});
