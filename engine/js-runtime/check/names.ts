/** Built-in names: which globals and methods AppSync has, lacks, or is silent about (spec 2.2). */
import type { AnyNode, CallExpression, Identifier } from 'acorn';
import type { SourceModule } from '../source/module.ts';
import { isDataName, isHiddenMember } from '../run/budget.ts';
import { hasOptionalLink, memberName, propertyName } from '../source/node.ts';
import type { Finding } from '../types.ts';
import { isAssignedAnew, isWritten } from './context.ts';
import { findingAt } from './finding.ts';

/** Globals that the documentation names, and a few that it is silent about (these warn where they are used). */
const DOCUMENTED_GLOBALS: ReadonlySet<string> = new Set([
  ...['Object', 'Number', 'Math', 'JSON', 'console', 'NaN', 'Infinity', 'undefined', 'util', 'extensions', 'runtime'],
]);
const UNDOCUMENTED_GLOBALS: ReadonlySet<string> = new Set([
  ...['Array', 'String', 'Boolean', 'parseInt', 'parseFloat', 'isNaN', 'isFinite'],
]);

/** Observed: aws-appsync-community 303. */
const REFUSED_WHEN_SAVED: ReadonlySet<string> = new Set(['parseInt', 'parseFloat', 'Number']);

const APPSYNC_GLOBALS: ReadonlySet<string> = new Set(['util', 'extensions', 'runtime']);

const DOCUMENTED_STATICS: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set(['assign', 'entries', 'hasOwn', 'keys', 'values']),
  Number: new Set(['isFinite', 'isNaN']),
  Math: new Set(['random', 'min', 'max', 'round', 'floor', 'ceil']),
  JSON: new Set(['parse', 'stringify']),
  console: new Set(['log', 'error', 'debug']),
  String: new Set(['raw']),
};

const DENIED_STATICS: Readonly<Record<string, ReadonlySet<string>>> = {
  Array: new Set(['from', 'of', 'fromAsync']),
  Object: new Set([
    ...[
      'create',
      'defineProperties',
      'defineProperty',
      'freeze',
      'getOwnPropertyDescriptor',
      'getOwnPropertyDescriptors',
    ],
    ...['getOwnPropertyNames', 'getOwnPropertySymbols', 'getPrototypeOf', 'hasOwnProperty', 'is', 'isExtensible'],
    ...['isFrozen', 'isPrototypeOf', 'isSealed', 'preventExtensions', 'propertyIsEnumerable', 'seal', 'setPrototypeOf'],
    ...['toLocaleString', 'toString', 'valueOf'],
  ]),
  String: new Set(['fromCharCode', 'fromCodePoint']),
};

// Without types the receiver is unknown: only names that no plain value of ours carries are refused on every receiver.
const DENIED_METHODS: ReadonlyMap<string, string> = new Map([
  ...denied('Array', ['copyWithin', 'group', 'groupToMap']),
  ...denied('String', ['charCodeAt', 'localeCompare', 'matchAll', 'padEnd', 'padStart', 'repeat', 'search']),
  ...denied('String', ['toLocaleLowerCase', 'toLocaleUpperCase']),
  ...denied('Date', ['toGMTString', 'toLocaleDateString', 'toLocaleTimeString']),
  ...denied('Array', ['entries', 'keys', 'values']),
]);

const UNDOCUMENTED_METHODS: ReadonlySet<string> = new Set([
  ...[
    'includes',
    'at',
    'toFixed',
    'toPrecision',
    'substr',
    'match',
    'codePointAt',
    'normalize',
    'toSorted',
    'toReversed',
  ],
  ...['toSpliced', 'with', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString', 'toString'],
  ...['valueOf'],
]);

function denied(owner: string, names: readonly string[]): (readonly [string, string])[] {
  return names.map((name) => [name, `${owner}.${name}`]);
}

/** Refuses forbidden globals and methods; warns of what no document promises. */
export function checkNames(module: SourceModule): Finding[] {
  const globals = new Set<AnyNode>(module.unresolved);
  return [
    ...module.unresolved.flatMap(checkGlobal),
    ...module.nodes.flatMap((node) => {
      if (node.type === 'CallExpression') return checkCall(module, node, globals);
      const name = hiddenMember(module, node, globals);
      return name === undefined
        ? []
        : [findingAt(node, 'no-prototype-access', `The property ${name} is not supported`)];
    }),
  ];
}

// What leads to a prototype: `{ constructor: a } = b`, `{ __proto__: a }`, `Array.prototype`. A value's own `constructor` is data: what
// only running tells apart is left to the guard of the compiled text.
function hiddenMember(module: SourceModule, node: AnyNode, globals: ReadonlySet<AnyNode>): string | undefined {
  if (node.type === 'Property') {
    const name = propertyName(node);
    if (name === undefined) return undefined;
    const isPattern = module.parents.get(node)?.type === 'ObjectPattern';
    return (name === '__proto__' && !node.shorthand) || (isPattern && isHiddenMember(name)) ? name : undefined;
  }
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined || !isHiddenMember(name)) return undefined;
  if (!isDataName(name) || globals.has(node.object)) return name;
  if (isAssignedAnew(module, node)) return undefined;
  return isWritten(module, node) || hasOptionalLink(node) ? name : undefined;
}

// A name that nothing declares fails when it is reached (`ReferenceError: [x] is not defined`), as on AWS; built-ins that AWS lacks are refused.
function checkGlobal(id: Identifier): Finding[] {
  if (DOCUMENTED_GLOBALS.has(id.name)) return [];
  if (UNDOCUMENTED_GLOBALS.has(id.name)) return [];
  if (id.name in globalThis || ['require', 'module', 'exports', 'arguments', '__dirname', 'window'].includes(id.name)) {
    return [findingAt(id, 'no-global', `${id.name} is not supported`)];
  }
  return [findingAt(id, 'undefined-name', `Cannot find name '${id.name}'.`, 'warning')];
}

function checkCall(module: SourceModule, call: CallExpression, globals: ReadonlySet<AnyNode>): Finding[] {
  const { callee } = call;
  if (callee.type === 'Identifier' && globals.has(callee)) {
    if (REFUSED_WHEN_SAVED.has(callee.name)) return [refusedWhenSaved(call, callee.name)];
    return UNDOCUMENTED_GLOBALS.has(callee.name) ? [undocumented(call, callee.name)] : [];
  }
  const name = memberName(callee);
  if (callee.type !== 'MemberExpression' || name === undefined) return [];
  const owner = callee.object.type === 'Identifier' && globals.has(callee.object) ? callee.object.name : undefined;
  if (owner !== undefined && (DOCUMENTED_GLOBALS.has(owner) || UNDOCUMENTED_GLOBALS.has(owner))) {
    return checkStatic(call, owner, name);
  }
  return isOfAppSync(module, callee) ? [] : checkMethod(call, name);
}

// Members of util, extensions, runtime and of imports have rules of their own: see checkMembers.
function isOfAppSync(module: SourceModule, callee: AnyNode): boolean {
  let root = callee;
  while (root.type === 'MemberExpression') root = root.object;
  if (root.type !== 'Identifier') return false;
  return module.resolved.get(root)?.kind === 'import' || (!module.resolved.has(root) && APPSYNC_GLOBALS.has(root.name));
}

function checkStatic(call: CallExpression, owner: string, name: string): Finding[] {
  if (APPSYNC_GLOBALS.has(owner)) return [];
  if (DENIED_STATICS[owner]?.has(name)) return [unimplemented(call, `${owner}Constructor.${name}`)];
  return DOCUMENTED_STATICS[owner]?.has(name) ? [] : [undocumented(call, `${owner}.${name}`)];
}

function checkMethod(call: CallExpression, name: string): Finding[] {
  const refused = DENIED_METHODS.get(name);
  if (refused !== undefined) return [unimplemented(call, refused)];
  return UNDOCUMENTED_METHODS.has(name) ? [undocumented(call, name)] : [];
}

const refusedWhenSaved = (node: AnyNode, name: string): Finding =>
  findingAt(node, 'observed-on-aws', `${name}() passes the lint plugin, but AppSync refuses it: write +x`, 'warning');
/** In the lint plugin's own words: what AppSync's runtime lacks, not what this engine does. */
const unimplemented = (node: AnyNode, name: string): Finding =>
  findingAt(node, 'no-disallowed-methods', `Method ${name} is not implemented`);
const undocumented = (node: AnyNode, name: string): Finding =>
  findingAt(node, 'undocumented-built-in', `${name} is not in AppSync's list of supported built-ins`, 'warning');
