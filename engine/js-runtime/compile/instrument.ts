/**
 * Adds to the code what AppSync's evaluator does by itself: loops and array methods end after 1,000 elements, everything counts
 * towards a budget, `console` knows its place, and `replace` reads Java patterns (spec 2.2, 2.3).
 *
 * `$rt` is what the runtime passes in. Only insertions on the same line, so that positions can be mapped back.
 */
import type { AnyNode, CallExpression, ChainExpression } from 'acorn';
import { CALLBACK_METHODS } from '../check/functions.ts';
import type { SourceModule } from '../source/module.ts';
import { isFunction, memberName, type FunctionNode } from '../source/node.ts';
import type { PlaceOf } from '../source/places.ts';
import type { TextEdits } from './edits.ts';
import { gathersRest, guard } from './guard.ts';

/** @returns the names of the temporaries that the code now needs */
export function instrument(module: SourceModule, edits: TextEdits, placeOf: PlaceOf): readonly string[] {
  const globals = new Set<AnyNode>(module.unresolved);
  const temporaries: string[] = [];
  // Children first: what opens later opens further out.
  for (const node of [...module.nodes].reverse()) {
    guard(module, node, edits, temporaries);
    if (isFunction(node)) countCalls(node, edits);
    else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
      edits.open(node.body.start, '{if($rt.ends($i))break;$i=$i+1;');
      edits.close(node.body.end, '}');
      edits.open(node.start, '{let $i=0;');
      edits.close(node.end, '}');
    } else if (node.type === 'CallExpression') capReceiver(node, edits);
    else if (node.type === 'ChainExpression') capInChain(module, node, edits, temporaries);
    else if (node.type === 'ExpressionStatement') endStatementBefore(module, node, edits);
    else if (node.type === 'Identifier' && node.name === 'console' && globals.has(node)) {
      const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
      const place = placeOf({ line, column: column + 1 });
      edits.replace(node.start, node.end, `$rt.consoleAt(${JSON.stringify(place)})`);
    }
  }
  return temporaries;
}

/** Code without semicolons: `a = b ⏎ ($t0=c)…` would call `b`. In front of the only statement of an `if` nothing can stand, nor need it. */
function endStatementBefore(module: SourceModule, statement: AnyNode, edits: TextEdits): void {
  const parent = module.parents.get(statement)?.type;
  const isInList = parent === 'Program' || parent === 'BlockStatement' || parent === 'SwitchCase';
  if (isInList && edits.opensBracket(statement.start)) edits.open(statement.start, ';');
}

function countCalls({ body, params }: FunctionNode, edits: TextEdits): void {
  const walk = params.some(gathersRest) ? ['$rt.tick()', '$rt.guard.walked()'] : ['$rt.tick()'];
  if (body.type === 'BlockStatement') {
    edits.open(body.start + 1, `${walk.join(';')};`);
  } else {
    edits.open(body.start, `(${walk.join(',')},`);
    edits.close(body.end, ')');
  }
}

/** The receiver of `list.map(…)` and its like. */
function cappedReceiver(call: AnyNode): AnyNode | undefined {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const method = memberName(call.callee);
  return method !== undefined && CALLBACK_METHODS.has(method) ? call.callee.object : undefined;
}

/** From a link of a chain down to its beginning: `a?.b.c()` gives `a?.b.c()`, `a?.b.c`, `a?.b`. */
function linksBelow(node: AnyNode): Extract<AnyNode, { type: 'MemberExpression' | 'CallExpression' }>[] {
  const links = [];
  let link = node;
  while (link.type === 'MemberExpression' || link.type === 'CallExpression') {
    links.push(link);
    link = link.type === 'MemberExpression' ? link.object : link.callee;
  }
  return links;
}

// `list.map(f)` becomes `$rt.cap(list).map(f)`.
function capReceiver(call: CallExpression, edits: TextEdits): void {
  const receiver = cappedReceiver(call);
  if (receiver === undefined || linksBelow(receiver).some((link) => link.optional)) return;
  edits.open(receiver.start, `$rt.${memberName(call.callee) === 'flatMap' ? 'capFlat' : 'cap'}(`);
  edits.close(receiver.end, ')');
}

/**
 * `a?.b.map(f)` becomes `(($t0=a)==null?undefined:$rt.cap($t0.b).map(f))`: a missing `a` still skips the call, and a missing `b` still
 * fails. A chain with an optional call in it (`f?.()`) stays as it is: its receiver would lose its owner.
 */
function capInChain(module: SourceModule, chain: ChainExpression, edits: TextEdits, temporaries: string[]): void {
  const links = linksBelow(chain.expression);
  const optional = links.filter((link) => link.optional).reverse();
  const capped = links.flatMap((link) => {
    const receiver = cappedReceiver(link);
    const nearest = receiver && linksBelow(receiver).find((below) => below.optional);
    return receiver && nearest ? [{ receiver, nearest }] : [];
  });
  if (capped.length === 0 || optional.some((link) => link.type === 'CallExpression')) return;
  for (const { receiver } of capped) edits.close(receiver.end, ')');
  for (const link of optional) {
    if (link.type === 'CallExpression') continue;
    const name = `$t${temporaries.length}`;
    temporaries.push(name);
    const at = module.text.indexOf('?.', link.object.end);
    const caps = '$rt.cap('.repeat(capped.filter((one) => one.nearest === link).length);
    edits.open(chain.start, `(${name}=`);
    edits.replace(at, at + 2, `)==null?undefined:${caps}${name}${link.computed ? '' : '.'}`);
  }
  edits.open(chain.start, '(');
  edits.close(chain.end, ')');
}
