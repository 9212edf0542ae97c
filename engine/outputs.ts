/** What a client needs to know, in the format of Amplify's own `amplify_outputs.json`, so that `Amplify.configure(outputs)` works. */
import { LOCAL_PASSWORD, type PersonaCredentials } from './personas.ts';
import type { Blueprint } from './template/index.ts';
import { userPoolEndpoint } from './user-pool-routes.ts';

export interface Outputs {
  readonly version: '1';
  readonly auth?: {
    readonly aws_region: string;
    readonly user_pool_id: string;
    readonly user_pool_client_id: string;
    readonly groups: readonly Readonly<Record<string, { readonly precedence: number }>>[];
  };
  readonly data: {
    readonly url: string;
    readonly aws_region: string;
    readonly api_key?: string;
    readonly default_authorization_type: string;
    readonly authorization_types: readonly string[];
  };
  readonly custom: {
    readonly realtimeUrl: string;
    /** For database tools; listens on all interfaces, because DynamoDB Local cannot be told otherwise. */
    readonly dynamodbEndpoint: string;
    /** `Outputs` of the stack. */
    readonly stack: Readonly<Record<string, string>>;
    /** What Amplify's `Auth.Cognito.userPoolEndpoint` is set to: the pool answers on the gateway's port. */
    readonly userPoolEndpoint?: string;
    /** Of every persona that signs in with a user name. */
    readonly password?: string;
    /** The authority behind the port's certificate: for `NODE_EXTRA_CA_CERTS` and browsers. Null when it is kept in memory alone. */
    readonly caFile: string | null;
    readonly caUrl: string;
    readonly personas: readonly PersonaCredentials[];
  };
}

export interface OutputsSources {
  readonly blueprint: Blueprint;
  /** `http://localhost:4000` */
  readonly origin: string;
  readonly dynamodbEndpoint: string;
  readonly caFile: string | null;
  readonly personas: readonly PersonaCredentials[];
}

export function toOutputs({ blueprint, origin, dynamodbEndpoint, caFile, personas }: OutputsSources): Outputs {
  const { api, region, userPools } = blueprint;
  const pool = userPools[0];
  const client = pool?.clients[0];
  const [first, ...others] = api.authProviders.map((provider) => provider.mode);
  const apiKey = api.apiKeys[0]?.value;
  return {
    version: '1',
    ...(pool === undefined || client === undefined
      ? {}
      : {
          auth: {
            aws_region: region,
            user_pool_id: pool.userPoolId,
            user_pool_client_id: client.clientId,
            groups: pool.groups.map((group, precedence) => ({ [group]: { precedence } })),
          },
        }),
    data: {
      url: `${origin}/graphql`,
      aws_region: region,
      ...(apiKey === undefined ? {} : { api_key: apiKey }),
      default_authorization_type: first ?? 'API_KEY',
      authorization_types: others,
    },
    custom: {
      realtimeUrl: `${origin.replace(/^http/, 'ws')}/graphql/realtime`,
      dynamodbEndpoint,
      stack: blueprint.outputs,
      ...(pool === undefined
        ? {}
        : { userPoolEndpoint: userPoolEndpoint(origin, pool.userPoolId), password: LOCAL_PASSWORD }),
      caFile,
      caUrl: `${origin}/ca.pem`,
      personas,
    },
  };
}
