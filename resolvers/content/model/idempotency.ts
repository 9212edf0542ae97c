/** One key, one effect. Hashing happens outside: the rules have no crypto. */
import type { ContentDraft, ContentPayload, UserError } from '../../../schema/generated/types.ts';

export type Operation = 'saveContent' | 'restoreContent' | 'transitionContent';

/** Written in the transaction of its effect, and forgotten after 30 days. */
export interface IdempotencyRecord {
  readonly id: string;
  readonly operation: Operation;
  /** Digest of the input's canonical text. */
  readonly fingerprint: string;
  /** What was answered, given again word for word. */
  readonly answer: ContentDraft;
}

/** Two editors, or two operations, never share a key. */
export function idempotencyScope(operation: Operation, editor: string, key: string): string {
  return [operation, editor, key].join('\n');
}

export const contentPayload = (content: ContentDraft, replayed: boolean): ContentPayload => ({
  content,
  replayed,
  userErrors: [],
});

export const refusedContent = (userErrors: readonly UserError[]): ContentPayload => ({
  content: null,
  replayed: false,
  userErrors,
});
