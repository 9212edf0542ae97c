/** What every auth mode has in common: the request it looks at, and what it answers. */
import type { Caller, RequestHeaders } from '../kernel/index.ts';
import type { Refusal } from './refusals.ts';
import type { SignedRequest } from './sigv4.ts';

export interface AuthRequest extends SignedRequest {
  /** The address of the TCP peer. */
  readonly sourceIp: string;
  readonly requestId?: string;
  /** `connect` for a socket's handshake: a Lambda authorizer hears of it by another operation name (2.7). @default `request` */
  readonly purpose?: 'connect' | 'request';
}

export type AuthOutcome = { readonly ok: true; readonly caller: Caller } | Refusal;

/** The public half of a user pool. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

/** The first value of a header, trimmed; empty counts as absent. */
export function headerOf(headers: RequestHeaders, name: string): string | null {
  const value = headers[name];
  const first = typeof value === 'string' ? value : value?.[0];
  const text = first?.trim() ?? '';
  return text === '' ? null : text;
}

/** `identity.sourceIp`: what `x-forwarded-for` lists, then the TCP peer (1.6). */
export function sourceIpsOf(request: AuthRequest): readonly string[] {
  const peer = request.sourceIp.replace(/^::ffff:/, '');
  const forwarded = request.headers['x-forwarded-for'];
  if (forwarded === undefined) return [peer];
  const listed = (typeof forwarded === 'string' ? [forwarded] : forwarded).flatMap((value) => value.split(','));
  return [...listed.map((value) => value.trim()).filter((value) => value !== ''), peer];
}
