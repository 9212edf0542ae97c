/** A view of acorn's tree that one generic walk can use. */
import type { AnyNode, Node, Property, AssignmentProperty } from 'acorn';

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value
  );
}

/** The child nodes in source order, names that are not references (`a.name`, `{name: 1}`, import names, labels) left out. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (isPlainName(node, key)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function isPlainName(node: AnyNode, key: string): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return key === 'property' && !node.computed;
    case 'Property':
      // A shorthand `{a}` holds the same node as key and value: it is one reference.
      return key === 'key' && !node.computed;
    case 'ImportSpecifier':
      return key === 'imported';
    case 'ExportSpecifier':
      return key === 'exported';
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return key === 'key' && !node.computed;
    case 'MetaProperty':
      return true;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return key === 'label';
    default:
      return false;
  }
}

/** The name of `a.name` and `a['name']`; undefined when it is known at run time only. */
export function memberName(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return node.property.type === 'Literal' && typeof node.property.value === 'string' ? node.property.value : undefined;
}

/** The name of a property in an object literal or pattern; undefined when it is computed. */
export function propertyName(node: Property | AssignmentProperty): string | undefined {
  if (node.computed) return undefined;
  if (node.key.type === 'Identifier') return node.key.name;
  return node.key.type === 'Literal' ? String(node.key.value) : undefined;
}

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** True for `a?.b.c`, in which `c` is reached only when `a` is there. */
export function hasOptionalLink(node: AnyNode): boolean {
  let link = node;
  while (link.type === 'MemberExpression' || link.type === 'CallExpression') {
    if (link.optional) return true;
    link = link.type === 'MemberExpression' ? link.object : link.callee;
  }
  return false;
}
