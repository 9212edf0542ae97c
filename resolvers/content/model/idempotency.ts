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

/** The same text for the same input: members sorted, absent and null alike, the key itself left out. */
export function canonicalInput(input: object): string {
  return canonical(Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'idempotencyKey')));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
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
