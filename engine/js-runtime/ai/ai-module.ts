/** The module `@aws-appsync/utils/ai` (spec 7.6): requests to the Bedrock runtime, which this engine does not call. */
import type * as published from '@aws-appsync/utils/ai.js';

type Payload = Readonly<Record<string, unknown>>;

const isGiven = (value: unknown): boolean => value !== null && value !== undefined;

const request =
  (operation: 'InvokeModel' | 'Converse') =>
  (payload?: Payload | null): object => ({
    operation,
    ...Object.fromEntries(Object.entries(payload ?? {}).filter(([, value]) => isGiven(value))),
  });

export const aiModule = Object.freeze({
  invokeModel: request('InvokeModel'),
  converse: request('Converse'),
}) satisfies Readonly<Record<keyof typeof published, unknown>>;
