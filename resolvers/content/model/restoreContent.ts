/** Decides that an old version becomes the newest one again: as a copy, because versions never change. */
import type { ContentVersion } from './content.ts';
import { refused, type CommandBase, type ContentState, type Decision } from './decision.ts';
import { contentNotFound, otherHead, slugTaken, versionNotFound } from './refusals.ts';
import { nextVersion } from './saveContent.ts';

export interface RestoreContent extends CommandBase {
  readonly id: string;
  readonly expectedHead: number;
  readonly version: number;
}

/** @param slugOwner content that the old version's slug leads to, or null */
export function decideRestoreContent(
  state: ContentState | null,
  old: ContentVersion | null,
  slugOwner: string | null,
  command: RestoreContent,
): Decision {
  if (state === null) return refused(contentNotFound(command.id));
  if (command.expectedHead !== state.head.head) return refused(otherHead(command.expectedHead, state.head.head));
  if (old === null) return refused(versionNotFound(command.version, state.head.head));
  if (slugOwner !== null && slugOwner !== command.id) return refused(slugTaken(old.settings.slug));
  return nextVersion(state, { ...command, settings: old.settings, texts: old.texts });
}
