/** Decides a new version: of a new content, or of one that can be edited. */
import type { ContentHead, ContentStatus, ContentVersion, VersionSettings, VersionText } from './content.ts';
import { accepted, headChange, refused, type CommandBase, type ContentState, type Decision } from './decision.ts';
import { contentNotFound, notEditable, otherHead, slugTaken } from './refusals.ts';

export interface SaveContent extends CommandBase {
  /** Of the content, new or not. */
  readonly id: string;
  readonly isNew: boolean;
  readonly expectedHead: number | null;
  readonly settings: VersionSettings;
  readonly texts: readonly VersionText[];
}

/** Where a save leads. A state that is missing cannot be edited: what waits for the clock must stay what was approved. */
const AFTER_SAVE: Partial<Record<ContentStatus, ContentStatus>> = {
  DRAFT: 'DRAFT',
  IN_REVIEW: 'DRAFT',
  PUBLISHED: 'PUBLISHED',
  UNPUBLISHED: 'DRAFT',
};

/** @param slugOwner content that the slug leads to, or null */
export function decideSaveContent(
  state: ContentState | null,
  slugOwner: string | null,
  command: SaveContent,
): Decision {
  const { id, isNew, expectedHead, settings } = command;
  if (state === null && !isNew) return refused(contentNotFound(id));
  if (slugOwner !== null && slugOwner !== id) return refused(slugTaken(settings.slug));
  if (state === null) return accepted(firstVersion(command));
  if (isNew || expectedHead !== state.head.head) return refused(otherHead(expectedHead, state.head.head));
  return nextVersion(state, command);
}

function firstVersion(command: SaveContent) {
  const { id, settings, at, editor } = command;
  const newVersion = versionOf(command, 1);
  const after: ContentHead = {
    id,
    status: 'DRAFT',
    head: 1,
    settings,
    locales: newVersion.texts.map((text) => text.locale),
    publishedVersion: null,
    publishedAt: null,
    scheduledAt: null,
    unpublishAt: null,
    expiresAt: null,
    opensAt: null,
    publishedSlugs: [],
    revision: 1,
    updatedAt: at,
    updatedBy: editor,
  };
  return { before: null, after, newVersion, shownBefore: null, shownAfter: null };
}

/** The next version of a content that exists. Its settings and texts may be those of an old one. */
export function nextVersion(
  state: ContentState,
  command: CommandBase & Pick<SaveContent, 'settings' | 'texts'>,
): Decision {
  const { head } = state;
  const status = AFTER_SAVE[head.status];
  if (status === undefined) return refused(notEditable(head.status));
  const newVersion = versionOf({ ...command, id: head.id }, head.head + 1);
  const locales = newVersion.texts.map((text) => text.locale);
  const change = headChange(state, { status, head: head.head + 1, settings: command.settings, locales }, command);
  return accepted({ ...change, newVersion });
}

function versionOf(
  { id, settings, texts, editor, at }: CommandBase & Pick<SaveContent, 'id' | 'settings' | 'texts'>,
  version: number,
): ContentVersion {
  return { contentId: id, version, settings, texts, author: editor, createdAt: at };
}
