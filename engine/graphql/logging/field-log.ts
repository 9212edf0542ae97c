/** The log of one resolver run: each handler that was evaluated, and when the field began and ended (spec/appsync-resolvers 10.5). */
import { toPathList } from '../errors.ts';
import type { Path } from '../errors.ts';
import type { FieldPlan } from '../plan.ts';
import type { Evaluation, RaisedError, ResolverContext } from '../ports.ts';
import type { RequestLog } from './request-log.ts';
import { toTrace } from './trace-properties.ts';

/** Which handlers were evaluated: those of a unit resolver, of a pipeline itself, or of one of its functions. */
export interface EvaluatedStep {
  /** `logType`s of its two handlers. */
  readonly request: string;
  readonly response: string;
  readonly functionName?: string;
  readonly functionArn?: string;
}

export const UNIT_STEP: EvaluatedStep = { request: 'RequestEvaluation', response: 'ResponseEvaluation' };
export const PIPELINE_STEP: EvaluatedStep = {
  request: 'BeforeRequestFunctionEvaluation',
  response: 'AfterResponseFunctionEvaluation',
};

export function functionStep(functionName: string, functionArn: string): EvaluatedStep {
  return {
    request: 'RequestFunctionEvaluation',
    response: 'ResponseFunctionEvaluation',
    functionName,
    functionArn,
  };
}

type Event = Readonly<Record<string, unknown>>;

function messageOfEnding(evaluation: Evaluation): string | null {
  if (evaluation.kind === 'error' || evaluation.kind === 'codeError') return evaluation.message;
  return evaluation.kind === 'unauthorized' ? 'Unauthorized' : null;
}

export class FieldLog {
  readonly #log: RequestLog;
  readonly #field: FieldPlan;
  readonly #path: Path;
  readonly #resolverArn: string;
  readonly #startOffset: number;
  /** Below level ALL only fields in error show their handlers: kept until that is known. */
  readonly #kept: (() => void)[] = [];

  constructor(log: RequestLog, field: FieldPlan, path: Path, resolverArn: string) {
    this.#log = log;
    this.#field = field;
    this.#path = path;
    this.#resolverArn = resolverArn;
    this.#startOffset = log.tracesFields ? log.offset : 0;
  }

  evaluated(
    step: EvaluatedStep,
    handler: 'request' | 'response',
    context: ResolverContext,
    evaluation: Evaluation,
  ): void {
    const { prev, result, error } = context;
    const outErrors = context.outErrors.slice();
    const ended = messageOfEnding(evaluation);
    const errors = [...outErrors.map((one) => one.message), ...(ended === null ? [] : [ended])];
    const write = (): void => {
      const content = { prev, result, error, outErrors };
      this.#log.event(step[handler], this.#toEvent(step, errors, context, content, evaluation));
    };
    if (this.#log.tracesFields) write();
    else this.#kept.push(write);
  }

  end(errors: readonly RaisedError[]): void {
    if (errors.length > 0) for (const write of this.#kept) write();
    if (!this.#log.tracesFields) return;
    const duration = this.#log.offset - this.#startOffset;
    const trace = toTrace(this.#field, this.#path, this.#startOffset, duration);
    this.#log.trace({ ...trace, resolverArn: this.#resolverArn });
    this.#log.text('End Field Execution');
  }

  #toEvent(
    step: EvaluatedStep,
    errors: readonly string[],
    context: ResolverContext,
    content: Event,
    evaluation: Evaluation,
  ): Event {
    const { functionName, functionArn } = step;
    return {
      path: toPathList(this.#path),
      parentType: this.#field.parentType,
      fieldName: this.#field.name,
      resolverArn: this.#resolverArn,
      ...(functionName === undefined ? {} : { functionName, functionArn }),
      fieldInError: errors.length > 0,
      errors,
      ...(this.#log.rules.isVerbose ? toVerbose(context, content, evaluation) : {}),
    };
  }
}

function toVerbose(context: ResolverContext, content: Event, evaluation: Evaluation): Event {
  const value = 'value' in evaluation ? evaluation.value : null;
  return {
    context: {
      arguments: context.arguments,
      identity: context.identity,
      source: context.source,
      stash: context.stash,
      ...content,
    },
    evaluationResult: JSON.stringify(value ?? null),
  };
}
