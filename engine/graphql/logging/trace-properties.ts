/** `Tracing` events of fields without a resolver, read off the finished answer, so that completing values pays nothing for them. */
import { toPathList } from '../errors.ts';
import type { Path } from '../errors.ts';
import type { Shapes } from '../named-result.ts';
import type { FieldPlan, ObjectPlan } from '../plan.ts';

/** One field that ran; times in nanoseconds. */
export interface Trace {
  readonly path: readonly (string | number)[];
  readonly parentType: string;
  readonly fieldName: string;
  readonly returnType: string;
  readonly resolverArn?: string;
  readonly startOffset: number;
  readonly duration: number;
}

/** Our own guard: AppSync cuts the log long before. */
const MAX_TRACES = 10_000;

export function toTrace(field: FieldPlan, path: Path, startOffset: number, duration: number): Trace {
  const returnType = field.type.nonNull ? `${field.type.text}!` : field.type.text;
  return {
    path: toPathList(path),
    parentType: field.parentType,
    fieldName: field.name,
    returnType,
    startOffset,
    duration,
  };
}

function visitValue(value: unknown, path: Path, shapes: Shapes, at: number, traces: Trace[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, key) => visitValue(item, { prev: path, key }, shapes, at, traces));
    return;
  }
  const plan = shapes.get(value);
  if (plan !== undefined) visitObject(plan, value, path, shapes, at, traces);
}

function visitObject(
  plan: ObjectPlan,
  value: object,
  parent: Path | null,
  shapes: Shapes,
  at: number,
  traces: Trace[],
): void {
  for (const field of plan.fields) {
    if (traces.length >= MAX_TRACES) return;
    const path: Path = { prev: parent, key: field.responseKey };
    if (field.action.kind === 'property') traces.push(toTrace(field, path, at, 0));
    visitValue((value as Readonly<Record<string, unknown>>)[field.responseKey], path, shapes, at, traces);
  }
}

/** @param at - the offset that these fields are given: reading a property takes no time that could be told */
export function traceProperties(plan: ObjectPlan, data: unknown, shapes: Shapes, at: number, traces: Trace[]): void {
  if (typeof data === 'object' && data !== null) visitObject(plan, data, null, shapes, at, traces);
}
