/**
 * Whose credentials the local gateway hands out, so that every authorization mode can be tried without an account. Tokens are minted
 * each time they are asked for: a page that is open overnight never holds an expired one for long.
 */
import type { CredentialStore } from './auth/index.ts';
import { userError } from './kernel/index.ts';
import type { ApiKeyBlueprint, Blueprint } from './template/index.ts';
import type { PoolUser, UserPool } from './user-pool/index.ts';

export type Persona = { readonly name: string; readonly about: string } & (
  | {
      readonly authMode: 'API_KEY';
      /** Logical id of the key. @default the first one */
      readonly key?: string;
    }
  | {
      readonly authMode: 'AMAZON_COGNITO_USER_POOLS';
      readonly username?: string;
      readonly groups?: readonly string[];
      /** Claims beside Cognito's own: `custom:…`. */
      readonly claims?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly authMode: 'AWS_IAM';
      /** A role's ARN, or the name of a stack output that holds it. */
      readonly role: string;
    }
);

/** A persona with credentials that work now. */
export interface PersonaCredentials {
  readonly name: string;
  readonly about: string;
  readonly authMode: Persona['authMode'];
  readonly token?: string;
  readonly apiKey?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

export interface PersonaSources {
  readonly blueprint: Blueprint;
  readonly pools: readonly UserPool[];
  readonly credentials: CredentialStore;
}

/**
 * For assemblies that bring none: one persona for each API key, one for each group of a user pool and one outside all groups, and the
 * administrator of the account for IAM, a role that no policy of the template holds back.
 */
export function defaultPersonas({ api, userPools, accountId }: Blueprint): readonly Persona[] {
  const modes = new Set(api.authProviders.map((provider) => provider.mode));
  const groups = userPools[0]?.groups ?? [];
  return [
    ...(modes.has('API_KEY') ? api.apiKeys.map(keyPersona) : []),
    ...(modes.has('AWS_IAM')
      ? [
          {
            name: 'administrator',
            about: 'signs by IAM, may do everything',
            authMode: 'AWS_IAM' as const,
            role: `arn:aws:iam::${accountId}:role/administrator`,
          },
        ]
      : []),
    ...(modes.has('AMAZON_COGNITO_USER_POOLS')
      ? [
          { name: 'user', about: 'signed in, in no group', authMode: 'AMAZON_COGNITO_USER_POOLS' as const },
          ...groups.map((group) => ({
            name: group,
            about: `signed in, group ${group}`,
            authMode: 'AMAZON_COGNITO_USER_POOLS' as const,
            groups: [group],
          })),
        ]
      : []),
  ];
}

function keyPersona({ logicalId, description }: ApiKeyBlueprint, index: number): Persona {
  const name = index === 0 ? 'public' : `public-${index + 1}`;
  return { name, about: description ?? 'API key', authMode: 'API_KEY', key: logicalId };
}

/** Every persona of the local user pool has it. It opens nothing but this machine's demo data. */
export const LOCAL_PASSWORD = 'Local-password-1';

/** The personas that may sign in with a user name and `LOCAL_PASSWORD`. */
export function personaUsers(personas: readonly Persona[]): readonly PoolUser[] {
  return personas.flatMap((persona) =>
    persona.authMode === 'AMAZON_COGNITO_USER_POOLS'
      ? [
          {
            username: persona.username ?? persona.name,
            password: LOCAL_PASSWORD,
            groups: persona.groups ?? [],
            attributes: Object.fromEntries(
              Object.entries(persona.claims ?? {}).map(([name, value]) => [name, String(value)]),
            ),
          },
        ]
      : [],
  );
}

/** @returns a function that mints: call it for each reader; signing keys of roles are issued once */
export function personaDesk(
  personas: readonly Persona[],
  sources: PersonaSources,
): () => readonly PersonaCredentials[] {
  const issuers = personas.map((persona) => credentialsOf(persona, sources));
  return () => issuers.map((issue) => issue());
}

function credentialsOf(persona: Persona, { blueprint, pools, credentials }: PersonaSources): () => PersonaCredentials {
  const shown = { name: persona.name, about: persona.about, authMode: persona.authMode };
  switch (persona.authMode) {
    case 'API_KEY': {
      const { apiKeys } = blueprint.api;
      const apiKey = (apiKeys.find(({ logicalId }) => logicalId === persona.key) ?? apiKeys[0])?.value;
      if (apiKey === undefined) throw unusable(persona, 'the template has no API key');
      return () => ({ ...shown, apiKey, token: apiKey });
    }
    case 'AMAZON_COGNITO_USER_POOLS': {
      const pool = pools[0];
      if (pool === undefined) throw unusable(persona, 'the template has no user pool');
      return () => ({
        ...shown,
        token: pool.mint({
          username: persona.username ?? persona.name,
          groups: persona.groups ?? [],
          claims: persona.claims ?? {},
          use: 'id',
        }),
      });
    }
    case 'AWS_IAM': {
      const roleArn = persona.role.startsWith('arn:') ? persona.role : blueprint.outputs[persona.role];
      if (roleArn === undefined) throw unusable(persona, `the stack has no output ${persona.role}`);
      const { accessKeyId, secretAccessKey } = credentials.issue(roleArn, persona.name, { temporary: false });
      return () => ({ ...shown, accessKeyId, secretAccessKey });
    }
  }
}

const unusable = (persona: Persona, why: string): Error =>
  userError(
    'ENGINE_PERSONA_UNUSABLE',
    `The persona ${persona.name} signs in by ${persona.authMode}, but ${why}.`,
    'Remove the persona, or add what it needs to the template.',
  );
