/** What an app does with Amplify, in Node and in a browser alike: sign in, read, write, listen. */
import { Amplify } from 'aws-amplify';
import { generateClient, type GraphQLResult } from 'aws-amplify/api';
import { signIn, signOut } from 'aws-amplify/auth';
import { parseAmplifyConfig, Hub } from 'aws-amplify/utils';
import { ME, ON_CHANGE, REDEEM, type GatewayOutputs } from './gateway.ts';

type Say = (what: string, value: unknown) => void;
type Flow = 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH';

export function configure(outputs: GatewayOutputs): void {
  const config = parseAmplifyConfig(outputs as never);
  const cognito = config.Auth?.Cognito;
  if (cognito !== undefined) {
    // The one line that differs from a deployed app.
    Object.assign(cognito, { userPoolEndpoint: outputs.custom.userPoolEndpoint });
  }
  Amplify.configure(config);
}

/** Signs in, reads and writes as the member, and stays until one change has arrived. */
export async function visit(outputs: GatewayOutputs, persona: string, say: Say, flow: Flow): Promise<void> {
  configure(outputs);
  const everybody = generateClient({ authMode: 'apiKey' });
  const { data: offered } = (await everybody.graphql({ query: '{ program { id } }' })) as GraphQLResult<object>;
  say('byKey', offered);

  const wrong = await signIn({ username: persona, password: 'Wrong-password-1' }).catch((error: unknown) => error);
  say('wrongPassword', [(wrong as Error).name, (wrong as Error).message]);

  const { isSignedIn } = await signIn({
    username: persona,
    password: outputs.custom.password,
    options: { authFlowType: flow },
  });
  say('signedIn', isSignedIn);

  const client = generateClient({ authMode: 'userPool' });
  const { data } = (await client.graphql({ query: ME })) as GraphQLResult<{ me: { id: string } }>;
  say('me', data.me);

  const input = { idempotencyKey: crypto.randomUUID(), rewardId: 'no-such-reward' };
  const redeemed = (await client.graphql({ query: REDEEM, variables: { input } })) as GraphQLResult<{
    redeemReward: unknown;
  }>;
  say('redeemed', redeemed.data.redeemReward);

  await oneChange(client, data.me.id, say);
  await signOut();
  const afterwards = await client.graphql({ query: ME }).then(
    () => 'still signed in',
    (refused: unknown) => (refused as Error).name,
  );
  say('signedOut', afterwards);
}

function oneChange(client: ReturnType<typeof generateClient>, memberId: string, say: Say): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopListening = Hub.listen('api', ({ payload }) => {
      if (payload.event === 'Subscription ack') say('listening', memberId);
    });
    const stream = client.graphql({ query: ON_CHANGE, variables: { memberId } }) as {
      subscribe(observer: object): { unsubscribe(): void };
    };
    const subscription = stream.subscribe({
      next: ({ data }: { data: { onAccountChange: unknown } }) => {
        say('change', data.onAccountChange);
        subscription.unsubscribe();
        stopListening();
        resolve();
      },
      error: reject,
    });
  });
}
