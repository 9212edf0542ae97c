/** Evaluations a second of small handlers on one core. Run: `node --import tsx bench/micro/evaluate.ts`. */
import { systemClock, systemRandom } from '../../engine/kernel/index.ts';
import { compileCode, JsRuntime, type HandlerName, type ResolverContext } from '../../engine/js-runtime/index.ts';

const ROUND_MS = 1_000;
const BATCH = 1_000;
const host = { clock: systemClock, random: systemRandom };
const runtime = new JsRuntime();

const GET_ITEM = `import { util } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
const PREFIX = 'REWARD#';
export function request(ctx) {
  return ddb.get({ key: { pk: PREFIX + ctx.args.id, sk: 'META' } });
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
}`;

const LIST = `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  return { operation: 'Query', limit: ctx.args.limit ?? 20 };
}
export function response(ctx) {
  const items = ctx.result.items.map((item) => ({ ...item, id: item.pk.slice(4) }));
  return { items, nextToken: ctx.result.nextToken };
}`;

function context(): ResolverContext {
  const items = Array.from({ length: 20 }, (_, n) => ({ pk: `PRE#${n}`, points: n, at: '2026-01-01T00:00:00Z' }));
  return {
    arguments: { id: '42' },
    identity: null,
    source: null,
    stash: {},
    result: { items, nextToken: null },
    prev: null,
    error: null,
    request: { headers: {}, domainName: null },
    info: { fieldName: 'reward', parentTypeName: 'Query', variables: {} },
    env: {},
    outErrors: [],
  };
}

function measure(name: string, code: string, handler: HandlerName): void {
  const compiled = compileCode({ text: code, origin: name }, runtime);
  const mocked = context();
  for (let warm = 0; warm < 20 * BATCH; warm += 1) compiled.evaluate(handler, mocked, host);
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < ROUND_MS) {
    for (let n = 0; n < BATCH; n += 1) compiled.evaluate(handler, mocked, host);
    count += BATCH;
  }
  const perSecond = count / ((performance.now() - start) / 1000);
  console.log(`${name.padEnd(34)} ${Math.round(perSecond).toLocaleString('en').padStart(12)} evaluations/s`);
}

measure('GetItem request', GET_ITEM, 'request');
measure('GetItem response (pass through)', GET_ITEM, 'response');
measure('list of 20 response (map, spread)', LIST, 'response');
