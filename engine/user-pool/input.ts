/** Reading what a client sent. */
import { FAILURES } from './failures.ts';

export type Input = Readonly<Record<string, unknown>>;
export type Operation = (input: Input) => Promise<object> | object;

/** @throws SignInFailure InvalidParameterException, as for every text that is left out */
export function requiredText(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw FAILURES.missing(name);
}

export function recordOf(value: unknown): Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : {};
}
