/** The store that functions use on AWS and in the local engine: everything from the function's environment. */
import { ORTICA_LINO } from '../../loyalty/model/index.ts';
import { systemClock } from '../../shared/lambda/clock.ts';
import { documentClient } from '../../shared/lambda/dynamodb.ts';
import { requiredVariable } from '../../shared/lambda/environment.ts';
import { once } from '../../shared/lambda/once.ts';
import { systemRandomness } from '../../shared/lambda/randomness.ts';
import type { ExperienceStore } from './experience-store.ts';

/** Made at the first call, then shared by all calls of the container. */
export const liveStore: () => ExperienceStore = once(() => ({
  contentTable: requiredVariable('CONTENT_TABLE'),
  client: documentClient(),
  loyaltyTable: requiredVariable('LOYALTY_TABLE'),
  proximityTable: requiredVariable('PROXIMITY_TABLE'),
  clock: systemClock,
  randomness: systemRandomness,
  program: ORTICA_LINO,
}));
