/** What a rule answers: a change to store, or the reason why not. */
import type { UserError } from '../../../schema/generated/types.ts';
import type { ContentHead, ContentVersion } from './content.ts';
import type { Publication } from './publish.ts';

/** What readers get after a change. */
export interface Shown extends Publication {
  readonly version: ContentVersion;
}

/** Everything that one transaction writes follows from this, except the idempotency record. */
export interface Change {
  /** Null for a new content. */
  readonly before: ContentHead | null;
  readonly after: ContentHead;
  /** A version that is written for the first time. */
  readonly newVersion: ContentVersion | null;
  readonly shownBefore: Shown | null;
  /** The same object as `shownBefore` when readers see no difference. */
  readonly shownAfter: Shown | null;
}

export type Decision =
  | { readonly outcome: 'accepted'; readonly change: Change }
  | { readonly outcome: 'refused'; readonly error: UserError };

/** A content as its rules see it. */
export interface ContentState {
  readonly head: ContentHead;
  readonly newest: ContentVersion;
  /** What readers see now. */
  readonly shown: Shown | null;
}

/** Who, and when: made outside, because the rules have no clock. */
export interface CommandBase {
  readonly at: string;
  readonly editor: string;
}

export const refused = (error: UserError): Decision => ({ outcome: 'refused', error });

export const accepted = (change: Change): Decision => ({ outcome: 'accepted', change });

/** A change of the head alone; readers see what they saw. */
export function headChange(state: ContentState, after: Partial<ContentHead>, { at, editor }: CommandBase): Change {
  const { head, shown } = state;
  return {
    before: head,
    after: { ...head, ...after, revision: head.revision + 1, updatedAt: at, updatedBy: editor },
    newVersion: null,
    shownBefore: shown,
    shownAfter: shown,
  };
}

/** The content after a change: what the next command finds. */
export function stateAfter(state: ContentState | null, { after, newVersion, shownAfter }: Change): ContentState {
  const newest = newVersion ?? state?.newest;
  if (newest === undefined) throw new RangeError(`Content ${after.id} has no version.`);
  return { head: after, newest, shown: shownAfter };
}
