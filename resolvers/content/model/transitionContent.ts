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
import { contentNotFound, illegalTransition, otherHead, refusal, windowPassed } from './refusals.ts';

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
      return publish(state, command);
    case 'UNPUBLISHED':
      return accepted(scheduledFor === null || scheduledFor <= at ? takeBack(state, command) : expire(state, command));
  }
}

function timeError({ to, scheduledFor, at }: TransitionContent) {
  const path = ['input', 'at'];
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
  return visibleTo !== null && visibleTo <= command.at
    ? refused(windowPassed(visibleTo))
    : accepted(show(state, command));
}

/** The newest version becomes what readers see. */
function show(state: ContentState, command: CommandBase): Change {
  const { newest, head } = state;
  const { slug, visibleTo } = newest.settings;
  const shownAfter = { version: newest, publishedAt: command.at, unpublishAt: visibleTo };
  const after: Partial<ContentHead> = {
    status: 'PUBLISHED',
    publishedVersion: newest.version,
    publishedAt: command.at,
    scheduledAt: null,
    unpublishAt: visibleTo,
    publishedSlugs: head.publishedSlugs.includes(slug) ? head.publishedSlugs : [...head.publishedSlugs, slug],
  };
  return { ...headChange(state, after, command), shownAfter };
}

function takeBack(state: ContentState, command: CommandBase): Change {
  const after = { status: 'UNPUBLISHED', publishedVersion: null, publishedAt: null, unpublishAt: null } as const;
  return { ...headChange(state, after, command), shownAfter: null };
}

/** Documents are written anew: their window ends at that instant, whether or not the clock's work is in time. */
function expire(state: ContentState, command: TransitionContent): Change {
  const unpublishAt = command.scheduledFor;
  const shownAfter = state.shown === null ? null : { ...state.shown, unpublishAt };
  return { ...headChange(state, { unpublishAt }, command), shownAfter };
}

/** When the clock has something to do with it; null when it has not. */
export function dueAt({ status, scheduledAt, unpublishAt }: ContentHead): string | null {
  if (status === 'SCHEDULED') return scheduledAt;
  return status === 'PUBLISHED' ? unpublishAt : null;
}

/** What the clock does at `command.at`. @returns null when it is not time, or somebody was faster */
export function decideDueContent(state: ContentState, command: CommandBase): Change | null {
  const due = dueAt(state.head);
  if (due === null || due > command.at) return null;
  return state.head.status === 'SCHEDULED' ? show(state, command) : takeBack(state, command);
}
