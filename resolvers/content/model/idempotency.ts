/** One key, one effect. Hashing happens outside: the rules have no crypto. */
import type { ContentPayload, UserError } from '../../../schema/generated/types.ts';
import type { DraftFields } from './draft.ts';

export type Operation = 'saveContent' | 'restoreContent' | 'transitionContent';

/** Written in the transaction of its effect, and forgotten after 30 days. */
export interface IdempotencyRecord {
  readonly id: string;
  readonly operation: Operation;
  /** Digest of the input's canonical text. */
  readonly fingerprint: string;
  /** What was answered, given again word for word. */
  readonly answer: DraftFields;
}

/** Two editors, or two operations, never share a key. */
export function idempotencyScope(operation: Operation, editor: string, key: string): string {
  return [operation, editor, key].join('\n');
}

/** What the functions answer; `ContentDraft.versions` is resolved when somebody asks for it. */
export type Answered = Omit<ContentPayload, 'content'> & { readonly content: DraftFields | null };

export const contentPayload = (content: DraftFields, replayed: boolean): Answered => ({
  content,
  replayed,
  userErrors: [],
});

export const refusedContent = (userErrors: readonly UserError[]): Answered => ({
  content: null,
  replayed: false,
  userErrors,
});
