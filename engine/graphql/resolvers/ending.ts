/** How a handler, a step or a whole resolver ended (spec/appsync-resolvers 1.4). */
import { notAuthorized, raise } from '../errors.ts';
import type { Evaluation, RaisedError } from '../ports.ts';
import type { FieldOutcome } from './attached.ts';
import type { Frame } from './context.ts';

/** How a step or a handler ended: with a value, with a jump, or with the error that ends the field. */
export type Ending =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'jump'; readonly value: unknown; readonly toEnd: boolean }
  | { readonly kind: 'failed'; readonly error: RaisedError };

export function failedWith(error: RaisedError): Ending {
  return { kind: 'failed', error };
}

/** What a handler asked for, in the words of the flow (1.4). */
export function toEnding(frame: Frame, evaluation: Evaluation): Ending {
  switch (evaluation.kind) {
    case 'value':
      return { kind: 'value', value: evaluation.value ?? null };
    case 'earlyReturn':
      return { kind: 'jump', value: evaluation.value ?? null, toEnd: evaluation.skipTo === 'END' };
    case 'error':
      return failedWith(evaluation);
    case 'unauthorized':
      return failedWith(notAuthorized(frame.call.field.name, frame.call.field.parentType));
    case 'codeError':
      return failedWith(raise(evaluation.message, 'Code'));
  }
}

/** The field's outcome: appended errors first, in call order, then the one that ended it. */
export function toOutcome(frame: Frame, ending: Ending): FieldOutcome {
  const { appendedErrors, subscriptionFilter, subscriptionInvalidationFilter } = frame.host;
  if (ending.kind === 'failed') return { value: null, errors: [...appendedErrors, ending.error] };
  return {
    value: ending.value,
    errors: appendedErrors,
    filter: subscriptionFilter,
    invalidationFilter: subscriptionInvalidationFilter,
  };
}
