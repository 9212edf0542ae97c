import type { MutationSaveContentArgs } from '../../../schema/generated/types.ts';
import type { DirectEvent } from '../../shared/lambda/caller.ts';
import { contentPayload, refusedContent, type Answered } from '../model/idempotency.ts';
import { saveContentFaults } from '../model/inputs.ts';
import { saveContent } from '../store/commands.ts';
import { editorOf } from '../store/editor.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** Answers the field with the given store; the handler below gives it the real one. */
export async function answer(event: DirectEvent<MutationSaveContentArgs>, store: Store): Promise<Answered> {
  const { input } = event.arguments;
  const faults = saveContentFaults(input);
  if (faults.length > 0) return refusedContent(faults);

  const outcome = await saveContent(store, editorOf(event), input);
  return outcome.outcome === 'refused'
    ? refusedContent([outcome.error])
    : contentPayload(outcome.answer, outcome.replayed);
}

export const handler = (event: DirectEvent<MutationSaveContentArgs>): Promise<Answered> => answer(event, liveStore());
