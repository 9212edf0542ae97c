/** APIs whose resolvers are APPSYNC_JS, run by the real runtime; every handler and every call of a data source leaves a mark. */
import { createLog, systemRandom } from '../../../../../engine/kernel/index.ts';
import type { DataSourceOutcome } from '../../../../../engine/kernel/index.ts';
import { resolverCode } from '../../../../../engine/resolver-code.ts';
import { anApi, stillClock } from '../given.ts';
import type { Setup } from '../given.ts';

const IMPORT = "import { util, extensions, runtime } from '@aws-appsync/utils';";

export interface Step {
  /** Statements of the request handler, run between its two marks. */
  readonly request?: string;
  readonly response?: string;
  /** What its data source answers. @default the payload */
  readonly answer?: (document: unknown) => unknown;
}

const handler = (name: string, which: string, body: string, result: string): string => `
export function ${which}(ctx) {
  console.log('${name}.${which}');
  ${body}
  console.log('${name}.${which} ends');
  return ${result};
}`;

/** Code that marks where it came by; without statements of its own it hands values through. */
export function codeOf(name: string, { request = '', response = '' }: Step, sent: string): string {
  return `${IMPORT}${handler(name, 'request', request, sent)}${handler(name, 'response', response, 'ctx.result')}`;
}

export interface Flow {
  readonly shell?: Step;
  readonly functions?: readonly Step[];
  readonly unit?: Step;
  readonly api?: Setup['api'];
}

/** `Query.f: AWSJSON` as a unit resolver, or as a pipeline of the functions F1, F2 …; `trail` tells what ran, in order. */
export function aFlow({ shell = {}, functions, unit = {}, api = {} }: Flow) {
  const trail: string[] = [];
  const codes = new Map<string, string>();
  const sources: Record<string, (document: unknown) => unknown> = {};
  const add = (name: string, step: Step, sent: string): void => {
    codes.set(name === 'unit' ? 'Query.f' : name, codeOf(name, step, sent));
    sources[`source-${name}`] = (document) => {
      trail.push(`${name} calls`);
      return step.answer === undefined ? (document as { payload?: unknown }).payload : step.answer(document);
    };
  };
  const names = (functions ?? []).map((step, index) => {
    add(`F${index + 1}`, step, `{ payload: ctx.prev.result + '>F${index + 1}' }`);
    return `F${index + 1}`;
  });
  if (functions === undefined) add('unit', unit, "{ payload: 'sent' }");
  else codes.set('Query.f', codeOf('resolver', shell, "'begun'"));
  const compile = resolverCode({ clock: stillClock, random: systemRandom, log: createLog('silent') });
  const log = createLog('debug', (line) => {
    const { message } = JSON.parse(line) as { message: string };
    const [, mark] = /INFO - code\.js:\d+:\d+: "(.*)"$/.exec(message) ?? [];
    if (mark !== undefined) trail.push(mark);
  });
  const built = anApi({
    sdl: 'type Query { f(id: ID, text: String): AWSJSON } type Mutation { m: String }',
    resolvers: { 'Query.f': functions === undefined ? { source: 'source-unit' } : { functions: names } },
    functions: Object.fromEntries(names.map((name) => [name, { source: `source-${name}` }])),
    sources,
    api,
    options: {
      log,
      compileCode: ({ text, origin }) => compile({ text: codes.get(text) ?? '', origin }),
    },
  });
  return { api: built, trail };
}

export const failedCall = (message: string, type: string, result: unknown = null): DataSourceOutcome => ({
  result,
  error: { message, type },
});
