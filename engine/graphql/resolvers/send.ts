/** What a step calls, and the call itself. */
import type { Awaitable, DataSource, DataSourceCall, DataSourceOutcome } from '../../kernel/index.ts';
import type { EvaluatedStep } from '../logging/field-log.ts';
import type { HandlerCode } from '../ports.ts';
import type { Frame } from './context.ts';

export interface Step {
  /** Bound into `nextToken`s. */
  readonly id: string;
  /** Null for direct Lambda (6.3). */
  readonly code: HandlerCode | null;
  readonly dataSource: DataSource;
  readonly maxBatchSize: number;
  /** How the log names its handlers. */
  readonly evaluated: EvaluatedStep;
}

function isBatchDocument(document: unknown): boolean {
  return (
    typeof document === 'object' &&
    document !== null &&
    (document as Record<string, unknown>).operation === 'BatchInvoke'
  );
}

/** Sends a document, together with its siblings' where batching is on. */
export function send(step: Step, frame: Frame, document: unknown): Awaitable<DataSourceOutcome> {
  const { call, host } = frame;
  const context = frame.context as unknown as Readonly<Record<string, unknown>>;
  const sourceCall: DataSourceCall = { scope: host.scope, coordinate: host.coordinate, resolverId: step.id, context };
  if (step.maxBatchSize > 0 && step.dataSource.invokeBatch !== undefined && isBatchDocument(document)) {
    return call.run.cohortOf(call.field).wait(step.id, step.dataSource, step.maxBatchSize, document, sourceCall);
  }
  return step.dataSource.invoke(document, sourceCall);
}
