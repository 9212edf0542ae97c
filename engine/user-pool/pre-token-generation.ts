/** The trigger that may change what tokens say, in the event forms of its versions 1 and 2 (3 differs for machines alone). */
import type { Invoke } from '../kernel/index.ts';
import type { UserPoolBlueprint } from '../template/index.ts';
import { SIGN_IN_SCOPE } from './claims.ts';
import { FAILURES } from './failures.ts';
import type { PoolUser } from './users.ts';

export type TriggerSource = 'TokenGeneration_Authentication' | 'TokenGeneration_RefreshTokens';

export interface TokenChange {
  readonly add: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

export interface TokenChanges {
  readonly id: TokenChange;
  readonly access: TokenChange;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
}

export interface TriggerRequest {
  readonly user: PoolUser;
  readonly sub: string;
  readonly clientId: string;
  readonly source: TriggerSource;
}

/** Cognito waits no longer. */
const TIMEOUT_MS = 5000;
const NO_CHANGE: TokenChange = { add: {}, suppress: [] };

/** @throws SignInFailure what the function's failure means to who signs in */
export async function changesByTrigger(
  pool: UserPoolBlueprint,
  invoke: Invoke | undefined,
  region: string,
  request: TriggerRequest,
): Promise<TokenChanges> {
  const { groups } = request.user;
  const trigger = pool.preTokenGeneration;
  const unchanged = { id: NO_CHANGE, access: NO_CHANGE, scopes: [SIGN_IN_SCOPE], groups };
  if (trigger === null || invoke === undefined) return unchanged;
  const isFirst = trigger.version === 'V1_0';
  const outcome = await invoke({
    function: trigger.functionArn,
    payload: toEvent(pool, region, request, trigger.version),
    timeoutMs: TIMEOUT_MS,
  });
  if (!outcome.ok) {
    const said = outcome.errorMessage.replace(/\.$/, '');
    throw outcome.reason === 'handled' ? FAILURES.triggerFailed(said) : FAILURES.triggerUnreachable(said);
  }
  const response = recordAt(outcome.payload, 'response');
  if (response === null) throw FAILURES.triggerAnswer();
  const overrides = recordAt(response, isFirst ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails');
  if (overrides === null) return unchanged;
  const access = isFirst ? null : recordAt(overrides, 'accessTokenGeneration');
  const groupsGiven = textsAt(recordAt(overrides, 'groupOverrideDetails'), 'groupsToOverride');
  return {
    id: toChange(isFirst ? overrides : recordAt(overrides, 'idTokenGeneration')),
    access: toChange(access),
    scopes: [SIGN_IN_SCOPE, ...(textsAt(access, 'scopesToAdd') ?? [])].filter(
      (scope) => !(textsAt(access, 'scopesToSuppress') ?? []).includes(scope),
    ),
    groups: groupsGiven ?? groups,
  };
}

function toEvent(pool: UserPoolBlueprint, region: string, request: TriggerRequest, version: string): object {
  const { user, sub, clientId, source } = request;
  const isFirst = version === 'V1_0';
  return {
    version: version.slice(1, 2),
    triggerSource: source,
    region,
    userPoolId: pool.userPoolId,
    userName: user.username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    request: {
      userAttributes: { sub, 'cognito:user_status': 'CONFIRMED', ...user.attributes },
      groupConfiguration: { groupsToOverride: user.groups, iamRolesToOverride: [], preferredRole: null },
      ...(isFirst ? {} : { scopes: [SIGN_IN_SCOPE] }),
    },
    response: isFirst ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  };
}

function toChange(details: Readonly<Record<string, unknown>> | null): TokenChange {
  if (details === null) return NO_CHANGE;
  return {
    add: recordAt(details, 'claimsToAddOrOverride') ?? {},
    suppress: textsAt(details, 'claimsToSuppress') ?? [],
  };
}

function recordAt(value: unknown, key: string): Readonly<Record<string, unknown>> | null {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Readonly<Record<string, unknown>>)
    : null;
}

function textsAt(value: unknown, key: string): readonly string[] | null {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : null;
}
