/** The instances of one function version: grows on demand up to its limit, queues beyond it, throttles beyond that. */
import type { Clock, InvokeOutcome } from '../kernel/index.ts';
import { failed, timedOut, exited, throttled, answerTooLarge, isLargerThan, MAX_SYNC_BYTES } from './outcomes.ts';
import type { Instance, InstanceEnding, InstanceOptions } from './instance.ts';

export interface PoolOptions {
  readonly clock: Clock;
  readonly timeoutSeconds: number;
  readonly maxInstances: number;
  readonly maxQueued: number;
  readonly idleMs: number;
  readonly start: (callbacks: Pick<InstanceOptions, 'onInit' | 'onGone'>) => Instance;
}

export interface Job {
  readonly requestId: string;
  readonly body: string;
  readonly invokedArn: string;
  readonly end: (outcome: InvokeOutcome) => void;
}

/** Counts since the start of the host; `instances`, `busy` and `queued` are of this moment. */
export interface PoolStats {
  readonly instances: number;
  readonly busy: number;
  readonly queued: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly timeouts: number;
  readonly crashes: number;
  readonly throttles: number;
}

/** Lambda ends an init phase after 10 s. */
const INIT_LIMIT_MS = 10_000;

function toOutcome(ending: InstanceEnding, requestId: string): InvokeOutcome {
  switch (ending.kind) {
    case 'answer':
      if (isLargerThan(ending.body, MAX_SYNC_BYTES)) return answerTooLarge();
      return { ok: true, payload: JSON.parse(ending.body) as unknown };
    case 'failure':
      return failed('handled', ending.error);
    case 'fatal':
      return failed('crash', ending.error);
    case 'exit':
      return exited(requestId, ending.how);
  }
}

export class Pool {
  readonly #options: PoolOptions;
  readonly #queue: Job[] = [];
  readonly #instances = new Set<Instance>();
  /** Last used last: the warmest instance is taken first, so that the others can be reaped. */
  readonly #idle: { readonly instance: Instance; readonly since: number }[] = [];
  #starting = 0;
  #cancelReaper: (() => void) | null = null;
  #isStopped = false;
  readonly #counts = { invocations: 0, coldStarts: 0, timeouts: 0, crashes: 0, throttles: 0 };

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  submit(job: Job): void {
    if (this.#isStopped) {
      job.end(exited(job.requestId, 0));
      return;
    }
    if (this.#queue.length >= this.#options.maxQueued) {
      this.#counts.throttles += 1;
      job.end(throttled());
      return;
    }
    this.#counts.invocations += 1;
    this.#queue.push(job);
    this.#pump();
  }

  stats(): PoolStats {
    const instances = this.#instances.size;
    const busy = instances - this.#idle.length - this.#starting;
    return { instances, busy, queued: this.#queue.length, ...this.#counts };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelReaper?.();
    for (const job of this.#queue.splice(0)) job.end(exited(job.requestId, 0));
    await Promise.all([...this.#instances].map((instance) => instance.terminate()));
  }

  #pump(): void {
    for (let free = this.#idle.at(-1); free !== undefined && this.#queue.length > 0; free = this.#idle.at(-1)) {
      this.#idle.pop();
      const job = this.#queue.shift();
      if (job !== undefined) this.#run(free.instance, job);
    }
    const { maxInstances } = this.#options;
    while (!this.#isStopped && this.#starting < this.#queue.length && this.#instances.size < maxInstances) this.#grow();
  }

  #grow(): void {
    this.#starting += 1;
    this.#counts.coldStarts += 1;
    const cancelLimit = this.#options.clock.after(this.#initLimitMs(), () => void instance.terminate());
    const instance = this.#options.start({
      onInit: (failure) => {
        cancelLimit();
        this.#starting -= 1;
        if (failure === null) {
          this.#free(instance);
          return;
        }
        this.#discard(instance);
        const job = this.#queue.shift();
        if (job !== undefined) this.#end(job, toOutcome(failure, job.requestId));
      },
      onGone: () => {
        this.#discard(instance);
        this.#pump();
      },
    });
    this.#instances.add(instance);
  }

  #initLimitMs(): number {
    return Math.max(INIT_LIMIT_MS, this.#options.timeoutSeconds * 1000);
  }

  #run(instance: Instance, job: Job): void {
    const { clock, timeoutSeconds } = this.#options;
    const remainingMs = timeoutSeconds * 1000;
    const cancelTimeout = clock.after(remainingMs, () => {
      this.#counts.timeouts += 1;
      instance.abandon();
      this.#discard(instance);
      void instance.terminate();
      job.end(timedOut(clock.now(), job.requestId, timeoutSeconds));
    });
    instance.run(
      { requestId: job.requestId, body: job.body, remainingMs, invokedFunctionArn: job.invokedArn },
      (ending) => {
        cancelTimeout();
        if (ending.kind === 'answer' || ending.kind === 'failure') this.#free(instance);
        this.#end(job, toOutcome(ending, job.requestId));
      },
    );
  }

  #end(job: Job, outcome: InvokeOutcome): void {
    if (!outcome.ok && outcome.reason === 'crash') this.#counts.crashes += 1;
    job.end(outcome);
  }

  #free(instance: Instance): void {
    this.#idle.push({ instance, since: this.#options.clock.now() });
    this.#cancelReaper ??= this.#options.clock.after(this.#options.idleMs, () => this.#reap());
    this.#pump();
  }

  #reap(): void {
    this.#cancelReaper = null;
    const { clock, idleMs } = this.#options;
    const old = this.#idle.filter(({ since }) => clock.now() - since >= idleMs);
    for (const { instance } of old) {
      this.#discard(instance);
      void instance.terminate();
    }
    if (this.#idle.length > 0) this.#cancelReaper = clock.after(idleMs, () => this.#reap());
  }

  #discard(instance: Instance): void {
    this.#instances.delete(instance);
    const index = this.#idle.findIndex((entry) => entry.instance === instance);
    if (index >= 0) this.#idle.splice(index, 1);
  }
}
