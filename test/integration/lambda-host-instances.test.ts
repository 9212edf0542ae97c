import { afterEach, describe, expect, it } from '@jest/globals';
import { CostMeter, createLog } from '../../engine/kernel/index.ts';
import { aManualClock, closeAll, hosting, inline } from './lambda-host-given.ts';

afterEach(closeAll);

describe('instances', () => {
  const COUNTING =
    'let n = 0; exports.handler = async (e) => { n += 1; if (e.ms) await new Promise((r) => setTimeout(r, e.ms)); return n }';

  it('keeps an instance warm, with its module state', async () => {
    const { host } = hosting([inline(COUNTING)]);

    const answers = [];
    for (let call = 0; call < 3; call += 1)
      answers.push((await host.invoke({ function: 'greet', payload: {} })).payload);

    expect(answers).toEqual([1, 2, 3]);
    expect(host.stats()['greet:$LATEST']).toMatchObject({ coldStarts: 1, instances: 1, busy: 0, invocations: 3 });
  });

  it('gives each instance one event at a time, grows to its limit, then queues, then throttles', async () => {
    const { host } = hosting([inline(COUNTING)], { maxInstancesPerFunction: 2, maxQueuedPerFunction: 4 });

    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => host.invoke({ function: 'greet', payload: { ms: 30 } })),
    );

    expect(outcomes.slice(0, 4).every((outcome) => outcome.ok)).toBe(true);
    expect(outcomes.slice(4)).toEqual([
      expect.objectContaining({ reason: 'throttled' }),
      expect.objectContaining({ reason: 'throttled' }),
    ]);
    expect(host.stats()['greet:$LATEST']).toMatchObject({ coldStarts: 2, throttles: 2, instances: 2, queued: 0 });
  });

  it('ends instances that were idle for long, by the clock', async () => {
    const clock = aManualClock();
    const { host } = hosting([inline(COUNTING)], { clock, idleMs: 1234 });
    await host.invoke({ function: 'greet', payload: {} });

    const reaper = clock.waiting.find(({ ms }) => ms === 1234);
    Object.assign(clock, { now: () => 5000 });
    reaper?.fire();

    expect(host.stats()['greet:$LATEST']).toMatchObject({ instances: 0 });
    expect((await host.invoke({ function: 'greet', payload: {} })).payload).toBe(1);
  });

  it('ends what still runs when it stops', async () => {
    const { host } = hosting([inline('exports.handler = () => new Promise((r) => setTimeout(r, 2000))')]);
    await host.invoke({ function: 'greet', payload: {}, timeoutMs: 20 });

    await host.stop();

    expect(await host.invoke({ function: 'greet', payload: {} })).toMatchObject({ ok: false, reason: 'crash' });
  });

  it('counts an invocation in the request’s cost', async () => {
    const { host } = hosting([inline(COUNTING)]);
    const cost = new CostMeter();

    await host.invoke({ function: 'greet', payload: {}, cost });

    expect(cost.lambdaInvocations).toBe(1);
  });
});

describe('Event invocations', () => {
  it('answer at once and are tried twice more, a minute and two minutes later', async () => {
    const clock = aManualClock();
    const dropped = new Promise<void>((resolve) => {
      const { host } = hosting([inline('exports.handler = async () => { throw new Error("again") }')], {
        clock,
        log: createLog('debug', (line) => {
          if (line.includes('will be tried again'))
            setImmediate(() => clock.waiting.find(({ ms }) => ms === 60_000 || ms === 120_000)?.fire());
          if (line.includes('is dropped')) {
            expect(host.stats()['greet:$LATEST']).toMatchObject({ invocations: 3 });
            resolve();
          }
        }),
      });
      void host.invoke({ function: 'greet', payload: {}, invocationType: 'Event' }).then((outcome) => {
        expect(outcome).toEqual({ ok: true, payload: null });
      });
    });

    await dropped;
  });
});

describe('output of a function', () => {
  it('becomes one JSON line with the function, the request and the fields of the message', async () => {
    const { host, lines } = hosting([
      inline(`exports.handler = async (e, c) => {
        console.log("plain", { a: 1 });
        console.warn("careful");
        console.log(JSON.stringify({ level: "ERROR", message: "typed", reward: "mug" }));
        process.stdout.write("raw\\n");
        console.error(new Error("two\\nlines").message);
        return c.awsRequestId;
      }`),
    ]);

    const { payload: requestId } = await host.invoke({ function: 'greet', payload: {} });

    const common = { functionName: 'greet', requestId };
    expect(lines).toEqual([
      { level: 'info', message: 'plain { a: 1 }', ...common },
      { level: 'warn', message: 'careful', ...common },
      { level: 'error', message: 'typed', reward: 'mug', ...common },
      { level: 'info', message: 'raw', ...common },
      { level: 'error', message: 'two\nlines', ...common },
    ]);
  });
});
