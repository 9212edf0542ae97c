/** Business outcomes that are not a success, as the schema's `UserError`. */
import type { ContentStatus, UserError, UserErrorCode } from '../../../schema/generated/types.ts';

/** @param path of the input field at fault, from `input` down; empty when it is no single field */
export function refusal(code: UserErrorCode, message: string, path: readonly string[] = []): UserError {
  return { code, message, path, retryable: false };
}

export const contentNotFound = (id: string): UserError =>
  refusal('NOT_FOUND', `There is no content ${id}.`, ['input', 'id']);

export const versionNotFound = (version: number, head: number): UserError =>
  refusal('NOT_FOUND', `There is no version ${version}; there are 1 to ${head}.`, ['input', 'version']);

/** Not retryable: the editor has to look at the newer version first. */
export const otherHead = (expected: number | null, actual: number): UserError =>
  refusal(
    'CONFLICT',
    `The newest version is ${actual}, and the request expects ${expected ?? 'none'}; read it again.`,
    ['input', 'expectedHead'],
  );

export const slugTaken = (slug: string): UserError =>
  refusal('CONFLICT', `The slug ${slug} belongs to another content; choose another one.`, ['input', 'slug']);

export const illegalTransition = (from: ContentStatus, to: ContentStatus, why = ''): UserError =>
  refusal('ILLEGAL_TRANSITION', `A content that is ${from} cannot become ${to}${why}.`, ['input', 'to']);

export const notEditable = (status: ContentStatus): UserError =>
  refusal(
    'ILLEGAL_TRANSITION',
    `A content that is ${status} cannot be changed; ${WAY_OUT[status] ?? 'read it again'}.`,
  );

const WAY_OUT: Partial<Record<ContentStatus, string>> = {
  SCHEDULED: 'take it back to DRAFT first',
  ARCHIVED: 'make a new one',
};

export const windowPassed = (visibleTo: string): UserError =>
  refusal('EXPIRED', `Its window ended at ${visibleTo}; save another \`visibleTo\` first.`, ['input', 'to']);

export const expiryPassed = (expiresAt: string): UserError =>
  refusal('EXPIRED', `It expired at ${expiresAt}; cancel the expiry first, with \`cancelExpiry\`.`, ['input', 'to']);

export const noExpiry = (): UserError =>
  refusal('INVALID', 'There is no expiry to cancel; leave out `cancelExpiry`.', ['input', 'cancelExpiry']);

/** Retryable: nothing was written, and the next attempt reads the new state. */
export const conflict = (): UserError => ({
  ...refusal('CONFLICT', 'The content changed at the same time, several times in a row; send it again.'),
  retryable: true,
});

export const idempotencyMismatch = (): UserError =>
  refusal('IDEMPOTENCY_MISMATCH', 'This idempotency key was used before with another input; use a new key.', [
    'input',
    'idempotencyKey',
  ]);
