/**
 * The log of one request, line by line as AppSync writes it (spec/appsync-resolvers 10.5): text lines that begin with the request's
 * id, and events with a `logType`. AppSync cuts the log of a request at 1 MB.
 */
import type { Clock, Log, LogFields, RequestScope } from '../../kernel/index.ts';
import { nanosOf } from './nanos.ts';
import type { Path } from '../errors.ts';
import type { FieldPlan, ObjectPlan } from '../plan.ts';
import type { GraphqlErrorEntry } from '../ports.ts';
import type { Shapes } from '../named-result.ts';
import { FieldLog } from './field-log.ts';
import { toHeaderText } from './header-text.ts';
import type { LogRules } from './log-rules.ts';
import { traceProperties } from './trace-properties.ts';
import type { Trace } from './trace-properties.ts';

const MAX_LOG_BYTES = 1_000_000;

export interface LoggedOperation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: unknown;
}

export interface RequestLogOptions {
  readonly rules: LogRules;
  readonly clock: Clock;
  readonly log: Log;
}

export class RequestLog {
  readonly rules: LogRules;
  /** Level ALL tells when each field ran and how long. */
  readonly tracesFields: boolean;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #scope: RequestScope;
  readonly #startedAt: number;
  readonly #begun: number;
  readonly #traces: Trace[] = [];
  #understoodAfter: number | undefined;
  #bytesLeft = MAX_LOG_BYTES;

  constructor({ rules, clock, log }: RequestLogOptions, scope: RequestScope, operation: LoggedOperation) {
    this.rules = rules;
    this.tracesFields = rules.admits('ALL');
    this.#log = log;
    this.#clock = clock;
    this.#scope = scope;
    this.#startedAt = clock.now();
    this.#begun = nanosOf(clock);
    this.text('Begin Request');
    if (rules.isVerbose) this.text(`Request Headers: ${toHeaderText(scope.headers)}`);
    const variables = JSON.stringify(operation.variables ?? {});
    this.text(
      `GraphQL Query: ${operation.query}, Operation: ${operation.operationName ?? 'null'}, Variables: ${variables}`,
    );
  }

  /** Nanoseconds since the request began. */
  get offset(): number {
    return nanosOf(this.#clock) - this.#begun;
  }

  /** One text line, the request's id before it. */
  text(text: string, fields?: LogFields): void {
    if (!this.#takes(text.length)) return;
    const { requestId } = this.#scope;
    this.#log.info(`${requestId} ${text}`, { requestId, ...fields });
  }

  /** One event. */
  event(logType: string, fields: LogFields): void {
    const event = { logType, requestId: this.#scope.requestId, graphQLAPIId: this.rules.apiId, ...fields };
    if (this.#takes(JSON.stringify(event).length)) this.#log.info(logType, event);
  }

  /** The document is parsed and validated, or was known. */
  understood(): void {
    this.#understoodAfter = this.offset;
  }

  beginField(field: FieldPlan, path: Path, resolverArn: string): FieldLog {
    if (this.tracesFields) this.text(`Begin Execution - Type Name: ${field.parentType} and Field Name: ${field.name}`);
    return new FieldLog(this, field, path, resolverArn);
  }

  trace(trace: Trace): void {
    this.#traces.push(trace);
  }

  /** All fields have run. */
  executed(plan: ObjectPlan, data: unknown, shapes: Shapes | undefined): void {
    if (!this.tracesFields || shapes === undefined) return;
    traceProperties(plan, data, shapes, this.offset, this.#traces);
    this.text('Begin Tracing');
    for (const trace of this.#traces) {
      if (this.#bytesLeft <= 0) break;
      this.event('Tracing', { ...trace });
    }
    this.text('End Tracing');
  }

  /** The answer is ready. */
  end(statusCode: number, errors: readonly GraphqlErrorEntry[], responseHeaders: ReadonlyMap<string, string>): void {
    if (errors.length > 0 && this.rules.admits('ERROR')) this.text(`Errors: ${JSON.stringify(errors)}`);
    if (this.rules.isVerbose) {
      const headers = { ...Object.fromEntries(responseHeaders), 'x-amzn-requestid': this.#scope.requestId };
      this.text(`Response Headers: ${toHeaderText(headers)}`);
    }
    const duration = this.offset;
    if (this.#understoodAfter !== undefined && statusCode === 200) this.#summarize(duration, this.#understoodAfter);
    this.text('Tokens Consumed: 1');
    this.text('End Request');
    this.event('RequestSummary', { statusCode, latency: duration });
  }

  // Documents are parsed and validated in one go, so validation has a place but no time of its own.
  #summarize(duration: number, understoodAfter: number): void {
    this.event('ExecutionSummary', {
      startTime: new Date(this.#startedAt).toISOString(),
      endTime: new Date(this.#clock.now()).toISOString(),
      duration,
      version: 1,
      parsing: { startOffset: 0, duration: understoodAfter },
      validation: { startOffset: understoodAfter, duration: 0 },
    });
  }

  #takes(bytes: number): boolean {
    if (this.#bytesLeft <= 0) return false;
    this.#bytesLeft -= bytes;
    return this.#bytesLeft >= 0;
  }
}
