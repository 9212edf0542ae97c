/** Puts the guards of `run/budget.ts` around what could grow without end, or reach behind a value. */
import type { AnyNode, CallExpression } from 'acorn';
import { isWritten } from '../check/context.ts';
import type { SourceModule } from '../source/module.ts';
import { memberName } from '../source/node.ts';
import type { TextEdits } from './edits.ts';

/** Methods that walk their list to its end in native code. */
const WALKING: ReadonlySet<string> = new Set([
  ...['fill', 'reverse', 'sort', 'splice', 'unshift', 'slice', 'indexOf', 'lastIndexOf', 'includes', 'concat'],
  ...['toSorted', 'toReversed', 'toSpliced', 'with'],
]);
/** Methods that walk the lists within the list too. */
const WALKING_DEEP: ReadonlySet<string> = new Set(['flat', 'join', 'toString', 'toLocaleString']);

/** Called for children before their parents. */
export function guard(module: SourceModule, node: AnyNode, edits: TextEdits): void {
  const wrap = (inner: AnyNode, name: string): void => {
    edits.open(inner.start, `$rt.guard.${name}(`);
    edits.close(inner.end, ')');
  };
  switch (node.type) {
    case 'MemberExpression':
      if (node.computed && node.property.type !== 'Literal') wrap(node.property, 'key');
      if (node.object.type !== 'Super' && isWritten(module, node)) wrap(node.object, 'target');
      break;
    case 'Property':
      if (node.computed && module.parents.get(node)?.type === 'ObjectPattern') wrap(node.key, 'key');
      break;
    case 'SpreadElement':
      wrap(node.argument, 'spread');
      break;
    case 'TemplateLiteral':
      if (module.parents.get(node)?.type === 'TaggedTemplateExpression') break;
      for (const part of node.expressions) wrap(part, 'weighed');
      if (node.expressions.length > 0) wrap(node, 'text');
      break;
    case 'BinaryExpression':
      if (node.operator === '+') guardSum(module, node, edits);
      break;
    case 'AssignmentExpression':
      if (node.operator !== '+=') break;
      wrap(node.right, 'weighed');
      wrap(node, 'text');
      break;
    case 'CallExpression':
      guardCall(node, wrap);
      break;
    default:
  }
}

function guardCall(call: CallExpression, wrap: (inner: AnyNode, name: string) => void): void {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return;
  // Within an optional chain a wrapped receiver would end the chain.
  if (callee.optional || callee.object.type === 'ChainExpression' || hasOptionalLink(callee.object)) return;
  const method = memberName(callee);
  if (method === undefined || WALKING.has(method)) wrap(callee.object, 'sized');
  else if (WALKING_DEEP.has(method)) wrap(callee.object, 'weighed');
  if (method !== 'concat') return;
  for (const argument of call.arguments) if (argument.type !== 'SpreadElement') wrap(argument, 'spread');
  wrap(call, 'text');
}

function hasOptionalLink(node: AnyNode): boolean {
  let link = node;
  while (link.type === 'MemberExpression' || link.type === 'CallExpression') {
    if (link.optional) return true;
    link = link.type === 'MemberExpression' ? link.object : link.callee;
  }
  return false;
}

// `a + b` becomes `$rt.guard.add(a , b)`: the operator stands behind the left side, its closing brackets and comments.
function guardSum(module: SourceModule, node: Extract<AnyNode, { type: 'BinaryExpression' }>, edits: TextEdits): void {
  if (node.left.type === 'PrivateIdentifier') return;
  const between = module.text.slice(node.left.end, node.right.start);
  const operator = between.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length)).indexOf('+');
  const at = node.left.end + operator;
  edits.open(node.start, '$rt.guard.add(');
  edits.replace(at, at + 1, ',');
  edits.close(node.end, ')');
}
