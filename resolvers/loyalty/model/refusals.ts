/** Business outcomes that are not a success, as the schema's `UserError`. */
import type { UserError, UserErrorCode } from '../../../schema/generated/types.ts';

/** @param path of the input field at fault, from `input` down; empty when it is no single field */
export function refusal(code: UserErrorCode, message: string, path: readonly string[] = []): UserError {
  return { code, message, path, retryable: code === 'CONFLICT' };
}

export const memberNotFound = (memberId: string, path: readonly string[] = []): UserError =>
  refusal('NOT_FOUND', `There is no member ${memberId}.`, path);

export const memberNotActive = (status: string): UserError =>
  refusal('NOT_ACTIVE', `The member's status is ${status}; only an active member can do this.`);

/** Retryable: nothing was written, and the next attempt reads the new state. */
export const conflict = (): UserError =>
  refusal('CONFLICT', 'The account or the stock changed at the same time, several times in a row; send it again.');

export const idempotencyMismatch = (): UserError =>
  refusal('IDEMPOTENCY_MISMATCH', 'This idempotency key was used before with another input; use a new key.', [
    'input',
    'idempotencyKey',
  ]);
