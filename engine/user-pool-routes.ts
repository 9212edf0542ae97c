/** Where the local user pool is reached, on the gateway's own port. */
import type { ServerRoutes } from './server/index.ts';
import type { UserPool } from './user-pool/index.ts';

/** What Amplify's `userPoolEndpoint` and an SDK's `endpoint` are set to. The issuer keeps the service's own name: tokens carry it. */
export const userPoolEndpoint = (origin: string, userPoolId: string): string => `${origin}/${userPoolId}`;

export function userPoolRoutes(
  pools: readonly UserPool[],
  origin: string,
): Required<Pick<ServerRoutes, 'documents' | 'services'>> {
  const documents: Record<string, () => unknown> = {};
  const services: Record<string, UserPoolService> = {};
  for (const pool of pools) {
    const base = userPoolEndpoint(origin, pool.userPoolId);
    const path = `/${pool.userPoolId}`;
    services[path] = ({ headers, body }) => pool.answer({ target: textOf(headers['x-amz-target']), body });
    documents[`${path}/.well-known/jwks.json`] = () => pool.jwks;
    documents[`${path}/.well-known/openid-configuration`] = () => ({
      issuer: pool.issuer,
      jwks_uri: `${base}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'token'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
    });
  }
  return { documents, services };
}

type UserPoolService = Required<ServerRoutes>['services'][string];

const textOf = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : '');
