/**
 * `nearbyExperience` as places, cards and rewards grow ×10 and ×100 in the same city while the answers stay as large: the handler's own
 * function over three tables of DynamoDB Local. Calls are those that the SDK sends; read units follow DynamoDB's published rule, a key that
 * is not there included. Run: `npm run bench:nearby`.
 */
import { answer } from '../resolvers/experience/lambda/Query.nearbyExperience.ts';
import { experienceTables } from '../test/support/experience-tables.ts';
import { meteredCalls } from '../test/support/metered-calls.ts';
import { ASKER, fillNearby, pointsToAsk } from '../test/support/nearby-world.ts';

const QUESTIONS = 200;
const RADIUS_M = 10_000;
const CARDS_EACH = 2;
const identity = { claims: { 'custom:member_id': ASKER } };

const mean = (all: readonly number[]): string => (all.reduce((sum, each) => sum + each, 0) / all.length).toFixed(1);
const text = (all: readonly number[]): string => `${mean(all)} / ${Math.max(...all)}`;

async function measure(times: number): Promise<string> {
  const tables = await experienceTables();
  try {
    const { places, cards, rewards } = await fillNearby(tables, times, CARDS_EACH);
    const meter = meteredCalls(tables.store.client);
    const [calls, units, found, shown]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (const at of pointsToAsk(QUESTIONS)) {
      meter.reset();
      const experience = await answer({ arguments: { at, radiusM: RADIUS_M }, identity }, tables.store);
      calls.push(meter.calls().length);
      units.push(meter.readUnits());
      found.push(experience.places.length);
      shown.push(experience.places.reduce((sum, { content }) => sum + content.length, 0));
    }
    const columns = [calls, units, found, shown].map(text);
    return `| ×${times} | ${places} | ${cards} | ${rewards} | ${columns.join(' | ')} |`;
  } finally {
    await tables.stop();
  }
}

async function main(): Promise<void> {
  console.log(`${QUESTIONS} questions, ${RADIUS_M / 1000} km, 20 places at most; average / highest\n`);
  console.log('| data | places | cards | rewards | DynamoDB calls | read units | places found | cards shown |');
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const times of [1, 10, 100]) console.log(await measure(times));
}

await main();
