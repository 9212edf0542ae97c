/** Functions are not values here: they may be called, and given to the array methods, and nothing else (spec 2.1). */
import type { AnyNode, CallExpression } from 'acorn';
import { functionBehind, type SourceModule } from '../source/module.ts';
import { isFunction, memberName, type FunctionNode } from '../source/node.ts';
import type { Finding } from '../types.ts';
import { findingAt } from './finding.ts';

/** The array methods that take a callback; no other call may be given a function. */
export const CALLBACK_METHODS: ReadonlySet<string> = new Set([
  ...['map', 'find', 'filter', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'reduce', 'reduceRight', 'every'],
  ...['some', 'flatMap'],
]);

const REFLECTIVE_CALLS: ReadonlySet<string> = new Set(['apply', 'bind', 'call']);

/** Refuses passing, returning, re-assigning and recursing. */
export function checkFunctions(module: SourceModule): Finding[] {
  const calls = outgoingCalls(module);
  return module.nodes.flatMap((node) => {
    switch (node.type) {
      case 'CallExpression':
        return [...checkArguments(module, node), ...checkRecursion(module, node, calls)];
      case 'ReturnStatement':
        return functionBehind(module, node.argument) ? [returned(node)] : [];
      case 'ArrowFunctionExpression':
        return functionBehind(module, node.body) ? [returned(node)] : [];
      case 'VariableDeclarator':
        return node.init?.type === 'Identifier' && functionBehind(module, node.init) ? [reassigned(node)] : [];
      case 'AssignmentExpression':
        return node.operator === '=' && functionBehind(module, node.right) ? [reassigned(node)] : [];
      default:
        return [];
    }
  });
}

const returned = (node: AnyNode): Finding => findingAt(node, 'no-function-return', 'Functions can not be returned');
const reassigned = (node: AnyNode): Finding =>
  findingAt(node, 'no-function-reassign', 'Functions can not be assigned to another variable');

function checkArguments(module: SourceModule, call: CallExpression): Finding[] {
  const method = memberName(call.callee);
  if (method !== undefined && REFLECTIVE_CALLS.has(method)) {
    return [findingAt(call, 'no-reflective-call', `The method ${method} of functions is not supported`)];
  }
  if (method !== undefined && CALLBACK_METHODS.has(method)) return [];
  return call.arguments.some((argument) => functionBehind(module, argument) !== undefined)
    ? [findingAt(call, 'no-function-passing', 'Functions can not be passed as an argument')]
    : [];
}

type Calls = ReadonlyMap<FunctionNode, ReadonlySet<FunctionNode>>;

function enclosingFunction(module: SourceModule, node: AnyNode): FunctionNode | undefined {
  let parent = module.parents.get(node);
  while (parent && !isFunction(parent)) parent = module.parents.get(parent);
  return parent && isFunction(parent) ? parent : undefined;
}

// A callback runs within the function that passes it, so its calls count for both.
function outgoingCalls(module: SourceModule): Calls {
  const calls = new Map<FunctionNode, Set<FunctionNode>>();
  for (const node of module.nodes) {
    if (node.type !== 'CallExpression') continue;
    const callees = [node.callee, ...node.arguments].flatMap((one) => functionBehind(module, one) ?? []);
    for (let from = enclosingFunction(module, node); from; from = enclosingFunction(module, from)) {
      const known = calls.get(from) ?? new Set();
      for (const callee of callees) known.add(callee);
      calls.set(from, known);
    }
  }
  return calls;
}

function checkRecursion(module: SourceModule, call: CallExpression, calls: Calls): Finding[] {
  const callee = functionBehind(module, call.callee);
  const caller = enclosingFunction(module, call);
  if (!callee || !caller) return [];
  const path = pathTo(caller, callee, calls, new Set());
  if (!path) return [];
  const names = [caller, ...path].map((one) => nameOf(module, one)).join(' <-');
  return [findingAt(call, 'no-recursion', `Recursive function calls not supported. Detected cycle in ${names}`)];
}

function pathTo(
  goal: FunctionNode,
  from: FunctionNode,
  calls: Calls,
  seen: Set<FunctionNode>,
): FunctionNode[] | undefined {
  if (from === goal) return [from];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of calls.get(from) ?? []) {
    const rest = pathTo(goal, next, calls, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}

function nameOf(module: SourceModule, node: FunctionNode): string {
  const parent = module.parents.get(node);
  if (node.id) return node.id.name;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return node.type === 'ArrowFunctionExpression' ? 'Anonymous Arrow Function' : 'Anonymous Function';
}
