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
    if (field.action.kind !== 'typename')
      named[field.name] = nameValue(value[field.responseKey], field, field.type, shapes);
  }
  return named;
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
