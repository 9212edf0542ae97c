/** Decides a change of state. What the table does not list does not happen (domain 2.4). */
import type { ContentHead, ContentStatus } from './content.ts';
import {
  accepted,
  headChange,
  refused,
  type Change,
  type CommandBase,
  type ContentState,
  type Decision,
} from './decision.ts';
import { earlier } from './publish.ts';
import {
  contentNotFound,
  expiryPassed,
  illegalTransition,
  noExpiry,
  otherHead,
  refusal,
  windowPassed,
} from './refusals.ts';

/** PUBLISHED to PUBLISHED is for a newer version. */
export const TRANSITIONS: Readonly<Record<ContentStatus, readonly ContentStatus[]>> = {
  DRAFT: ['IN_REVIEW', 'ARCHIVED'],
  IN_REVIEW: ['DRAFT', 'SCHEDULED', 'PUBLISHED', 'ARCHIVED'],
  SCHEDULED: ['PUBLISHED', 'DRAFT'],
  PUBLISHED: ['PUBLISHED', 'UNPUBLISHED'],
  UNPUBLISHED: ['DRAFT', 'ARCHIVED'],
  ARCHIVED: [],
};

export interface TransitionContent extends CommandBase {
  readonly id: string;
  readonly expectedHead: number;
  readonly to: ContentStatus;
  /** When, instead of now. */
  readonly scheduledFor: string | null;
  /** With PUBLISHED: what readers see stays, and no longer ends before its window does. */
  readonly cancelsExpiry: boolean;
}

/** What an editor asks for. SCHEDULED becomes PUBLISHED by the clock alone. */
export function decideTransitionContent(state: ContentState | null, command: TransitionContent): Decision {
  if (state === null) return refused(contentNotFound(command.id));
  const { head } = state;
  const { to, scheduledFor, at, expectedHead } = command;
  if (expectedHead !== head.head) return refused(otherHead(expectedHead, head.head));
  if (!TRANSITIONS[head.status].includes(to)) return refused(illegalTransition(head.status, to));
  if (head.status === 'SCHEDULED' && to === 'PUBLISHED') {
    return refused(illegalTransition('SCHEDULED', 'PUBLISHED', ' but by the clock; take it back to DRAFT first'));
  }
  const wrongTime = timeError(command);
  if (wrongTime !== null) return refused(wrongTime);
  switch (to) {
    case 'DRAFT':
    case 'IN_REVIEW':
    case 'ARCHIVED':
      return accepted(headChange(state, { status: to, scheduledAt: null }, command));
    case 'SCHEDULED':
      return schedule(state, command);
    case 'PUBLISHED':
      return command.cancelsExpiry ? cancelExpiry(state, command) : publish(state, command);
    case 'UNPUBLISHED':
      return scheduledFor === null || scheduledFor <= at
        ? accepted(takeBack(state, command))
        : expire(state, command, scheduledFor);
  }
}

function timeError({ to, scheduledFor, at, cancelsExpiry }: TransitionContent) {
  const path = ['input', 'at'];
  if (cancelsExpiry && to !== 'PUBLISHED') {
    return refusal('INVALID', '`cancelExpiry` goes with PUBLISHED alone.', ['input', 'cancelExpiry']);
  }
  if (to === 'SCHEDULED' && scheduledFor === null) return refusal('INVALID', 'SCHEDULED needs `at`.', path);
  if (to === 'SCHEDULED' && scheduledFor !== null && scheduledFor <= at) {
    return refusal('INVALID', `at is ${scheduledFor}; allowed: a time in the future.`, path);
  }
  return scheduledFor !== null && to !== 'SCHEDULED' && to !== 'UNPUBLISHED'
    ? refusal('INVALID', `${to} happens now: leave out \`at\`.`, path)
    : null;
}

function schedule(state: ContentState, command: TransitionContent): Decision {
  const { visibleTo } = state.head.settings;
  const scheduledAt = command.scheduledFor;
  if (visibleTo !== null && scheduledAt !== null && visibleTo <= scheduledAt) return refused(windowPassed(visibleTo));
  return accepted(headChange(state, { status: 'SCHEDULED', scheduledAt }, command));
}

function publish(state: ContentState, command: TransitionContent): Decision {
  const { head, publishedVersion, settings } = state.head;
  if (publishedVersion === head) {
    return refused(illegalTransition('PUBLISHED', 'PUBLISHED', ` again: version ${head} is what readers see`));
  }
  const { visibleTo } = settings;
  const expiresAt = expiryOf(state);
  if (visibleTo !== null && visibleTo <= command.at) return refused(windowPassed(visibleTo));
  if (expiresAt !== null && expiresAt <= command.at) return refused(expiryPassed(expiresAt));
  return accepted(show(state, command));
}

/** Before heads had `expiresAt`, an expiry stood in `unpublishAt`, where the end of the window stands without one. */
function expiryOf({ head, shown }: ContentState): string | null {
  if (head.expiresAt !== null || shown === null) return head.expiresAt;
  return head.unpublishAt === shown.version.settings.visibleTo ? null : head.unpublishAt;
}

/** The newest version becomes what readers see. An expiry is the content's: another version ends with it too. */
function show(state: ContentState, command: CommandBase): Change {
  const { newest, head } = state;
  const { slug, visibleFrom, visibleTo } = newest.settings;
  const expiresAt = expiryOf(state);
  const unpublishAt = earlier(visibleTo, expiresAt);
  const opensAt = visibleFrom !== null && visibleFrom > command.at ? visibleFrom : null;
  const shownAfter = { version: newest, publishedAt: command.at, unpublishAt, opensAt };
  const after: Partial<ContentHead> = {
    status: 'PUBLISHED',
    publishedVersion: newest.version,
    publishedAt: command.at,
    scheduledAt: null,
    unpublishAt,
    expiresAt,
    opensAt,
    publishedSlugs: head.publishedSlugs.includes(slug) ? head.publishedSlugs : [...head.publishedSlugs, slug],
  };
  return { ...headChange(state, after, command), shownAfter };
}

function takeBack(state: ContentState, command: CommandBase): Change {
  const after = {
    status: 'UNPUBLISHED',
    publishedVersion: null,
    publishedAt: null,
    unpublishAt: null,
    expiresAt: null,
    opensAt: null,
  } as const;
  return { ...headChange(state, after, command), shownAfter: null };
}

function expire(state: ContentState, command: CommandBase, expiresAt: string): Decision {
  const visibleTo = state.shown?.version.settings.visibleTo ?? null;
  return visibleTo !== null && visibleTo < expiresAt
    ? refused(
        refusal('INVALID', `at is ${expiresAt}; allowed: up to ${visibleTo}, when its window ends.`, ['input', 'at']),
      )
    : accepted(endAt(state, command, expiresAt));
}

function cancelExpiry(state: ContentState, command: CommandBase): Decision {
  const visibleTo = state.shown?.version.settings.visibleTo ?? null;
  if (expiryOf(state) === null) return refused(noExpiry());
  return visibleTo !== null && visibleTo <= command.at
    ? refused(windowPassed(visibleTo))
    : accepted(endAt(state, command, null));
}

/** Documents are written anew: their window ends at that instant, whether or not the clock's work is in time. */
function endAt(state: ContentState, command: CommandBase, expiresAt: string | null): Change {
  const { shown } = state;
  const unpublishAt = earlier(shown?.version.settings.visibleTo ?? null, expiresAt);
  const shownAfter = shown === null ? null : { ...shown, unpublishAt };
  return { ...headChange(state, { unpublishAt, expiresAt }, command), shownAfter };
}

/** Nothing changes for readers, whom the window alone let in: the card no longer waits, and the stream tells subscribers. */
function open(state: ContentState, command: CommandBase): Change {
  const shownAfter = state.shown === null ? null : { ...state.shown, opensAt: null };
  return { ...headChange(state, { opensAt: null }, command), shownAfter };
}

/** When the clock has something to do with it; null when it has not. */
export function dueAt({ status, scheduledAt, opensAt, unpublishAt }: ContentHead): string | null {
  if (status === 'SCHEDULED') return scheduledAt;
  return status === 'PUBLISHED' ? earlier(opensAt, unpublishAt) : null;
}

/** What the clock does at `command.at`. @returns null when it is not time, or somebody was faster */
export function decideDueContent(state: ContentState, command: CommandBase): Change | null {
  const { status, unpublishAt } = state.head;
  const due = dueAt(state.head);
  if (due === null || due > command.at) return null;
  if (status === 'SCHEDULED') return show(state, command);
  return unpublishAt !== null && unpublishAt <= command.at ? takeBack(state, command) : open(state, command);
}
