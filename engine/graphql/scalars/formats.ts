/** AWSEmail, AWSURL, AWSPhone, AWSIPAddress, AWSJSON (spec/appsync-resolvers 9). */
import { isIP } from 'node:net';
import { CoercionFailure, textRule, toJavaText } from './leaf.ts';
import type { LeafRule } from './leaf.ts';

const EMAIL_FORM = /^(?:"[^"\r\n]+"|[^\s@",;:<>()[\]\\]+)@[^\s@",;:<>()[\]\\]+$/;
const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;

/** Absolute; a doubled slash inside the path is refused, as AppSync refuses it. */
function isAbsoluteUrl(text: string): boolean {
  if (!SCHEME.test(text) || /\s/.test(text) || !URL.canParse(text)) return false;
  return !new URL(text).pathname.includes('//');
}

const PHONE_FORM = /^\+?[\d\s().-]+$/;
/** North American numbers: neither area code nor exchange begins with 0 or 1. */
const NORTH_AMERICAN = /^1?[2-9]\d{2}[2-9]\d{6}$/;

/** Without a country code a number counts as North American. */
function isPhone(text: string): boolean {
  if (!PHONE_FORM.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (!text.startsWith('+') || digits.startsWith('1')) return NORTH_AMERICAN.test(digits);
  return /^[2-9]\d{6,14}$/.test(digits);
}

function isAddress(text: string): boolean {
  const [address = '', mask, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return mask === undefined || (/^\d{1,3}$/.test(mask) && Number(mask) <= (family === 4 ? 32 : 128));
}

/** Input is JSON text and reaches resolvers as the value in it; output is text again. */
const json: LeafRule = {
  name: 'AWSJSON',
  description:
    'The `AWSJSON` scalar type provided by AWS AppSync, represents a JSON string that complies with [RFC 8259](https://tools.ietf.org/html/rfc8259). Resolvers receive it parsed.',
  parse(value) {
    if (typeof value === 'string') {
      try {
        return JSON.parse(value) as unknown;
      } catch {
        // Not JSON: refused below, with the text as it came.
      }
    }
    throw new CoercionFailure(`Unable to parse \`${toJavaText(value)}\` as a valid JSON.`);
  },
  serialize(value) {
    if (typeof value !== 'string') return JSON.stringify(value);
    try {
      JSON.parse(value);
      return value;
    } catch {
      return JSON.stringify(value);
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
