/** The `vm` context that all resolver code runs in: AppSync's globals and frozen intrinsics, so that nothing can leak between requests. */
import { createContext, Script, type Context } from 'node:vm';

/** What the built-ins of the sandbox need from the runtime. */
export interface RealmParts {
  /** `Math.random`. */
  readonly random: () => number;
  /** `JSON.parse`: an invalid text gives a blank string (spec 2.2). */
  readonly parseJson: (text: unknown) => unknown;
  /** `String.prototype.replace` and `replaceAll`, which read Java patterns. */
  readonly replace: (text: string, pattern: unknown, replacement: unknown, all: boolean) => string;
  /** `String.prototype.match`, which reads Java patterns too: a pattern of V8's own could run without end. */
  readonly match: (text: string, pattern: unknown) => unknown;
  /** Called before what walks an object's members. */
  readonly walk: () => void;
  /** Charges for a value that is about to be serialised. */
  readonly weigh: (value: unknown) => void;
  /** Refuses what `Object.assign` must not write into. */
  readonly target: (value: unknown) => unknown;
}

// Runs inside the context. `Error` stays, because V8 asks it how to render stacks; code that names it is refused.
const BOOTSTRAP = `(function (parts) {
  'use strict';
  Error.prepareStackTrace = (error, sites) => sites;
  const math = {};
  for (const name of Object.getOwnPropertyNames(Math)) math[name] = Math[name];
  math.random = () => parts.random();
  const { stringify } = JSON;
  const json = {
    parse: (text) => parts.parseJson(text),
    stringify: (value, replacer, space) => {
      parts.weigh(value);
      return stringify(value, replacer, space);
    },
  };
  String.prototype.replace = function replace(pattern, replacement) {
    return parts.replace(String(this), pattern, replacement, false);
  };
  String.prototype.replaceAll = function replaceAll(pattern, replacement) {
    return parts.replace(String(this), pattern, replacement, true);
  };
  String.prototype.match = function match(pattern) {
    return parts.match(String(this), pattern);
  };
  const removed = [
    [String.prototype, ['repeat', 'padStart', 'padEnd', 'matchAll', 'search']],
    [Array.prototype, ['copyWithin', 'entries', 'keys', 'values']],
  ];
  for (const [owner, names] of removed) for (const name of names) delete owner[name];
  // Data may be named so. A frozen prototype would refuse the assignment: an accessor makes the member the object's own.
  const { defineProperty } = Object;
  for (const name of ['toString', 'toLocaleString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable']) {
    const inherited = Object.freeze(Object.prototype[name]);
    const set = function (value) {
      defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
    };
    defineProperty(Object.prototype, name, { get: () => inherited, set, configurable: false });
  }
  for (const name of ['constructor', '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__']) {
    delete Object.prototype[name];
  }
  // What could reach a prototype, or define behaviour, is no part of AppSync's Object.
  const object = {};
  object.hasOwn = Object.hasOwn;
  const { assign, groupBy } = Object;
  const charged = {
    assign: (target, ...sources) => (parts.walk(), assign(parts.target(target), ...sources)),
    groupBy: (items, callback) => (parts.walk(), groupBy(items, callback)),
  };
  for (const name of ['entries', 'fromEntries', 'keys', 'values']) {
    const walking = Object[name];
    charged[name] = { [name]: (value) => (parts.walk(), walking(value)) }[name];
  }
  for (const name of Object.keys(charged)) object[name] = Object.freeze(charged[name]);
  const globals = { Array, String, Number, Boolean, parseInt, parseFloat, isNaN, isFinite, NaN, Infinity };
  const kept = new Set([...Object.keys(globals), 'Object', 'undefined', 'Error', 'globalThis']);
  for (const intrinsic of [Object, Array, String, Number, Boolean, Function, Error, Symbol, RegExp, Promise]) {
    for (const owner of [intrinsic.prototype, intrinsic]) {
      for (const { value } of Object.values(Object.getOwnPropertyDescriptors(owner))) {
        if (typeof value === 'function') Object.freeze(value);
      }
      Object.freeze(owner);
    }
  }
  Object.freeze(Object.getPrototypeOf([][Symbol.iterator]()));
  const { deleteProperty, set } = Reflect;
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    // A member that cannot go (gc, where Node runs with --expose-gc) is at least worth nothing.
    if (!kept.has(name) && !deleteProperty(globalThis, name)) set(globalThis, name, undefined);
  }
  globals.Object = Object.freeze(object);
  globals.Math = Object.freeze(math);
  globals.JSON = Object.freeze(json);
  return Object.freeze(globals);
})`;

export interface Realm {
  /** Built-ins by name; code gets them as constants, because a look-up through the context's global object is slow. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** Compiles an expression inside the context. @throws SyntaxError */
  evaluate(text: string, fileName: string): unknown;
}

export function createRealm(parts: RealmParts): Realm {
  const context: Context = createContext(Object.create(null) as Context, {
    name: 'APPSYNC_JS',
    codeGeneration: { strings: false, wasm: false },
  });
  const evaluate = (text: string, fileName: string): unknown =>
    new Script(text, { filename: fileName }).runInContext(context) as unknown;
  const boot = evaluate(BOOTSTRAP, 'appsync-js-bootstrap') as (parts: RealmParts) => Readonly<Record<string, unknown>>;
  return { globals: boot(parts), evaluate };
}
