/** What a warm invocation costs beyond the handler itself. Run: `node --import tsx bench/micro/lambda-invoke.ts`. */
import { createLog, systemClock } from '../../engine/kernel/index.ts';
import { createLambdaHost } from '../../engine/lambda-host/index.ts';
import type { LambdaHost } from '../../engine/lambda-host/index.ts';

const CALLS = 5_000;
const PAYLOAD = { arguments: { id: 'mug' }, identity: null, source: null, info: { fieldName: 'reward' } };

function percentile(sorted: readonly number[], share: number): string {
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `${(at * 1000).toFixed(0)} µs`;
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
}

async function measure(host: LambdaHost): Promise<void> {
  const call = (): Promise<unknown> => host.invoke({ function: 'echo', payload: PAYLOAD });
  console.log(`cold start: ${(await timed(call)).toFixed(1)} ms (first one also builds the worker's code)`);
  for (let warmUp = 0; warmUp < 500; warmUp += 1) await call();
  const times: number[] = [];
  for (let count = 0; count < CALLS; count += 1) times.push(await timed(call));
  times.sort((left, right) => left - right);
  console.log(
    `warm, one by one: p50 ${percentile(times, 0.5)}, p95 ${percentile(times, 0.95)}, p99 ${percentile(times, 0.99)}`,
  );
  const batch = await timed(() => Promise.all(Array.from({ length: 1000 }, call)));
  console.log(`1,000 at once over ${host.stats()['echo:$LATEST']?.instances ?? 0} instances: ${batch.toFixed(0)} ms`);
}

const host = createLambdaHost({
  functions: [
    {
      logicalId: 'Echo',
      functionName: 'echo',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:echo',
      roleArn: 'arn:aws:iam::000000000000:role/echo',
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      code: { inline: 'exports.handler = async (event) => event;' },
      environment: {},
      timeoutSeconds: 30,
      memoryMb: 256,
      logGroup: null,
    },
  ],
  aliases: [],
  environmentFor: () => ({}),
  clock: systemClock,
  log: createLog('silent'),
});
try {
  await measure(host);
} finally {
  await host.stop();
}
