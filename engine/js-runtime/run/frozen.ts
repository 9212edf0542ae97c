/** What resolver code gets of a library: frozen, because what code hangs on it would outlive the evaluation, and charged for what it is given. */
import { chargeText, MAX_TEXT_LENGTH, tooLong, weigh, type Budget } from './budget.ts';

type Library = Readonly<Record<string, unknown>>;
type Call = (...given: readonly unknown[]) => unknown;

/**
 * A copy of the library, frozen through and through.
 * @param budget - of the evaluation that runs when a function is called
 */
export function guarded(library: Library, budget: () => Budget): Library {
  const copy = Object.entries(library).map(([name, member]): [string, unknown] => {
    if (typeof member === 'function') return [name, guardedCall(member as Call, budget)];
    return [name, typeof member === 'object' && member !== null ? guarded(member as Library, budget) : member];
  });
  return Object.freeze(Object.fromEntries(copy));
}

function guardedCall(call: Call, budget: () => Budget): Call {
  const charge = (given: unknown): void => {
    if (typeof given === 'string') chargeText(budget, given);
    else if (typeof given === 'object' && given !== null) weigh(budget(), given);
  };
  // Most take one argument, and say so by their length: those are called without a list of arguments in between.
  const unary: Call = (given) => {
    charge(given);
    return short(call(given));
  };
  const variadic: Call = (...given) => {
    for (const one of given) charge(one);
    return short(call(...given));
  };
  return Object.freeze(call.length === 1 ? unary : variadic);
}

function short(result: unknown): unknown {
  if (typeof result === 'string' && result.length > MAX_TEXT_LENGTH) throw tooLong();
  return result;
}
