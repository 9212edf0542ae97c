/**
 * `nearbyExperience` as places grow ×10 and ×100: 200 questions around Milan, the rounds really searched over cell documents in memory.
 * The other three reads have a limit each and are counted at it, not measured. Units by the published rule: 0.5 a started 4 kB, eventually
 * consistent. Run: `npx tsx bench/nearby.ts`.
 */
import { cellDocuments, MAX_REFS_PER_CELL } from '../resolvers/proximity/model/cells.ts';
import { nearestSearch } from '../resolvers/proximity/model/nearest-first.ts';
import type { Place } from '../schema/generated/types.ts';

const QUESTIONS = 200;
const CENTRE = { lat: 45.47, lng: 9.19 };

/** Bytes of what the other reads return at most, whatever is stored: 30 rewards of 700, 80 cards of 500, a member of 2,000. */
const FIXED_READS = [30 * 700, 80 * 500, 2000];

const unitsOf = (bytes: number): number => 0.5 * Math.max(1, Math.ceil(bytes / 4096));

let state = 20171224;
const draw = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
const point = () => ({ lat: CENTRE.lat + normal() * 0.054, lng: CENTRE.lng + normal() * 0.077 });

const week = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['10:00', '19:30']]]),
);

const placeOf = (index: number): Place => ({
  id: `plc_01K${String(index).padStart(23, '0')}`,
  name: `Ortica & Lino ${index}`,
  kind: 'STORE',
  center: point(),
  radiusM: 80,
  address: null,
  openingHours: week,
  timezone: 'Europe/Rome',
  dwellThresholdS: 120,
  tags: [],
});

console.log(`| places | round trips avg / max | read units avg / max |\n| ---: | ---: | ---: |`);
for (const places of [30, 300, 3000]) {
  const documents = new Map(
    cellDocuments(Array.from({ length: places }, (_, index) => placeOf(index))).map((each) => [each.cell, each]),
  );
  const fixed = FIXED_READS.reduce((sum, bytes) => sum + unitsOf(bytes), 0);
  const trips: number[] = [];
  const units: number[] = [];
  for (let question = 0; question < QUESTIONS; question += 1) {
    const search = nearestSearch({ center: point(), radiusM: 2000, first: 20 });
    let [rounds, read] = [0, 0];
    for (let cells = search.next(); cells.length > 0; cells = search.next()) {
      rounds += 1;
      for (const cell of cells) read += unitsOf(JSON.stringify(documents.get(cell)?.refs ?? '').length);
      search.take(new Map(cells.map((cell) => [cell, documents.get(cell) ?? { refs: [], dense: false }])));
    }
    trips.push(rounds + FIXED_READS.length);
    units.push(read + fixed);
  }
  const mean = (all: readonly number[]): string => (all.reduce((sum, each) => sum + each, 0) / all.length).toFixed(1);
  console.log(
    `| ${places} | ${mean(trips)} / ${Math.max(...trips)} | ${mean(units)} / ${Math.max(...units).toFixed(1)} |`,
  );
}
console.log(`A cell document holds at most ${MAX_REFS_PER_CELL} places.`);
