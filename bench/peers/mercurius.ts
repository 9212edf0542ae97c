import Fastify from 'fastify';
import mercurius from 'mercurius';
import { SCHEMA } from '../engine/world.ts';
import { resolvers } from './resolvers.ts';

const app = Fastify();
await app.register(mercurius, { schema: SCHEMA, resolvers, jit: process.argv.includes('--jit') ? 1 : 0 });
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
