/**
 * What a caller hears when authentication fails: statuses, types and texts of the service (spec/appsync-edge 1.3 and 3.3).
 * Two texts for one case exist where HTTP and a subscription's `start` were seen to differ.
 */
export interface Refusal {
  readonly ok: false;
  readonly status: number;
  readonly errorType: string;
  readonly message: string;
  /** The text of the same case in answer to `start` on a socket. @default `message` */
  readonly startMessage?: string;
}

const NO_VALID_HEADER = 'Valid authorization header not provided.';

function unauthorized(message: string, startMessage?: string): Refusal {
  const refusal = { ok: false, status: 401, errorType: 'UnauthorizedException', message } as const;
  return startMessage === undefined ? refusal : { ...refusal, startMessage };
}

export const REFUSALS = {
  /** No credential, one of a mode that the API does not have, a malformed or forged token. */
  noValidHeader: unauthorized(NO_VALID_HEADER),
  /** An unknown or expired API key; a Lambda authorizer that does not say yes. */
  notAuthorized: unauthorized('You are not authorized to make this call.'),
  tokenExpired: unauthorized('Token has expired.', NO_VALID_HEADER),
  unknownAccessKey: {
    ok: false,
    status: 403,
    errorType: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export function signatureRefused(message: string): Refusal {
  return { ok: false, status: 403, errorType: 'InvalidSignatureException', message };
}

/** The `Authorization` header lacks a part of SigV4. */
export function signatureIncomplete(message: string): Refusal {
  return { ok: false, status: 403, errorType: 'IncompleteSignatureException', message };
}
