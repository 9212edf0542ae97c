/** The load: autocannon in a process of its own. Prints one JSON line: counts, and latencies in ms. */
import autocannon from 'autocannon';
import { CASES } from '../engine/world.ts';

const [url = '', name = '', apiKey = '', connections = '32', seconds = '4'] = process.argv.slice(2);
const found = CASES.find((each) => each.name === name);
if (found === undefined) throw new Error(`no case ${name}`);

const BODIES = 200;
const bodies = Array.from({ length: BODIES }, (_, index) =>
  JSON.stringify({ query: found.query, variables: found.variables(index) }),
);
const latencies: number[] = [];
const instance = autocannon(
  {
    url,
    connections: Number(connections),
    duration: Number(seconds),
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    requests: bodies.map((body) => ({ body })),
  },
  (cause, result) => {
    if (cause instanceof Error) throw cause;
    latencies.sort((a, b) => a - b);
    const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
    const bad = result.non2xx + result.errors + result.timeouts;
    const perSecond = latencies.length / result.duration;
    console.log(JSON.stringify({ requests: latencies.length, bad, perSecond, p50Ms: at(0.5), p99Ms: at(0.99) }));
  },
);
instance.on('response', (_client, _status, _bytes, responseTime) => latencies.push(responseTime));
