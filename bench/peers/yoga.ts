import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { SCHEMA } from '../engine/world.ts';
import { resolvers } from './resolvers.ts';

const yoga = createYoga({ schema: createSchema({ typeDefs: SCHEMA, resolvers }), logging: false });
createServer((request, response) => void yoga(request, response)).listen(Number(process.env.PORT), '127.0.0.1');
