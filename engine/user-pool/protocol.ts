/** Cognito's JSON protocol: the operation in `x-amz-target`, a JSON object in, a JSON object or an exception's name out. */
import { FAILURES, SignInFailure } from './failures.ts';
import type { Input, Operation } from './input.ts';
import { createIssuer } from './issuer.ts';
import type { IssuerOptions } from './issuer.ts';
import { createAccount } from './account.ts';
import { createSignIn } from './sign-in.ts';
import { createUsers } from './users.ts';
import type { PoolUser } from './users.ts';

export interface ProtocolRequest {
  /** The header `x-amz-target`. */
  readonly target: string;
  readonly body: Uint8Array;
}

export interface ProtocolAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ProtocolOptions extends Omit<IssuerOptions, 'users'> {
  readonly users: readonly PoolUser[];
}

const SERVICE = 'AWSCognitoIdentityProviderService.';
const CONTENT_TYPE = 'application/x-amz-json-1.1';

export function createProtocol(options: ProtocolOptions): {
  answer(request: ProtocolRequest): Promise<ProtocolAnswer>;
} {
  const { pool } = options;
  const poolName = pool.userPoolId.slice(pool.userPoolId.indexOf('_') + 1);
  const users = createUsers({ ...options, signInAttributes: pool.signInAttributes, poolName });
  const issuer = createIssuer({ ...options, users });
  const operations = new Map<string, Operation>(
    Object.entries({ ...createSignIn({ ...options, users, issuer, poolName }), ...createAccount(pool, issuer) }),
  );

  return {
    async answer({ target, body }) {
      try {
        const name = target.startsWith(SERVICE) ? target.slice(SERVICE.length) : target;
        const operation = operations.get(name);
        if (operation === undefined) throw FAILURES.notServed(name === '' ? 'A call without x-amz-target' : name);
        const output = await operation(parse(body));
        return { status: 200, headers: { 'content-type': CONTENT_TYPE }, body: JSON.stringify(output) };
      } catch (cause) {
        return toRefusal(cause);
      }
    },
  };
}

function parse(body: Uint8Array): Input {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  } catch {
    throw FAILURES.unreadable();
  }
  throw FAILURES.unreadable();
}

/** What is no refusal is a fault of ours, and its text stays here. */
function toRefusal(cause: unknown): ProtocolAnswer {
  const isRefusal = cause instanceof SignInFailure;
  const name = isRefusal ? cause.name : 'InternalErrorException';
  const message = isRefusal ? cause.message : 'Internal failure';
  return {
    status: isRefusal ? 400 : 500,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-errortype': `${name}:`, 'x-amzn-errormessage': message },
    body: JSON.stringify({ __type: name, message }),
  };
}
