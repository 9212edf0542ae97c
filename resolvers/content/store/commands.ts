/** One function a mutation: reads what its rule needs and performs it. */
import type { RestoreContentInput, SaveContentInput, TransitionContentInput } from '../../../schema/generated/types.ts';
import { instantOf } from '../model/inputs.ts';
import { decideRestoreContent } from '../model/restoreContent.ts';
import { decideSaveContent } from '../model/saveContent.ts';
import { settingsOf, textsOf } from '../model/settings.ts';
import { decideTransitionContent } from '../model/transitionContent.ts';
import { perform, type Outcome, type Store } from './perform.ts';
import { readSlugOwner, readState, readVersion } from './read.ts';

/** Writes a new version (W7). The input has been checked. */
export function saveContent(store: Store, editor: string, input: SaveContentInput): Promise<Outcome> {
  const { idempotencyKey } = input;
  return perform(store, { operation: 'saveContent', editor, idempotencyKey, input }, async (newId, at) => {
    const id = input.id ?? newId;
    const [state, slugOwner] = await Promise.all([readState(store, id), readSlugOwner(store, input.slug)]);
    const isNew = input.id === null || input.id === undefined;
    const expectedHead = input.expectedHead ?? null;
    const command = { id, isNew, expectedHead, settings: settingsOf(input), texts: textsOf(input), at, editor };
    return decideSaveContent(state, slugOwner, command);
  });
}

/** Copies an old version (W7). The input has been checked. */
export function restoreContent(store: Store, editor: string, input: RestoreContentInput): Promise<Outcome> {
  const { idempotencyKey, id, expectedHead, version } = input;
  return perform(store, { operation: 'restoreContent', editor, idempotencyKey, input }, async (_newId, at) => {
    const [state, old] = await Promise.all([readState(store, id), readVersion(store, id, version)]);
    const slugOwner = old === null ? null : await readSlugOwner(store, old.settings.slug);
    return decideRestoreContent(state, old, slugOwner, { id, expectedHead, version, at, editor });
  });
}

/** Changes the state (W8). The input has been checked. */
export function transitionContent(store: Store, editor: string, input: TransitionContentInput): Promise<Outcome> {
  const { idempotencyKey, id, expectedHead, to } = input;
  const cancelsExpiry = input.cancelExpiry ?? false;
  const scheduledFor = input.at === null || input.at === undefined ? null : instantOf(input.at);
  return perform(store, { operation: 'transitionContent', editor, idempotencyKey, input }, async (_newId, at) =>
    decideTransitionContent(await readState(store, id), {
      id,
      expectedHead,
      to,
      scheduledFor,
      cancelsExpiry,
      at,
      editor,
    }),
  );
}
