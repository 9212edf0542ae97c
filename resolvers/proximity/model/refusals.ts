/** Business outcomes that are not a success, as the schema's `UserError`. */
import type { UserError, UserErrorCode } from '../../../schema/generated/types.ts';

const RETRYABLE: readonly UserErrorCode[] = ['CONFLICT', 'RATE_LIMITED'];

/** @param path of the input field at fault, from `input` down; empty when it is no single field */
export function refusal(code: UserErrorCode, message: string, path: readonly string[] = []): UserError {
  return { code, message, path, retryable: RETRYABLE.includes(code) };
}

export type Faults = readonly UserError[];

export const NO_FAULTS: Faults = [];

export const invalid = (path: readonly string[], got: unknown, allowed: string): Faults => [
  refusal('INVALID', `${path.join('.')} is ${JSON.stringify(got)}; allowed: ${allowed}.`, ['input', ...path]),
];

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;

export const keyFaults = (key: string): Faults =>
  IDEMPOTENCY_KEY.test(key)
    ? NO_FAULTS
    : invalid(['idempotencyKey'], key.slice(0, 64), '8 to 64 characters of A-Z a-z 0-9 - _');

export const wholeFaults = (path: readonly string[], value: number, least: number, most: number): Faults =>
  Number.isInteger(value) && value >= least && value <= most
    ? NO_FAULTS
    : invalid(path, value, `a whole number from ${least} to ${most}`);

/** NaN is refused too. */
export const rangeFaults = (path: readonly string[], value: number, least: number, most: number): Faults =>
  value >= least && value <= most ? NO_FAULTS : invalid(path, value, `${least} to ${most}`);

export const textFaults = (path: readonly string[], text: string, least: number, most: number): Faults =>
  text.trim().length >= least && text.length <= most
    ? NO_FAULTS
    : invalid(path, text.slice(0, 40), `${least} to ${most} characters`);

export const conflict = (): UserError =>
  refusal('CONFLICT', 'The same data changed at the same time, several times in a row; send it again.');

export const idempotencyMismatch = (): UserError =>
  refusal('IDEMPOTENCY_MISMATCH', 'This idempotency key was used before with another input; use a new key.', [
    'input',
    'idempotencyKey',
  ]);
