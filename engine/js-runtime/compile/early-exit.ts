/**
 * Lets an early return leave its handler by returning. Thrown, it would cost more than the rest of the handler; where it stands
 * within another function or expression, throwing is what remains.
 */
import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import { importedNames } from '../source/imports.ts';
import { exportedNames, functionBehind, type SourceModule } from '../source/module.ts';
import { isFunction, memberName, type FunctionNode } from '../source/node.ts';
import type { Binding } from '../source/scope.ts';
import type { TextEdits } from './edits.ts';

/** `runtime.earlyReturn(x);` becomes `return $rt.leaveEarly(x);` */
export function exitEarly(module: SourceModule, edits: TextEdits): void {
  const handlers = handlersOf(module);
  for (const node of module.nodes) {
    if (node.type !== 'CallExpression' || !isEarlyReturn(module, node)) continue;
    const parent = module.parents.get(node);
    if (parent === undefined || !isLast(parent) || !handlers.has(functionAround(module, node))) continue;
    const { object, property } = node.callee as MemberExpression;
    // In two parts: a failure is placed where the call's name stands.
    edits.replace(object.start, object.end, '$rt');
    edits.replace(property.start, property.end, 'leaveEarly');
    if (parent.type === 'ExpressionStatement') edits.open(parent.start, 'return ');
  }
}

/** What it holds is the last that its function does once it returns. */
function isLast(parent: AnyNode): boolean {
  return parent.type === 'ExpressionStatement' || parent.type === 'ReturnStatement' || isFunction(parent);
}

function isEarlyReturn(module: SourceModule, { callee, optional }: CallExpression): boolean {
  if (optional || callee.type !== 'MemberExpression' || callee.optional || callee.computed) return false;
  if (memberName(callee) !== 'earlyReturn') return false;
  const { object } = callee;
  if (object.type !== 'Identifier') return false;
  const binding = module.resolved.get(object);
  if (binding === undefined) return object.name === 'runtime';
  if (binding.kind !== 'import') return false;
  return importedNames(module.program).some(
    ({ local, module: from, imported }) => local === binding.name && from === 'utils' && imported === 'runtime',
  );
}

/** Handlers that nothing in the code calls: what they return goes to the runtime alone. */
function handlersOf(module: SourceModule): ReadonlySet<FunctionNode | undefined> {
  const names = exportedNames(module.program);
  const found = ['request', 'response'].flatMap((name) => {
    const binding = module.topLevel.get(names.get(name) ?? name);
    const handler = functionBehind(module, binding?.init);
    return binding === undefined || handler === undefined || isUsed(module, binding) ? [] : [handler];
  });
  return new Set(found);
}

function isUsed(module: SourceModule, { references }: Binding): boolean {
  return references.some(({ id }) => module.parents.get(id)?.type !== 'ExportSpecifier');
}

function functionAround(module: SourceModule, node: AnyNode): FunctionNode | undefined {
  let parent = module.parents.get(node);
  while (parent !== undefined && !isFunction(parent)) parent = module.parents.get(parent);
  return parent;
}
