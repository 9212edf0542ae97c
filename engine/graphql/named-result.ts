/**
 * The result of a mutation as subscriptions see it: limited to what the mutation selected, under schema names (spec/appsync-edge 4.1).
 * Each object carries its `__typename`, so that a subscriber's selection on an interface or union can be cut from it.
 */
import type { FieldPlan, ObjectPlan, TypePlan } from './plan.ts';

/** Which plan completed an object: an abstract type alone does not tell. */
export type Shapes = WeakMap<object, ObjectPlan>;

function nameObject(
  value: Readonly<Record<string, unknown>>,
  plan: ObjectPlan,
  shapes: Shapes,
): Record<string, unknown> {
  const named: Record<string, unknown> = { __typename: plan.typeName };
  for (const field of plan.fields) {
    if (field.action.kind === 'typename') continue;
    const seen = nameValue(value[field.responseKey], field, field.type, shapes);
    named[field.name] = Object.hasOwn(named, field.name) ? merge(named[field.name], seen) : seen;
  }
  return named;
}

/** A field that was selected under several aliases: its selections add up, item by item. */
function merge(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.map((item, index) => merge(item, after[index]));
  }
  if (!isObject(before) || !isObject(after)) return after ?? before;
  const merged = { ...before };
  for (const [name, value] of Object.entries(after))
    merged[name] = Object.hasOwn(merged, name) ? merge(merged[name], value) : value;
  return merged;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameValue(value: unknown, field: FieldPlan, type: TypePlan, shapes: Shapes): unknown {
  if (value === null || value === undefined || type.kind === 'leaf') return value ?? null;
  if (type.kind === 'list') return (value as readonly unknown[]).map((item) => nameValue(item, field, type.of, shapes));
  const plan = shapes.get(value) ?? field.selection?.forType(type.typeName);
  return plan === undefined ? value : nameObject(value as Record<string, unknown>, plan, shapes);
}

/** @param value - the completed root field */
export function toNamedResult(value: unknown, field: FieldPlan, shapes: Shapes): unknown {
  return nameValue(value, field, field.type, shapes);
}
