/** Reads the mocked `ctx` of an EvaluateCode request and refuses what AWS refuses (spec 2.6). */
import { messageOf } from '../kernel/index.ts';
import { ResolverInfo } from './run/context.ts';
import { cloneJson } from './run/plain-json.ts';
import type { ResolverContext } from './types.ts';

type Members = Readonly<Record<string, unknown>>;

/** The members that an identity has in one mode or another (spec 1.6): AWS takes any mixture of these, and no other name. */
const IDENTITY_MEMBERS: ReadonlySet<string> = new Set([
  ...['accountId', 'cognitoIdentityPoolId', 'cognitoIdentityId', 'cognitoIdentityAuthType'],
  ...['cognitoIdentityAuthProvider', 'userArn', 'username', 'sourceIp', 'groups', 'sub', 'issuer', 'claims'],
  ...['defaultAuthStrategy', 'resolverContext'],
]);
const OBJECTS = ['arguments', 'args', 'stash', 'prev', 'error', 'request', 'info', 'env'];

const isMap = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** @returns a context of its own, or a text that says what is wrong with the given one */
export function readMockedContext(given: unknown): ResolverContext | string {
  let value = given;
  if (typeof given === 'string') {
    try {
      value = JSON.parse(given) as unknown;
    } catch (cause) {
      return `context is not JSON: ${messageOf(cause)}`;
    }
  }
  if (!isMap(value)) return 'context must be an object, or its JSON text';
  const refused = refusedProperties(value);
  if (refused.length > 0) {
    // Recorded from AWS for `ctx.identity`.
    return `The following properties in your mock context object failed validation: ${refused.join(', ')}`;
  }
  return contextOf(cloneJson(value));
}

function refusedProperties(context: Members): string[] {
  const refused = OBJECTS.filter((name) => isGiven(context[name]) && !isMap(context[name]));
  if (isGiven(context.outErrors) && !Array.isArray(context.outErrors)) refused.push('outErrors');
  const { identity } = context;
  const isIdentity = !isGiven(identity) || (isMap(identity) && Object.keys(identity).every(isIdentityMember));
  if (!isIdentity) refused.push('identity');
  return refused.map((name) => `ctx.${name}`);
}

const isIdentityMember = (name: string): boolean => IDENTITY_MEMBERS.has(name);

function contextOf(mocked: Members): ResolverContext {
  const mapOf = (member: unknown): Record<string, unknown> => (isMap(member) ? { ...member } : {});
  return {
    arguments: mapOf(mocked.arguments ?? mocked.args),
    identity: mocked.identity ?? null,
    source: mocked.source ?? null,
    stash: mapOf(mocked.stash),
    ...('result' in mocked ? { result: mocked.result } : {}),
    ...('prev' in mocked ? { prev: mocked.prev as ResolverContext['prev'] } : {}),
    ...('error' in mocked ? { error: mocked.error as ResolverContext['error'] } : {}),
    request: isMap(mocked.request) ? mocked.request : { headers: {}, domainName: null },
    info: readInfo(mapOf(mocked.info)),
    env: mapOf(mocked.env) as Record<string, string>,
    outErrors: Array.isArray(mocked.outErrors) ? (mocked.outErrors as ResolverContext['outErrors']) : [],
  };
}

function readInfo(info: Members): ResolverInfo {
  return new ResolverInfo({
    fieldName: info.fieldName as string,
    parentTypeName: info.parentTypeName as string,
    variables: isMap(info.variables) ? info.variables : {},
    selectionSetList: () => (Array.isArray(info.selectionSetList) ? (info.selectionSetList as string[]) : []),
    selectionSetGraphQL: () => (typeof info.selectionSetGraphQL === 'string' ? info.selectionSetGraphQL : ''),
  });
}
