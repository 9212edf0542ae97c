/**
 * Verifies AWS Signature Version 4 in the `Authorization` header (spec/appsync-edge 2.4). Generic over the service: the GraphQL
 * endpoint and the AWS endpoint for functions share it. Presigned URLs are not accepted.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kernel/index.ts';
import { toCanonicalRequest } from './canonical-request.ts';
import type { SignedRequest } from './canonical-request.ts';
import type { Credential, CredentialStore } from './credential-store.ts';
import { headerOf } from './provider.ts';
import { REFUSALS, signatureIncomplete, signatureRefused } from './refusals.ts';
import type { Refusal } from './refusals.ts';

export type { SignedRequest } from './canonical-request.ts';

export interface VerifyOptions {
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly clock: Clock;
  /** The only service name allowed. @default any */
  readonly service?: string;
  /** The only region allowed. @default any */
  readonly region?: string;
}

export type SignatureOutcome =
  { readonly ok: true; readonly credential: Credential; readonly service: string; readonly region: string } | Refusal;

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_SKEW_MS = 5 * 60_000;

/** True for a header that claims to be SigV4, well-formed or not. */
export function isSignature(authorization: string): boolean {
  return authorization.startsWith(ALGORITHM);
}

/** Answers who signed the request, or the refusal that AWS would send. Checks the key before the date and the date before the signature. */
export function verifySignature(request: SignedRequest, options: VerifyOptions): SignatureOutcome {
  const header = headerOf(request.headers, 'authorization') ?? '';
  const timestamp = headerOf(request.headers, 'x-amz-date') ?? fromHttpDate(headerOf(request.headers, 'date'));
  const parsed = parseAuthorization(header, timestamp);
  if ('ok' in parsed) return parsed;
  const refusal = checkScope(parsed, options) ?? checkHost(parsed);
  if (refusal !== null) return refusal;

  const credential = options.credentials.find(parsed.accessKeyId);
  const token = headerOf(request.headers, 'x-amz-security-token');
  // An unknown key has no token either, and `undefined` equals neither text nor null.
  if (credential?.sessionToken !== token) return REFUSALS.unknownAccessKey;
  const stale = checkDate(parsed, timestamp ?? '', options.clock.now());
  if (stale !== null) return stale;

  const canonical = toCanonicalRequest(request, parsed.signedHeaders);
  const scope = `${parsed.date}/${parsed.region}/${parsed.service}/aws4_request`;
  const toSign = [ALGORITHM, timestamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const expected = createHmac('sha256', signingKey(credential.secretAccessKey, parsed)).update(toSign).digest();
  const given = Buffer.from(parsed.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return mismatch(canonical, toSign);
  return { ok: true, credential, service: parsed.service, region: parsed.region };
}

/** `Thu, 15 Jan 2026 12:00:00 GMT` in the form that is signed; what is no date goes on as it stands, and is refused as such. */
function fromHttpDate(date: string | null): string | null {
  if (date === null) return null;
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? date : new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** The text that AWS sends names both strings, so that the signer can compare. */
function mismatch(canonical: string, toSign: string): Refusal {
  return signatureRefused(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and ' +
      'signing method. Consult the service documentation for details.\n\n' +
      `The Canonical String for this request should have been\n'${canonical}'\n\n` +
      `The String-to-Sign should have been\n'${toSign}'\n`,
  );
}

function parseAuthorization(header: string, timestamp: string | null): Authorization | Refusal {
  const fields = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length).split(',')) {
    const at = part.indexOf('=');
    if (at > 0) fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !fields.get(name));
  const complaints = missing.map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === null) {
    complaints.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (complaints.length > 0 || timestamp === null) {
    return signatureIncomplete(`${complaints.join(' ')} Authorization=${ALGORITHM}`);
  }
  const credential = fields.get('Credential') ?? '';
  const [accessKeyId = '', date = '', region = '', service = '', terminator, ...rest] = credential.split('/');
  if (terminator !== 'aws4_request' || rest.length > 0) {
    return signatureIncomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const signedHeaders = (fields.get('SignedHeaders') ?? '').toLowerCase().split(';');
  return { accessKeyId, date, region, service, signedHeaders, signature: fields.get('Signature') ?? '' };
}

function checkScope(authorization: Authorization, options: VerifyOptions): Refusal | null {
  const complaints: string[] = [];
  if (options.region !== undefined && options.region !== authorization.region) {
    complaints.push(`Credential should be scoped to a valid region, not '${authorization.region}'. `);
  }
  if (options.service !== undefined && options.service !== authorization.service) {
    complaints.push(`Credential should be scoped to correct service: '${options.service}'. `);
  }
  return complaints.length > 0 ? signatureRefused(complaints.join('')) : null;
}

function checkHost(authorization: Authorization): Refusal | null {
  if (authorization.signedHeaders.includes('host')) return null;
  return signatureRefused("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
}

function checkDate(authorization: Authorization, timestamp: string, now: number): Refusal | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(timestamp);
  if (match === null) {
    return signatureIncomplete(`Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`);
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const signedAt = Date.UTC(year, month - 1, day, hour, minute, second);
  const day8 = timestamp.slice(0, 8);
  if (authorization.date !== day8) {
    return signatureRefused(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ` +
        `'${authorization.date}' != '${day8}', from '${timestamp}'.`,
    );
  }
  const basic = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
  if (signedAt < now - MAX_SKEW_MS) {
    const limit = basic(now - MAX_SKEW_MS);
    return signatureRefused(`Signature expired: ${timestamp} is now earlier than ${limit} (${basic(now)} - 5 min.)`);
  }
  if (signedAt > now + MAX_SKEW_MS) {
    const limit = basic(now + MAX_SKEW_MS);
    return signatureRefused(
      `Signature not yet current: ${timestamp} is still later than ${limit} (${basic(now)} + 5 min.)`,
    );
  }
  return null;
}

function signingKey(secret: string, { date, region, service }: Authorization): Buffer {
  const step = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return step(step(step(step(`AWS4${secret}`, date), region), service), 'aws4_request');
}
