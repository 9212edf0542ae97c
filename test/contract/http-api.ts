/** The engine's own HTTP path over a small API: server, documents, execution, resolvers as plain functions. No database. */
import { createLog, REFUSALS, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import { createServer } from '../../engine/server/index.ts';
import type { ServerOptions } from '../../engine/server/index.ts';
import { API_KEY_CALLER } from '../support/request-scope.ts';
import { anApi } from '../unit/engine/graphql/given.ts';
import type { Setup } from '../unit/engine/graphql/given.ts';

export interface HttpApi {
  readonly url: string;
  readonly port: number;
  /** Value of `x-api-key`. */
  readonly key: string;
  close(): Promise<void>;
}

const KEY = 'da2-test';

export const SMALL_API: Setup = {
  sdl: `
    type Query { item(id: ID): Item  items(limit: Int): [Item!]!  secret: String @aws_iam }
    type Mutation { rename(id: ID!, name: String): Item }
    type Subscription { renamed: Item @aws_subscribe(mutations: ["rename"]) }
    type Item { id: ID!  name: String  next: Item  broken: String }
  `,
  resolvers: {
    'Query.item': (ctx) => ({ id: ctx.arguments.id ?? '1', name: 'one', next: { id: '2' } }),
    'Query.items': (ctx) => Array.from({ length: Number(ctx.arguments.limit ?? 3) }, (_, id) => ({ id })),
    'Mutation.rename': (ctx) => ctx.arguments,
    'Item.broken': () => {
      throw new Error('secret place: /srv/engine.ts:1:1');
    },
  },
};

export async function startHttpApi(setup: Setup = SMALL_API, change: Partial<ServerOptions> = {}): Promise<HttpApi> {
  const api = anApi(setup);
  const server = await createServer({
    host: '127.0.0.1',
    port: 0,
    graphql: (operation, scope) => api.execute(operation, scope),
    authenticate: ({ headers }) =>
      Promise.resolve(
        headers['x-api-key'] === KEY ? { ok: true, caller: API_KEY_CALLER } : { ok: false, ...REFUSALS.noValidHeader },
      ),
    realtime: { connect: () => ({ receive: () => undefined, closed: () => undefined }), close: () => undefined },
    routes: {},
    log: createLog('silent'),
    clock: systemClock,
    random: systemRandom,
    ...change,
  });
  server.ready();
  return {
    url: `http://127.0.0.1:${server.port}/graphql`,
    port: server.port,
    key: KEY,
    close: () => server.close(),
  };
}
