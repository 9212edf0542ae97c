import Fastify from 'fastify';
import mercurius, { type MercuriusContext } from 'mercurius';
import { changeOf, SCHEMA, subscriptionType, type Change } from '../fan-out/world.ts';

const app = Fastify();
await app.register(mercurius, {
  schema: SCHEMA + subscriptionType(),
  subscription: true,
  resolvers: {
    Mutation: {
      publish(_root: unknown, { topic, sequence }: Change, { pubsub }: MercuriusContext) {
        const change = changeOf(topic, sequence);
        pubsub.publish({ topic, payload: { onChange: change } });
        return change;
      },
    },
    Subscription: {
      onChange: {
        subscribe: (_root: unknown, { topic }: Change, { pubsub }: MercuriusContext) => pubsub.subscribe(topic),
      },
    },
  },
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 });
