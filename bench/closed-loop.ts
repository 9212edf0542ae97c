import { performance } from 'node:perf_hooks';

export interface LoopResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoopOptions {
  readonly connections: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/**
 * Runs `once` over and over on `connections` lines at a time: each line sends its next request when the last one is answered.
 * @throws what `once` throws: a bench never counts a wrong answer
 */
export async function closedLoop(once: (index: number) => Promise<void>, options: LoopOptions): Promise<LoopResult> {
  const start = performance.now();
  const measureFrom = start + options.warmUpMs;
  const end = measureFrom + options.measureMs;
  const latencies: number[] = [];
  let index = 0;
  const line = async (): Promise<void> => {
    for (;;) {
      const sent = performance.now();
      if (sent >= end) return;
      await once(index++);
      if (sent >= measureFrom) latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: options.connections }, line));
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    requests: latencies.length,
    perSecond: latencies.length / (options.measureMs / 1000),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}
