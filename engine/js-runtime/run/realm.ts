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
}

// Runs inside the context. `Error` stays, because V8 asks it how to render stacks; code that names it is refused.
const BOOTSTRAP = `(function (parts) {
  'use strict';
  Error.prepareStackTrace = (error, sites) => sites;
  const math = {};
  for (const name of Object.getOwnPropertyNames(Math)) math[name] = Math[name];
  math.random = () => parts.random();
  const json = { parse: (text) => parts.parseJson(text), stringify: JSON.stringify };
  String.prototype.replace = function replace(pattern, replacement) {
    return parts.replace(String(this), pattern, replacement, false);
  };
  String.prototype.replaceAll = function replaceAll(pattern, replacement) {
    return parts.replace(String(this), pattern, replacement, true);
  };
  const globals = { Object, Array, String, Number, Boolean, parseInt, parseFloat, isNaN, isFinite, NaN, Infinity };
  const kept = new Set([...Object.keys(globals), 'undefined', 'Error', 'globalThis']);
  for (const intrinsic of [Object, Array, String, Number, Boolean, Function, Error, Symbol, RegExp, Promise]) {
    for (const owner of [intrinsic.prototype, intrinsic]) {
      for (const { value } of Object.values(Object.getOwnPropertyDescriptors(owner))) {
        if (typeof value === 'function') Object.freeze(value);
      }
      Object.freeze(owner);
    }
  }
  Object.freeze(Object.getPrototypeOf([][Symbol.iterator]()));
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!kept.has(name)) delete globalThis[name];
  }
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
