/** AWS_IAM: who signed, in the shape of `ctx.identity` (spec/appsync-edge 2.4). What the principal may do is asked elsewhere. */
import type { Caller, Clock } from '../kernel/index.ts';
import type { Credential, CredentialStore } from './credential-store.ts';
import { sourceIpsOf } from './provider.ts';
import type { AuthOutcome, AuthRequest } from './provider.ts';
import { verifySignature } from './sigv4.ts';

export interface IamOptions {
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
}

export function authenticateSignature(request: AuthRequest, options: IamOptions): AuthOutcome {
  const outcome = verifySignature(request, { ...options, service: 'appsync' });
  if (!outcome.ok) return outcome;
  return { ok: true, caller: toCaller(outcome.credential, request, options.accountId) };
}

function toCaller(credential: Credential, request: AuthRequest, accountId: string): Caller {
  const { principalArn, principalId, sessionName } = credential;
  const isUser = principalArn.includes(':user/');
  const roleName = principalArn.slice(principalArn.lastIndexOf('/') + 1);
  return {
    mode: 'AWS_IAM',
    principalArn,
    groups: [],
    identity: {
      accountId,
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      sourceIp: sourceIpsOf(request),
      username: isUser ? principalId : `${principalId}:${sessionName}`,
      userArn: isUser ? principalArn : `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      cognitoIdentityAuthType: null,
      cognitoIdentityAuthProvider: null,
    },
  };
}
