/** `util.authType()`: decided by the keys of the identity, as recorded from the real evaluator (spec 3.1). */

const API_KEY = 'API Key Authorization';

/** The keys that an identity of a mode must have, and those that it may have besides. */
interface Shape {
  readonly answer: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const SHAPES: readonly Shape[] = [
  {
    answer: 'IAM Authorization',
    required: ['accountId', 'sourceIp', 'username', 'userArn'],
    optional: ['cognitoIdentityPoolId', 'cognitoIdentityId', 'cognitoIdentityAuthType', 'cognitoIdentityAuthProvider'],
  },
  {
    answer: 'User Pool Authorization',
    required: ['sourceIp', 'username', 'sub', 'issuer', 'claims', 'defaultAuthStrategy'],
    optional: ['groups'],
  },
  { answer: 'Open ID Connect Authorization', required: ['sub', 'issuer', 'claims'], optional: [] },
  { answer: 'Lambda Authorization', required: [], optional: ['resolverContext'] },
];

export function authType(identity: unknown): string {
  if (typeof identity !== 'object' || identity === null) return API_KEY;
  return SHAPES.find((shape) => fits(identity as Readonly<Record<string, unknown>>, shape))?.answer ?? API_KEY;
}

/** A key that belongs to another mode rules the mode out; one that is needed and is null counts as missing. */
function fits(identity: Readonly<Record<string, unknown>>, { required, optional }: Shape): boolean {
  const isKnown = (key: string): boolean => required.includes(key) || optional.includes(key);
  return Object.keys(identity).every(isKnown) && required.every((key) => (identity[key] ?? null) !== null);
}
