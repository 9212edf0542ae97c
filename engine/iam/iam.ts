/** May this role do that? Answered from the policies of the template, once for each role, action and resource. */
import type { Log } from '../kernel/index.ts';
import type { RoleBlueprint } from '../template/index.ts';
import type { Access, Verdict } from './evaluate.ts';
import type { RequestContext } from './pattern.ts';
import { openRole } from './role-policies.ts';
import type { RolePolicies } from './role-policies.ts';

/** `warn` logs what AWS would refuse, and lets it pass; `off` does not look. */
export type IamMode = 'off' | 'warn' | 'enforce';

const MODES: readonly IamMode[] = ['off', 'warn', 'enforce'];

/** @returns `enforce` when nothing is given, null for a text that is no mode */
export function readIamMode(text: string | undefined): IamMode | null {
  return MODES.find((mode) => mode === (text ?? 'enforce')) ?? null;
}

/** Who asks, for the text of a refusal. */
export interface Principal {
  readonly arn: string;
  /** As in `assumed-role/<role>/<session>`. */
  readonly session: string;
  /** In our words, for the log: `data source Orders`. */
  readonly user: string;
}

/** `isSettled`: no later call can be decided otherwise, so that whoever asks need not ask again. */
export type Decision =
  { readonly ok: true; readonly isSettled: boolean } | { readonly ok: false; readonly message: string };

export interface IamOptions {
  readonly roles: readonly RoleBlueprint[];
  readonly accountId: string;
  readonly region: string;
  readonly mode: IamMode;
  readonly log: Log;
}

export interface Iam {
  readonly mode: IamMode;
  /** @param context - condition keys of the call beside those of the principal; asked only when a condition needs them */
  authorize(principal: Principal, access: Access, context?: () => RequestContext): Decision;
}

const ALLOWED: Decision = { ok: true, isSettled: true };
const ALLOWED_NOW: Decision = { ok: true, isSettled: false };
const NO_CONTEXT: RequestContext = new Map();

/** Never throws. A principal that the template does not make is let through, since nothing is known of its policies; the log says so. */
export function createIam(options: IamOptions): Iam {
  const { mode, log } = options;
  const roles = new Map(options.roles.map((role) => [role.arn, role]));
  const opened = new Map<string, RolePolicies | null>();
  const told = new Set<string>();

  const open = (principal: Principal): RolePolicies | null => {
    const known = opened.get(principal.arn);
    if (known !== undefined) return known;
    const role = roles.get(principal.arn);
    const fresh = role === undefined ? null : openRole(role);
    opened.set(principal.arn, fresh);
    if (fresh === null) {
      log.warn('permissions are not checked', {
        role: principal.arn,
        user: principal.user,
        cause: 'The role is not in the template, so its policies are not known here.',
      });
    }
    return fresh;
  };

  const tell = (principal: Principal, access: Access, role: RolePolicies, verdict: Verdict): void => {
    const key = `${principal.arn} ${access.action} ${access.resource}`;
    if (told.has(key)) return;
    told.add(key);
    log[mode === 'warn' ? 'warn' : 'error']('permission missing', {
      user: principal.user,
      ...access,
      role: role.role.logicalId,
      roleArn: principal.arn,
      fix: fixFor(access, role, verdict),
    });
  };

  return {
    mode,
    authorize(principal, access, context) {
      if (mode === 'off') return ALLOWED;
      const role = open(principal);
      if (role === null) return ALLOWED;
      const { verdict, isSettled } = role.verdict(access, () =>
        withPrincipal(principal, options, context?.() ?? NO_CONTEXT),
      );
      if (verdict.kind === 'allowed') return isSettled ? ALLOWED : ALLOWED_NOW;
      tell(principal, access, role, verdict);
      return mode === 'warn' ? ALLOWED_NOW : { ok: false, message: refusalFor(principal, access, verdict) };
    },
  };
}

/** `assumed-role`, as IAM names who uses a role. */
function userArnOf({ arn, session }: Principal): string {
  const [, account = '', name = ''] = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return name === '' ? arn : `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
}

/** AWS's own sentence. */
function refusalFor(principal: Principal, { action, resource }: Access, verdict: Verdict): string {
  const why =
    verdict.kind === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${userArnOf(principal)} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

function fixFor({ action, resource }: Access, { role, unknownPolicies }: RolePolicies, verdict: Verdict): string {
  if (verdict.kind === 'denied') {
    return `Take the Deny statement that covers ${action} on ${resource} out of the policies of ${role.logicalId}.`;
  }
  const statement = `{"Effect":"Allow","Action":"${action}","Resource":"${resource}"}`;
  const unmet =
    verdict.kind === 'not-granted' && verdict.unmet.length > 0
      ? ` A statement would allow it, but for its condition ${verdict.unmet.map((one) => `${one.operator} ${one.key}`).join(', ')}, which the call does not meet or which cannot be told here.`
      : '';
  const unknown =
    unknownPolicies.length > 0
      ? ` Not known here, and so without effect: ${unknownPolicies.join(', ')}. Write its statements out, or use --iam warn.`
      : '';
  return `Add ${statement} to a policy of the role ${role.logicalId} in the template.${unmet}${unknown}`;
}

function withPrincipal(
  principal: Principal,
  { accountId, region }: IamOptions,
  context: RequestContext,
): RequestContext {
  return new Map<string, string | readonly string[]>([
    ['aws:principalarn', principal.arn],
    ['aws:principalaccount', accountId],
    ['aws:principaltype', 'AssumedRole'],
    ['aws:resourceaccount', accountId],
    ['aws:requestedregion', region],
    // Whatever carries the call here, on AWS it is TLS.
    ['aws:securetransport', 'true'],
    ['aws:viaawsservice', 'false'],
    ['aws:principalisawsservice', 'false'],
    ...context,
  ]);
}
