/** AWSEmail, AWSURL, AWSPhone, AWSIPAddress, AWSJSON (spec/appsync-resolvers 9). */
import { isIP } from 'node:net';
import { MAX_JSON_NESTING, textNesting } from '../limits.ts';
import { CoercionFailure, textRule, toJavaText } from './leaf.ts';
import type { LeafRule } from './leaf.ts';

const EMAIL_FORM = /^(?:"[^"\r\n]+"|[^\s@",;:<>()[\]\\]+)@[^\s@",;:<>()[\]\\]+$/;
const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;

/** What no URL holds unescaped (RFC 1738, 2.2); the URL class of the platform mends most of it. */
const UNSAFE = /[\s<>"{}|\\^`]/;
/** These have a host, so they need the slashes before it. */
const WITH_HOST = /^(?:https?|ftp|wss?):/i;

/** Absolute; a doubled slash inside the path is refused, as AppSync refuses it. */
function isAbsoluteUrl(text: string): boolean {
  if (!SCHEME.test(text) || UNSAFE.test(text) || !URL.canParse(text)) return false;
  if (WITH_HOST.test(text) && !/^[a-z]+:\/\/[^/]/i.test(text)) return false;
  return !new URL(text).pathname.includes('//');
}

const PHONE_FORM = /^\+?[\d ().-]+$/;
/** Neither area code nor exchange begins with 0 or 1; area codes N11 are services, N9X are kept free. */
const NORTH_AMERICAN = /^(?!.11)[2-9][0-8]\d[2-9]\d{6}$/;

/** Without a country code a number counts as North American. */
function isPhone(text: string): boolean {
  if (!PHONE_FORM.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (!text.startsWith('+') || digits.startsWith('1')) return NORTH_AMERICAN.test(digits.replace(/^1(?=\d{10}$)/, ''));
  return /^[2-9]\d{6,14}$/.test(digits);
}

function isAddress(text: string): boolean {
  const [address = '', mask, ...rest] = text.split('/');
  const family = isIP(address);
  // A zone (`fe80::1%eth0`) means something on one machine only.
  if (family === 0 || rest.length > 0 || address.includes('%')) return false;
  return mask === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(mask) && Number(mask) <= (family === 4 ? 32 : 128));
}

/** @returns undefined for what is no JSON, or nests deeper than AppSync's parser follows */
function readJson(text: string): unknown {
  if (text.length > 2 * MAX_JSON_NESTING && textNesting(text) > MAX_JSON_NESTING) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Input is JSON text and reaches resolvers as the value in it; output is text again. */
const json: LeafRule = {
  name: 'AWSJSON',
  description:
    'The `AWSJSON` scalar type provided by AWS AppSync, represents a JSON string that complies with [RFC 8259](https://tools.ietf.org/html/rfc8259). Resolvers receive it parsed.',
  parse(value) {
    const parsed = typeof value === 'string' ? readJson(value) : undefined;
    if (parsed !== undefined) return parsed;
    throw new CoercionFailure(`Unable to parse \`${toJavaText(value)}\` as a valid JSON.`);
  },
  serialize(value) {
    if (typeof value === 'string') return readJson(value) === undefined ? JSON.stringify(value) : value;
    try {
      return JSON.stringify(value);
    } catch {
      throw new CoercionFailure(`Unable to serialize \`${toJavaText(value)}\` as a valid JSON.`);
    }
  },
};

export const FORMAT_SCALARS: readonly LeafRule[] = [
  textRule(
    'AWSEmail',
    'email',
    'The `AWSEmail` scalar type provided by AWS AppSync, represents an Email address string that complies with [RFC 822](https://www.ietf.org/rfc/rfc822.txt).',
    (text) => EMAIL_FORM.test(text),
  ),
  textRule(
    'AWSURL',
    'URL',
    'The `AWSURL` scalar type provided by AWS AppSync, represents a valid URL string (RFC 1738). The URL may use any scheme and must not hold a double slash in its path.',
    isAbsoluteUrl,
  ),
  textRule(
    'AWSPhone',
    'phone number',
    'The `AWSPhone` scalar type provided by AWS AppSync, represents a valid Phone Number. The country code is optional; without it the number is taken as a North American one.',
    isPhone,
  ),
  textRule(
    'AWSIPAddress',
    'IP address',
    'The `AWSIPAddress` scalar type provided by AWS AppSync, represents a valid IPv4 or IPv6 address string, optionally with a CIDR mask.',
    isAddress,
  ),
  json,
];
