/** One `vm` context and one `util`, shared by all resolvers of an API; each evaluation has a record of its own. */
import { compileText, type CompiledText } from './compile/compile.ts';
import { chargeText, createGuards, weigh, writable, type Guards } from './run/budget.ts';
import { HandlerContext } from './run/context.ts';
import { Interruption, LibraryError } from './run/interruption.ts';
import { cappedList, MAX_LOOP_ITERATIONS } from './run/limits.ts';
import { guarded } from './run/frozen.ts';
import { thrownAt } from './run/positions.ts';
import { createRealm, type Realm } from './run/realm.ts';
import { plainResult } from './run/result.ts';
import { EvaluationRecord, type Running } from './run/record.ts';
import { createExtensions, createRuntimeGroup, leaveEarly } from './extensions.ts';
import { aiModule } from './ai/ai-module.ts';
import { dynamodbModule } from './dynamodb/dynamodb-module.ts';
import { rdsModule } from './rds/rds-module.ts';
import type { KnownModule } from './source/imports.ts';
import { createUtil } from './util/create-util.ts';
import { JavaPatterns } from './util/java-pattern.ts';
import { createConsole, type ConsoleAt } from './run/console.ts';
import type {
  Evaluation,
  EvaluationHost,
  Finding,
  HandlerName,
  Outcome,
  ResolverCode,
  ResolverContext,
} from './types.ts';

export interface JsRuntimeOptions {
  /** Calls and loop iterations that one evaluation may make. @default 5,000,000 (some tens of milliseconds) */
  readonly maxOperations?: number;
  /** A debugger may hold a handler: it has no time limit, and its script names its sources, looked for from this folder. */
  readonly debugFrom?: string;
}

/** Resolver code, ready to run. Safe to keep for the lifetime of the API. */
export interface CompiledCode {
  readonly origin: string;
  /** What AppSync accepts, but no document promises. */
  readonly warnings: readonly Finding[];
  /** Runs one handler to its end. Never throws for what the code does: see `Outcome`. */
  evaluate(handler: HandlerName, context: ResolverContext, host: EvaluationHost): Evaluation;
}

type Handler = (context: HandlerContext) => unknown;
type Handlers = Readonly<Record<HandlerName, Handler>>;

interface Linkage {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly modules: Readonly<Record<KnownModule, unknown>>;
  readonly tick: () => void;
  readonly ends: (iteration: number) => boolean;
  readonly guard: Guards;
  readonly cap: (list: unknown) => unknown;
  readonly capFlat: (list: unknown) => unknown;
  readonly consoleAt: ConsoleAt;
  readonly leaveEarly: (value?: unknown, options?: unknown) => Interruption;
}

const DEFAULT_MAX_OPERATIONS = 5_000_000;
/** The clock is looked at once in so many operations. */
const CLOCK_MASK = 0x1f;
/** Texts that `compileKept` keeps. */
const MAX_KEPT = 50;

export class JsRuntime {
  readonly #maxOperations: number;
  readonly #debugFrom: string | undefined;
  readonly #realm: Realm;
  readonly #linkage: Linkage;
  readonly #kept = new Map<string, CompiledCode>();
  #running: EvaluationRecord | undefined;

  constructor(options: JsRuntimeOptions = {}) {
    this.#maxOperations = options.maxOperations ?? DEFAULT_MAX_OPERATIONS;
    this.#debugFrom = options.debugFrom;
    const running = this.#access();
    const patterns = new JavaPatterns();
    const charged = (given: unknown): string => {
      const text = String(given);
      chargeText(() => running.record, text);
      return text;
    };
    this.#realm = createRealm({
      random: () => running.record.host.random.number(),
      parseJson: (text) => parseJson(charged(text)),
      replace: (text, pattern, replacement, all) =>
        patterns.replace(charged(text), String(pattern), String(replacement), all),
      match: (text, pattern) => patterns.match(charged(text), String(pattern)),
      walk: () => {
        running.record.walk();
      },
      weigh: (value) => {
        weigh(running.record, value);
      },
      target: writable,
    });
    const utils = {
      util: createUtil(running, patterns),
      extensions: createExtensions(running),
      runtime: createRuntimeGroup(running),
    };
    this.#linkage = this.#link(running, utils);
  }

  /** As `compile`, but the last texts are compiled once: for whoever evaluates the same code again and again. */
  compileKept(code: ResolverCode): CompiledCode {
    const compiled = this.#kept.get(code.text) ?? this.compile(code);
    this.#kept.delete(code.text);
    this.#kept.set(code.text, compiled);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return compiled;
  }

  /** @throws {EngineError} JS_RUNTIME_CODE_REFUSED when AppSync would not accept the code */
  compile(code: ResolverCode): CompiledCode {
    const compiled = compileText(code, Object.keys(this.#linkage.globals), this.#debugFrom);
    const factory = this.#realm.evaluate(compiled.text, code.origin) as (linkage: Linkage) => () => Handlers;
    const instantiate = factory(this.#linkage);
    const shared = compiled.isStateless ? unlessItThrows(instantiate) : undefined;
    return {
      origin: code.origin,
      warnings: compiled.warnings,
      evaluate: (handler, context, host) => {
        const record = new EvaluationRecord(context, host, this.#maxOperations);
        if (this.#debugFrom !== undefined) record.waiveTime();
        // Handlers are synchronous; only a lazy member of the context could come back here while one runs.
        const before = this.#running;
        this.#running = record;
        try {
          const view = new HandlerContext(context, compiled.mayWriteInputs);
          const value = (shared ?? instantiate())[handler](view);
          record.outcome =
            value instanceof Interruption ? value.outcome : { kind: 'value', value: plainResult(value, record) };
          // What follows serialises the stash: a stash that would never end is the handler's own fault.
          if (compiled.usesStash) weigh(record, context.stash);
        } catch (thrown) {
          record.outcome = outcomeOf(thrown, code.origin, compiled);
        } finally {
          this.#running = before;
        }
        return record;
      },
    };
  }

  #access(): Running {
    const current = (): EvaluationRecord => {
      if (this.#running === undefined) throw new LibraryError('util works only while a handler runs');
      return this.#running;
    };
    return {
      get record() {
        return current();
      },
    };
  }

  #link(running: Running, utils: Readonly<Record<string, unknown>>): Linkage {
    const tick = (): void => {
      const record = this.#running;
      if (record === undefined) return;
      record.left -= 1;
      if (record.left < 0) {
        throw new LibraryError(`the handler makes more than ${this.#maxOperations} calls and loop iterations`);
      }
      if ((record.left & CLOCK_MASK) === 0) record.watch();
    };
    const budget = (): EvaluationRecord => running.record;
    const guard = createGuards(budget);
    const cap = (list: unknown): unknown =>
      Array.isArray(list) && list.length > MAX_LOOP_ITERATIONS ? cappedList(list, running.record) : list;
    return {
      globals: this.#realm.globals,
      modules: {
        utils: guarded(utils, budget),
        dynamodb: guarded(dynamodbModule, budget),
        rds: guarded(rdsModule, budget),
        ai: guarded(aiModule, budget),
      },
      guard,
      tick,
      ends: (iteration) => {
        tick();
        return iteration >= MAX_LOOP_ITERATIONS;
      },
      cap,
      capFlat: (list) => (Array.isArray(list) ? cappedList(list, running.record) : list),
      consoleAt: createConsole(running),
      leaveEarly: (value, options) => leaveEarly(budget(), guard.weighed(value), options),
    };
  }
}

/**
 * Compiles one resolver. Give all resolvers of an API the same `runtime`: each has a `vm` context, which takes milliseconds and memory.
 * @throws {EngineError} JS_RUNTIME_CODE_REFUSED when AppSync would not accept the code
 */
export function compileCode(code: ResolverCode, runtime: JsRuntime = new JsRuntime()): CompiledCode {
  return runtime.compile(code);
}

/** Code that throws at its top level throws again in each evaluation, and there it becomes an error of the field. */
function unlessItThrows(instantiate: () => Handlers): Handlers | undefined {
  try {
    return instantiate();
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Documented: an invalid text gives a blank string.
    return '';
  }
}

function outcomeOf(thrown: unknown, fileName: string, compiled: CompiledText): Outcome {
  if (thrown instanceof Interruption) {
    return thrown.outcome;
  }
  const generated = thrownAt(thrown, fileName);
  const place = generated ? compiled.placeOf(generated) : 'code.js:1:1';
  return { kind: 'codeError', message: `${place}: ${textOf(thrown)}` };
}

/** What the instrumentation put around a value, as V8 names it in its messages. */
const OWN_CALLS = /\$rt\.[\w.]+\(\.\.\.\)/g;

// Errors of the sandbox belong to another realm, so `instanceof` says nothing about them.
function textOf(thrown: unknown): string {
  if (thrown instanceof LibraryError) return thrown.message;
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown) || !('name' in thrown))
    return String(thrown);
  const message = String(thrown.message);
  const undefinedName = thrown.name === 'ReferenceError' && /^(\S+) is not defined$/.exec(message)?.[1];
  if (undefinedName) return `ReferenceError: [${undefinedName}] is not defined`;
  return `${String(thrown.name)}: ${message.replace(OWN_CALLS, '(intermediate value)')}`;
}
