import type { FieldPlan, SelectionPlan } from './plan.ts';

function cut(data: unknown, selection: SelectionPlan): unknown {
  if (Array.isArray(data)) return data.map((item) => cut(item, selection));
  if (typeof data !== 'object' || data === null) return data;
  const members = data as Readonly<Record<string, unknown>>;
  const named = members.__typename;
  const fields = (typeof named === 'string' ? selection.forType(named)?.fields : undefined) ?? selection.visible();
  const kept: Record<string, unknown> = {};
  for (const field of fields) {
    if (!Object.hasOwn(members, field.name)) continue;
    const member = members[field.name];
    kept[field.responseKey] = field.selection === null ? member : cut(member, field.selection);
  }
  return kept;
}

/** `data` of an error, limited to what the client selected of the field; `errorInfo` is never cut (spec/appsync-resolvers 3.1). */
export function toErrorData(data: unknown, field: FieldPlan): unknown {
  return field.selection === null ? data : cut(data, field.selection);
}
