/**
 * All runs of one selected field in one request, so that their `BatchInvoke` documents leave together (spec/appsync-resolvers 6.2).
 * A batch leaves when every run that is still going waits for one: siblings of a list arrive together even behind earlier steps.
 */
import { fault } from '../../kernel/index.ts';
import type { DataSource, DataSourceCall, DataSourceOutcome } from '../../kernel/index.ts';

interface Waiting {
  readonly document: unknown;
  readonly call: DataSourceCall;
  readonly settle: (outcome: DataSourceOutcome) => void;
  readonly fail: (cause: unknown) => void;
}

interface Queue {
  readonly dataSource: DataSource;
  readonly maxBatchSize: number;
  waiting: Waiting[];
}

export class Cohort {
  readonly #queues = new Map<string, Queue>();
  #running = 0;
  #waiting = 0;
  #isCheckDue = false;

  /** Called when a run begins; each `enter` needs its `leave`. */
  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
    this.#scheduleCheck();
  }

  /** @param stepId - runs of the same step share calls; steps never mix */
  wait(
    stepId: string,
    dataSource: DataSource,
    maxBatchSize: number,
    document: unknown,
    call: DataSourceCall,
  ): Promise<DataSourceOutcome> {
    let queue = this.#queues.get(stepId);
    if (queue === undefined) this.#queues.set(stepId, (queue = { dataSource, maxBatchSize, waiting: [] }));
    const { waiting } = queue;
    this.#waiting += 1;
    this.#scheduleCheck();
    return new Promise((settle, fail) => waiting.push({ document, call, settle, fail }));
  }

  #scheduleCheck(): void {
    if (this.#isCheckDue) return;
    this.#isCheckDue = true;
    queueMicrotask(() => {
      this.#isCheckDue = false;
      if (this.#waiting > 0 && this.#waiting >= this.#running) this.#flush();
    });
  }

  #flush(): void {
    this.#waiting = 0;
    for (const queue of this.#queues.values()) {
      const all = queue.waiting;
      queue.waiting = [];
      for (let start = 0; start < all.length; start += queue.maxBatchSize) {
        void sendChunk(queue.dataSource, all.slice(start, start + queue.maxBatchSize));
      }
    }
  }
}

async function sendChunk(dataSource: DataSource, chunk: readonly Waiting[]): Promise<void> {
  try {
    if (dataSource.invokeBatch === undefined)
      throw fault('GRAPHQL_NO_BATCH', `data source ${dataSource.name} takes no batches`);
    const outcomes = await dataSource.invokeBatch(
      chunk.map((one) => one.document),
      chunk.map((one) => one.call),
    );
    chunk.forEach((one, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined)
        one.fail(fault('GRAPHQL_SHORT_BATCH', `data source ${dataSource.name} answered too few items`));
      else one.settle(outcome);
    });
  } catch (cause) {
    for (const one of chunk) one.fail(cause);
  }
}
