/** The store that functions use on AWS and in the local engine: everything from the function's environment. */
import { systemClock } from '../../shared/lambda/clock.ts';
import { documentClient } from '../../shared/lambda/dynamodb.ts';
import { requiredVariable } from '../../shared/lambda/environment.ts';
import { once } from '../../shared/lambda/once.ts';
import { systemRandomness } from '../../shared/lambda/randomness.ts';
import type { Store } from './perform.ts';

/** Made at the first call, then shared by all calls of the container. */
export const liveStore: () => Store = once(() => ({
  client: documentClient(),
  tableName: requiredVariable('TABLE_NAME'),
  clock: systemClock,
  randomness: systemRandomness,
}));
