/** Turns what a resolver gave into what the type promises (spec/appsync-resolvers 8.5, 9). */
import { messageOf } from '../kernel/index.ts';
import { toCompletionError, toPathText } from './errors.ts';
import type { Path } from './errors.ts';
import type { Executor } from './executor.ts';
import type { FieldPlan, ObjectPlan, TypePlan } from './plan.ts';
import type { Run } from './run.ts';

/** In place of a value: this position may not be null, so its parent becomes null. */
export const BUBBLE = Symbol('null in a non-null position');

/** A response value, `BUBBLE`, or a promise of one of the two. */
export type Completed = unknown;

/** GraphQL's word for a value of the wrong shape, as the mismatch message prints it. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'LIST';
  if (typeof value === 'object') return 'OBJECT';
  if (typeof value === 'string') return 'STRING';
  return typeof value === 'boolean' ? 'BOOLEAN' : 'NUMBER';
}

/** Null is fine here, or the error is already there. */
function nullFor(type: TypePlan): Completed {
  return type.nonNull ? BUBBLE : null;
}

function completeNull(run: Run, field: FieldPlan, type: TypePlan, path: Path): Completed {
  if (!type.nonNull) return null;
  const message = `Cannot return null for non-nullable type: '${type.text}' within parent '${field.parentType}' (${toPathText(path)})`;
  run.errors.push(toCompletionError(message, path));
  return BUBBLE;
}

function completeLeaf(
  run: Run,
  type: TypePlan & { readonly kind: 'leaf' },
  value: unknown,
  path: Path | null,
  key: string | number,
): Completed {
  if (type.isText && typeof value === 'string') return value;
  try {
    return type.serialize(value);
  } catch (failure) {
    const at: Path = { prev: path, key };
    run.errors.push(toCompletionError(`Can't serialize value (${toPathText(at)}) : ${messageOf(failure)}`, at));
    return nullFor(type);
  }
}

function mismatch(run: Run, type: TypePlan, expected: string, value: unknown, path: Path): Completed {
  const message = `Can't resolve value (${toPathText(path)}) : type mismatch error, expected type ${expected}, got ${shapeOf(value)}`;
  run.errors.push(toCompletionError(message, path));
  return nullFor(type);
}

function completeList(
  executor: Executor,
  run: Run,
  field: FieldPlan,
  type: TypePlan & { readonly kind: 'list' },
  value: unknown,
  path: Path,
): Completed {
  if (!Array.isArray(value)) return mismatch(run, type, 'LIST', value, path);
  const items: readonly unknown[] = value;
  const out = new Array<unknown>(items.length);
  let hasBubbled = false;
  let pending: Promise<unknown>[] | undefined;
  for (let index = 0; index < items.length; index += 1) {
    const item = completeAt(executor, run, field, type.of, items[index], path, index);
    if (item instanceof Promise) {
      const settled = item.then((late) => {
        if (late === BUBBLE) hasBubbled = true;
        else out[index] = late;
      });
      if (pending === undefined) pending = [settled];
      else pending.push(settled);
    } else if (item === BUBBLE) hasBubbled = true;
    else out[index] = item;
  }
  if (pending === undefined) return hasBubbled ? nullFor(type) : out;
  return Promise.all(pending).then(() => (hasBubbled ? nullFor(type) : out));
}

function planOf(
  field: FieldPlan,
  type: TypePlan & { readonly kind: 'object' | 'abstract' },
  value: object,
): ObjectPlan | undefined {
  if (type.kind === 'object') return field.selection?.forType(type.typeName);
  const named: unknown = (value as Record<string, unknown>).__typename;
  return typeof named === 'string' ? field.selection?.forType(named) : undefined;
}

function completeObject(
  executor: Executor,
  run: Run,
  field: FieldPlan,
  type: TypePlan & { readonly kind: 'object' | 'abstract' },
  value: unknown,
  path: Path,
): Completed {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return mismatch(run, type, 'OBJECT', value, path);
  const plan = planOf(field, type, value);
  if (plan === undefined) {
    // The text is graphql-java's; AppSync's own is not recorded.
    const message = `Can't resolve value (${toPathText(path)}) : Abstract type '${type.typeName}' must resolve to an Object type at runtime for field '${field.parentType}.${field.name}'. Could not determine the exact type of '${type.typeName}'`;
    run.errors.push(toCompletionError(message, path));
    return nullFor(type);
  }
  const completed = executor.executeObject(run, plan, value, path);
  if (!type.nonNull) {
    if (completed === BUBBLE) return null;
    if (completed instanceof Promise) return completed.then((late: unknown) => (late === BUBBLE ? null : late));
  }
  return completed;
}

function completeAt(
  executor: Executor,
  run: Run,
  field: FieldPlan,
  type: TypePlan,
  value: unknown,
  parent: Path | null,
  key: string | number,
): Completed {
  if (value === null || value === undefined) {
    return type.nonNull ? completeNull(run, field, type, { prev: parent, key }) : null;
  }
  switch (type.kind) {
    case 'leaf':
      return completeLeaf(run, type, value, parent, key);
    case 'list':
      return completeList(executor, run, field, type, value, { prev: parent, key });
    case 'object':
    case 'abstract':
      return completeObject(executor, run, field, type, value, { prev: parent, key });
  }
}

/** @param parent - path of the object that has the field; the field's own path is built only where needed */
export function completeField(
  executor: Executor,
  run: Run,
  field: FieldPlan,
  value: unknown,
  parent: Path | null,
): Completed {
  return completeAt(executor, run, field, field.type, value, parent, field.responseKey);
}
