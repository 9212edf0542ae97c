/**
 * Two things that can be read from the text, so that the hot path need not pay for what a handler cannot do:
 * may it write into the values that it is given, and does its module hold state of its own?
 */
import type { AnyNode } from 'acorn';
import { contextBindings, isWritten } from '../check/context.ts';
import type { SourceModule } from '../source/module.ts';
import { isFunction, memberName } from '../source/node.ts';
import type { Binding } from '../source/scope.ts';

const WRITING_METHODS: ReadonlySet<string> = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
]);

/**
 * False only when it is certain that nothing is written into but `ctx.stash` itself and what the code made. Everything else may be the
 * caller's under another name: a result may be the environment that a request sent to a NONE data source, what lies in the stash the
 * identity that another function put there. When true, the runtime hands out copies.
 */
export function mayWriteInputs(module: SourceModule): boolean {
  const contexts = contextBindings(module);
  return module.nodes.some((node) => {
    if (isAssignInDisguise(module, node)) return true;
    const target = writtenObject(module, node);
    return target !== undefined && !isSafeTarget(module, target, contexts);
  });
}

/** `Object.assign` under another name: by destructuring, or read and not called. */
function isAssignInDisguise(module: SourceModule, node: AnyNode): boolean {
  if (node.type === 'Property') return node.key.type === 'Identifier' && node.key.name === 'assign';
  if (node.type !== 'MemberExpression' || memberName(node) !== 'assign') return false;
  const parent = module.parents.get(node);
  return parent?.type !== 'CallExpression' || parent.callee !== node;
}

/** The object that the node writes into: `x.a` of `x.a.b = 1`, `list` of `list.push(1)`. */
function writtenObject(module: SourceModule, node: AnyNode): AnyNode | undefined {
  if (node.type === 'MemberExpression' && isWritten(module, node)) return node.object;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const name = memberName(node.callee);
  if (name === undefined || WRITING_METHODS.has(name)) return node.callee.object;
  return name === 'assign' ? node.arguments[0] : undefined;
}

function isSafeTarget(module: SourceModule, target: AnyNode, contexts: ReadonlySet<Binding>): boolean {
  if (target.type === 'ObjectExpression' || target.type === 'ArrayExpression') return true;
  if (target.type === 'Identifier') {
    const binding = module.resolved.get(target);
    return binding !== undefined && isFresh(binding);
  }
  if (target.type !== 'MemberExpression' || target.object.type !== 'Identifier') return false;
  const root = module.resolved.get(target.object);
  return root !== undefined && contexts.has(root) && memberName(target) === 'stash';
}

// A literal's own level is new; what lies below it may be the caller's.
function isFresh(binding: Binding): boolean {
  const isLiteral = binding.init?.type === 'ObjectExpression' || binding.init?.type === 'ArrayExpression';
  return isLiteral && !binding.references.some((reference) => reference.isWrite);
}

/** True when running the module's top level again would give the very same thing: one instance then serves every evaluation. */
export function isStateless(module: SourceModule): boolean {
  return module.program.body.every((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (!declaration || declaration.type === 'ImportDeclaration' || isFunction(declaration)) return true;
    if (declaration.type !== 'VariableDeclaration') return declaration.type === 'EmptyStatement';
    return declaration.declarations.every(({ id, init }) => {
      if (id.type !== 'Identifier' || !isConstant(init)) return false;
      return !module.topLevel.get(id.name)?.references.some((reference) => reference.isWrite);
    });
  });
}

function isConstant(init: AnyNode | null | undefined): boolean {
  if (isFunction(init) || init?.type === 'Literal') return true;
  return init?.type === 'TemplateLiteral' && init.expressions.length === 0;
}
