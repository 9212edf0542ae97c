/** `ctx` is readonly: what lies below its members may change, the members themselves may not (spec 2.1). */
import type { AnyNode, Identifier } from 'acorn';
import { exportedNames, type SourceModule } from '../source/module.ts';
import { isFunction, memberName, type FunctionNode } from '../source/node.ts';
import type { Binding } from '../source/scope.ts';
import type { Finding } from '../types.ts';
import { findingAt } from './finding.ts';

/** The two handlers, found by what the module exports. */
export function handlersOf(module: SourceModule): FunctionNode[] {
  const names = exportedNames(module.program);
  return ['request', 'response'].flatMap((handler) => {
    const init = module.topLevel.get(names.get(handler) ?? handler)?.init;
    return isFunction(init) ? [init] : [];
  });
}

/** The binding of the context parameter in each handler. */
export function contextBindings(module: SourceModule): Set<Binding> {
  const params = new Set<AnyNode>(handlersOf(module).flatMap((handler) => handler.params.slice(0, 1)));
  const bindings = new Set<Binding>();
  for (const binding of module.resolved.values()) {
    if (binding.kind === 'param' && params.has(binding.id)) bindings.add(binding);
  }
  return bindings;
}

/** Refuses `ctx = …`, `ctx.args = …`, `delete ctx.stash`, and the like. */
export function checkContext(module: SourceModule): Finding[] {
  return [...contextBindings(module)].flatMap((binding) =>
    binding.references.flatMap(({ id, isWrite }) => {
      if (isWrite) {
        const message = `${id.name} is readonly and re-assignment is not supported.`;
        return [findingAt(id, 'no-disallowed-re-assignment', message)];
      }
      return checkMember(module, id);
    }),
  );
}

function checkMember(module: SourceModule, id: Identifier): Finding[] {
  const member = module.parents.get(id);
  if (member?.type !== 'MemberExpression' || member.object !== id || !isWritten(module, member)) return [];
  const name = memberName(member);
  const message =
    name === undefined
      ? `${id.name} is readonly adding/modifying properties is not supported.`
      : `${id.name} is readonly. Adding/Updating ${name} is not supported.`;
  return [findingAt(member, 'no-disallowed-re-assignment', message)];
}

/** True when the expression is what an assignment, `++`, `delete` or a `for` head writes to. */
export function isWritten(module: SourceModule, node: AnyNode): boolean {
  const parent = module.parents.get(node);
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === node;
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'AssignmentPattern':
      return parent.left === node;
    case 'Property':
      return parent.value === node && module.parents.get(parent)?.type === 'ObjectPattern';
    case 'ChainExpression':
      return isWritten(module, parent);
    default:
      return false;
  }
}

/** True when the expression gets a new value, or is deleted, and its old one is not read: `a.b = 1`, `delete a.b`. */
export function isAssignedAnew(module: SourceModule, node: AnyNode): boolean {
  const parent = module.parents.get(node);
  if (parent?.type === 'AssignmentExpression') return parent.left === node && parent.operator === '=';
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete';
}
