/** Puts the guards of `run/budget.ts` around what could grow without end, or reach behind a value. */
import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import { isAssignedAnew, isWritten } from '../check/context.ts';
import { isHiddenMember } from '../run/budget.ts';
import type { SourceModule } from '../source/module.ts';
import { hasOptionalLink, memberName } from '../source/node.ts';
import type { TextEdits } from './edits.ts';

/** Methods that walk their list to its end in native code. */
const WALKING: ReadonlySet<string> = new Set([
  ...['fill', 'reverse', 'sort', 'splice', 'unshift', 'slice', 'indexOf', 'lastIndexOf', 'includes', 'concat'],
  ...['toSorted', 'toReversed', 'toSpliced', 'with', 'split', 'toUpperCase', 'toLowerCase', 'normalize'],
]);
/** Methods that walk the lists within the list too. */
const WALKING_DEEP: ReadonlySet<string> = new Set(['flat', 'join', 'toString', 'toLocaleString']);

/** Called for children before their parents. @param temporaries - gets the names that the code then needs */
export function guard(module: SourceModule, node: AnyNode, edits: TextEdits, temporaries: string[]): void {
  const wrap = (inner: AnyNode, name: string): void => {
    edits.open(inner.start, `$rt.guard.${name}(`);
    edits.close(inner.end, ')');
  };
  switch (node.type) {
    case 'MemberExpression':
      guardMember(module, node, edits, temporaries);
      if (node.object.type !== 'Super' && isWritten(module, node)) wrap(node.object, 'target');
      break;
    case 'Property':
      if (node.computed && module.parents.get(node)?.type === 'ObjectPattern') wrap(node.key, 'key');
      break;
    case 'ForInStatement':
      wrap(node.right, 'walked');
      break;
    case 'VariableDeclarator':
      if (node.init && gathersRest(node.id)) wrap(node.init, 'walked');
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

/**
 * `a[k]` becomes `($t0=a)[$rt.guard.key(k,$t0)]`: a hidden name passes when it is the value's own. `a.constructor` alike. Within an
 * optional chain the owner has no name, and hidden names do not pass.
 */
function guardMember(module: SourceModule, node: MemberExpression, edits: TextEdits, temporaries: string[]): void {
  const { object, property } = node;
  const isComputed = node.computed && property.type !== 'Literal';
  if (!isComputed && !isHiddenMember(memberName(node) ?? '')) return;
  const around = (before: string, after: string): void => {
    edits.open(property.start, before);
    edits.close(property.end, after);
  };
  if (isAssignedAnew(module, node)) {
    if (isComputed) around('$rt.guard.newKey(', ')');
    return;
  }
  if (isWritten(module, node) || hasOptionalLink(node) || object.type === 'Super') {
    if (isComputed) around('$rt.guard.key(', ')');
    return;
  }
  const owner = `$t${temporaries.length}`;
  temporaries.push(owner);
  edits.open(object.start, `(${owner}=`);
  edits.close(object.end, ')');
  if (isComputed) around('$rt.guard.key(', `,${owner})`);
  else {
    const lines = module.text.slice(object.end, node.end).replace(/[^\n]/g, '');
    edits.replace(object.end, node.end, `${lines}[$rt.guard.key("${memberName(node)}",${owner})]`);
  }
}

/** True for `{ a, ...rest }`. */
export function gathersRest(pattern: AnyNode): boolean {
  return pattern.type === 'ObjectPattern' && pattern.properties.some((property) => property.type === 'RestElement');
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
