/** A schema and its resolvers behind real sockets and real HTTP, joined as the engine joins them. */
import type { GraphqlApi, MutationResult } from '../../engine/graphql/index.ts';
import { subscribePort } from '../../engine/subscribe.ts';
import { anApi, type Setup } from '../unit/engine/graphql/given.ts';
import { HEADER, open, serve, start, type Client, type Engine } from './realtime-under-test.ts';

export interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

export interface ServedApi extends Engine {
  mutate(query: string): Promise<Answer>;
  /** A socket of its own, subscribed. */
  listen(query: string, variables?: object, authorization?: object): Promise<Client>;
  /** What one `start` on a socket of its own is answered. */
  answerTo(query: string, variables?: object): Promise<unknown>;
}

export async function serveApi(setup: Setup): Promise<ServedApi> {
  const engine = await serve({}, (realtime) => {
    const onMutationResult = ({ fieldName, result, scope }: MutationResult): void => {
      realtime().publish({ mutationField: fieldName, payload: result });
      for (const invalidation of scope.invalidations.splice(0)) realtime().invalidate(invalidation);
    };
    const api: GraphqlApi = anApi({
      ...setup,
      api: { authProviders: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }], ...setup.api },
      options: { ...setup.options, onMutationResult },
    });
    return {
      triggers: api.triggers,
      subscribe: subscribePort(api),
      execute: (operation, scope) => api.execute(operation, scope),
    };
  });
  const begin = async (query: string, variables?: object, authorization: object = HEADER): Promise<Client> => {
    const client = await open(engine);
    client.send(start('1', authorization, JSON.stringify({ query, variables })));
    return client;
  };
  return {
    ...engine,
    async mutate(query) {
      const answer = await fetch(`http://127.0.0.1:${engine.server.port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': 'da2-good' },
        body: JSON.stringify({ query }),
      });
      return (await answer.json()) as Answer;
    },
    async listen(query, variables, authorization) {
      const client = await begin(query, variables, authorization);
      const answer = await client.next();
      if (JSON.stringify(answer) !== '{"id":"1","type":"start_ack"}') throw new Error(JSON.stringify(answer));
      return client;
    },
    answerTo: async (query, variables) => (await begin(query, variables)).next(),
  };
}

export const dataOf = (payload: object): object => ({ id: '1', type: 'data', payload });
export const errorOf = (...errors: readonly object[]): object => ({ id: '1', type: 'error', payload: { errors } });
