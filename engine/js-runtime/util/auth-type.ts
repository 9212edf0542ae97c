/** `util.authType()`: decided by the keys of the identity, as recorded from the real evaluator (spec 3.1). */

const IAM = ['accountId', 'sourceIp', 'username', 'userArn'];
const USER_POOL = ['sourceIp', 'username', 'sub', 'issuer', 'claims', 'defaultAuthStrategy'];
const OIDC = ['sub', 'issuer', 'claims'];

export function authType(identity: unknown): string {
  if (typeof identity !== 'object' || identity === null) return 'API Key Authorization';
  const members = new Map(Object.entries(identity));
  const keys = [...members.keys()];
  // Recorded: a member that is null counts as missing.
  const hasAll = (names: readonly string[]): boolean => names.every((name) => (members.get(name) ?? null) !== null);
  if (keys.length === 0 || (keys.length === 1 && keys[0] === 'resolverContext')) return 'Lambda Authorization';
  if (hasAll(IAM)) return 'IAM Authorization';
  if (hasAll(USER_POOL)) return 'User Pool Authorization';
  return keys.length === OIDC.length && hasAll(OIDC) ? 'Open ID Connect Authorization' : 'API Key Authorization';
}
