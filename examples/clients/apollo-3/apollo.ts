/**
 * `node --import tsx examples/clients/apollo-3/apollo.ts http://localhost:4000 giulia`: Apollo Client 3 with the links of its time.
 */
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client/core/index.js';
import { createAuthLink } from 'aws-appsync-auth-link';
import { createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { ME, needWebSocket, ON_CHANGE, readOutputs, REDEEM, say } from '../gateway.ts';

const [, , gateway = 'http://localhost:4000', persona = 'giulia'] = process.argv;
await needWebSocket();
const outputs = await readOutputs(gateway);
const token = outputs.custom.personas.find((each) => each.name === persona)?.token ?? '';
const { url, aws_region: region } = outputs.data;
const auth = { type: 'AMAZON_COGNITO_USER_POOLS' as const, jwtToken: token };
const client = new ApolloClient({
  link: ApolloLink.from([
    createAuthLink({ url, region, auth }),
    createSubscriptionHandshakeLink({ url, region, auth }, new HttpLink({ uri: url })),
  ]),
  cache: new InMemoryCache(),
});

const { data } = await client.query<{ me: { id: string } }>({ query: gql(ME) });
say('me', data?.me);

const input = { idempotencyKey: crypto.randomUUID(), rewardId: 'no-such-reward' };
const redeemed = await client.mutate<{ redeemReward: unknown }>({ mutation: gql(REDEEM), variables: { input } });
say('redeemed', redeemed.data?.redeemReward);

say('listening', data?.me.id);
client
  .subscribe<{ onAccountChange: unknown }>({ query: gql(ON_CHANGE), variables: { memberId: data?.me.id } })
  .subscribe({
    next: (result) => {
      say('change', result.data?.onAccountChange);
      process.exit(0);
    },
    error: (error: unknown) => {
      say('failed', String(error));
      process.exit(1);
    },
  });
