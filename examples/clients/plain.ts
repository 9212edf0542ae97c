/** `node --import tsx examples/clients/plain.ts http://localhost:4000 giulia`: urql and graphql-request need nothing of AppSync. */
import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { GraphQLClient } from 'graphql-request';
import { ME, readOutputs, say } from './gateway.ts';

const [, , gateway = 'http://localhost:4000', persona = 'giulia'] = process.argv;
const outputs = await readOutputs(gateway);
const authorization = outputs.custom.personas.find((each) => each.name === persona)?.token ?? '';

const urql = new Client({
  url: outputs.data.url,
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetchOptions: { headers: { authorization } },
});
const member = await urql.query<{ me: unknown }>(ME, {}).toPromise();
say('urql', member.data?.me);
const refused = await urql
  .query('{ me { id } }', {}, { fetchOptions: { headers: { authorization: 'x' } } })
  .toPromise();
say(
  'urqlRefused',
  refused.error?.graphQLErrors.map((error) => error.message),
);

const byKey = new GraphQLClient(outputs.data.url, { headers: { 'x-api-key': outputs.data.api_key } });
say('graphqlRequest', await byKey.request('{ program { id } }'));
const failed = await byKey.request('{ nothing }').catch((error: unknown) => error as { response: { status: number } });
say('graphqlRequestRefused', (failed as { response: { status: number } }).response.status);
