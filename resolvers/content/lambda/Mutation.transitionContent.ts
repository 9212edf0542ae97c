import type { MutationTransitionContentArgs } from '../../../schema/generated/types.ts';
import type { DirectEvent } from '../../shared/lambda/caller.ts';
import { contentPayload, refusedContent, type Answered } from '../model/idempotency.ts';
import { transitionContentFaults } from '../model/inputs.ts';
import { transitionContent } from '../store/commands.ts';
import { editorOf } from '../store/editor.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** Answers the field with the given store; the handler below gives it the real one. */
export async function answer(event: DirectEvent<MutationTransitionContentArgs>, store: Store): Promise<Answered> {
  const { input } = event.arguments;
  const faults = transitionContentFaults(input);
  if (faults.length > 0) return refusedContent(faults);

  const outcome = await transitionContent(store, editorOf(event), input);
  return outcome.outcome === 'refused'
    ? refusedContent([outcome.error])
    : contentPayload(outcome.answer, outcome.replayed);
}

export const handler = (event: DirectEvent<MutationTransitionContentArgs>): Promise<Answered> =>
  answer(event, liveStore());
