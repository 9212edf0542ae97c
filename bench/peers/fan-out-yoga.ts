import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { changeOf, SCHEMA, subscriptionType, type Change } from '../fan-out/world.ts';

const pubSub = createPubSub<{ change: [topic: string, payload: Change] }>();
const schema = createSchema({
  typeDefs: SCHEMA + subscriptionType(),
  resolvers: {
    Mutation: {
      publish(_root: unknown, { topic, sequence }: Change) {
        const change = changeOf(topic, sequence);
        pubSub.publish('change', topic, change);
        return change;
      },
    },
    Subscription: {
      onChange: {
        subscribe: (_root: unknown, { topic }: Change) => pubSub.subscribe('change', topic),
        resolve: (change: Change) => change,
      },
    },
  },
});
const yoga = createYoga({ schema, logging: false });
const server = createServer((request, response) => void yoga(request, response));
// The load counts frames and answers no ping: this server would drop it after 12 s.
const KEEP_ALIVE_MS = 0;
useServer({ schema }, new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }), KEEP_ALIVE_MS);
server.listen(Number(process.env.PORT), '127.0.0.1', 4096);
