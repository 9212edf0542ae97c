/** IAM over a whole operation: a principal that may call none of its root fields is refused before anything runs (edge 1.3, 2.4). */
import type { Caller } from '../kernel/index.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';
import type { AllowsRootField } from './ports.ts';

export type IsPermitted = (caller: Caller, plan: ObjectPlan) => boolean;

const isMeta = ({ action }: FieldPlan): boolean => action.kind === 'typename' || action.kind === 'introspection';

/** Asks only when all root fields are refused: then it tells a missing permission from a directive that names another mode. */
export function rootPermission(allows: AllowsRootField | undefined): IsPermitted {
  return (caller, plan) => {
    if (allows === undefined || caller.mode !== 'AWS_IAM') return true;
    const asked = plan.fields.filter((field) => !isMeta(field));
    if (asked.length === 0 || asked.some((field) => field.action.kind !== 'refused')) return true;
    return asked.some((field) => allows(caller, field.parentType, field.name));
  };
}
